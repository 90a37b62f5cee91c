/// Cuts what comes of a log into lines.
struct LineSplitter {
  /// Of a longer line only so many bytes are kept: nobody reads more, and a pod may write one without an end.
  static let limit = 1 << 20

  /// What came after the last line's end.
  private(set) var rest: [UInt8] = []

  /// The lines that end in what has come now, without their ends.
  mutating func lines(of chunk: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = chunk.startIndex
    while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
      keep(chunk[start..<end])
      lines.append(String(decoding: rest, as: UTF8.self))
      rest = []
      start = end + 1
    }
    keep(chunk[start...])
    return lines
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    rest += bytes.prefix(Self.limit - rest.count)
  }
}
