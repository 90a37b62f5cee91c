import Diagnostics

/// The lines of an input, counted without any of the code that is tested.
struct TextExtent {
  /// How many scalars each line has, without its line break.
  private let lengths: [Int]

  init(of bytes: [UInt8]) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    lengths = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      let line = line.last == 0x0D ? line.dropLast() : line
      return line.count { $0 & 0xC0 != 0x80 }
    }
  }

  /// Whether a caret can be drawn there: under a scalar, or where the line ends.
  func holds(_ position: Position) -> Bool {
    lengths.indices.contains(position.line - 1) && position.column >= 1
      && position.column <= lengths[position.line - 1] + 1
  }

  /// Whether all of the columns are there; one is, also where the line ends.
  func holds(_ position: Position, width: Int) -> Bool {
    guard holds(position), width >= 1 else { return false }
    return position.column - 1 + width <= max(lengths[position.line - 1], position.column)
  }
}
