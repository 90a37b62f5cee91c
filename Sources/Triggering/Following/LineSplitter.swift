/// Cuts what comes of a log into lines.
struct LineSplitter {
  /// What came after the last line's end.
  private(set) var rest: [UInt8] = []

  /// The lines that end in what has come now, without their ends.
  mutating func lines(of chunk: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = chunk.startIndex
    while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: rest + chunk[start..<end], as: UTF8.self))
      rest = []
      start = end + 1
    }
    rest += chunk[start...]
    return lines
  }
}
