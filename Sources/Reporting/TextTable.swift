internal import Diagnostics

/// Columns as wide as their widest cell, two spaces apart; nothing at a line's end.
struct TextTable {
  var rows: [[String]]

  private var widths: [Int] {
    let columns = rows.map(\.count).max() ?? 0
    return (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0
    }
  }

  /// Without its last columns, as far as that is needed for a terminal of so many columns; the first two stay.
  func fitting(_ width: Int) -> TextTable {
    var table = self
    var widths = widths
    while widths.count > 2, widths.reduce(0, +) + 2 * (widths.count - 1) > width {
      widths.removeLast()
      table.rows = table.rows.map { Array($0.prefix(widths.count)) }
    }
    return table
  }

  var text: String {
    let widths = widths
    return rows.map { row in
      let cells = zip(row, widths).map { $0.padding(to: $1) }
      return cells.joined(separator: "  ").trimmingTrailingSpaces() + "\n"
    }.joined()
  }
}

extension String {
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }

  func trimmingTrailingSpaces() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
