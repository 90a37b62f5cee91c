import Diagnostics

/// What a terminal shows of what is written to it: as much of ECMA-48 as a sink uses, with lines that are broken where the
/// terminal ends.
struct Screen {
  let width: Int
  private var cells: [[Character]] = [[]]
  private var (row, column) = (0, 0)

  init(width: Int) { self.width = width }

  var rows: [String] { cells.map { String($0) } }

  mutating func write(_ text: String) {
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\n": (row, column) = (row + 1, 0)
      case "\r": column = 0
      case "\u{1B}": escape(&rest)
      default: show(character)
      }
      while cells.count <= row { cells.append([]) }
    }
  }

  private mutating func escape(_ rest: inout Substring) {
    let sequence = rest.prefix { !$0.isLetter }
    rest = rest.dropFirst(sequence.count)
    switch (sequence, rest.popFirst()) {
    case ("[2", "K"): cells[row] = []
    case ("[1", "A"): row = max(0, row - 1)
    default: break
    }
  }

  /// The second cell of a wide character has nothing in it.
  private mutating func show(_ character: Character) {
    let columns = String(character).columns
    if column + columns > width { (row, column) = (row + 1, 0) }
    while cells.count <= row { cells.append([]) }
    while cells[row].count < column { cells[row].append(" ") }
    if cells[row].count > column { cells[row][column] = character } else { cells[row].append(character) }
    column += 1
  }
}
