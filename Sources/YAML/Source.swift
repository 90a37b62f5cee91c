internal import Diagnostics

/// The bytes of a document that have been found to be text, and what of them libyaml is to read.
struct Source {
  let bytes: [UInt8]
  /// Where libyaml begins: after a byte order mark and refused directives.
  private(set) var start: Int
  /// How many lines come before that.
  private(set) var skippedLines = 0
  /// Then a scalar's index is its offset.
  let isASCII: Bool
  private var cursor: (index: Int, offset: Int)

  /// `nil` where there is no text to read: then `problems` says why.
  init?(checking bytes: [UInt8], limits: Limits, problems: inout ProblemList) {
    guard bytes.count <= limits.effectiveBytes else {
      problems.add(at: nil, "expected at most \(limits.effectiveBytes) bytes, found \(bytes.count)")
      return nil
    }
    var check = TextCheck(bytes)
    guard check.run(problems: &problems) else { return nil }
    self.bytes = bytes
    isASCII = check.isASCII
    start = check.start
    cursor = (0, start)
    refuseDirectives(problems: &problems)
    cursor = (0, start)
  }

  /// Where in `bytes` the scalar at `index` of libyaml's count begins.
  ///
  /// Cheap for indices that rise: what lies between two of them is looked at once.
  mutating func offset(of index: Int) -> Int {
    if isASCII { return min(start + index, bytes.count) }
    if index < cursor.index { cursor = (0, start) }
    while cursor.index < index, cursor.offset < bytes.count {
      cursor.offset += 1
      while cursor.offset < bytes.count, bytes[cursor.offset].continuesScalar { cursor.offset += 1 }
      cursor.index += 1
    }
    return cursor.offset
  }

  /// The start of the line that `offset` is on, among what libyaml reads.
  func startOfLine(at offset: Int) -> Int {
    guard offset > start else { return start }
    return bytes[start..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? start
  }

  /// The end of the line that `offset` is on, without its line break.
  func endOfLine(from offset: Int) -> Int {
    let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return end > offset && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// How many columns `range` of one line takes.
  func columns(_ range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 + ($1.continuesScalar ? 0 : 1) }
  }

  /// What is written at `offset`, for messages: a word, or where the line or the file ends.
  func found(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the file" }
    let line = offset..<endOfLine(from: offset)
    guard !line.isEmpty else { return "the end of the line" }
    let word = bytes[line].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    if word == offset { return bytes[offset] == UInt8(ascii: "\t") ? "a tab" : "a space" }
    return quoted(string(offset..<(word ?? line.upperBound)), cutTo: 30)
  }
}

extension Source {
  /// Refuses the lines before the document that begin with `%`, and has libyaml begin after the last of them.
  ///
  /// libyaml would compare each `%TAG` with all before it: quadratic.
  private mutating func refuseDirectives(problems: inout ProblemList) {
    var offset = start
    var line = 1
    while offset < bytes.count {
      let end = endOfLine(from: offset)
      if bytes[offset] == UInt8(ascii: "%") {
        let directive = offset..<end
        problems.add(
          at: Position(line: line, column: 1),
          width: columns(directive),
          "expected a document, found the directive \(quoted(string(directive), cutTo: 30))",
          hint: "remove this line"
        )
        start = min(after(end), bytes.count)
        skippedLines = line
      } else if let first = bytes[offset..<end].first(where: { $0 != UInt8(ascii: " ") }),
        first != UInt8(ascii: "#")
      {
        return
      }
      offset = after(end)
      line += 1
    }
  }

  /// The start of the line after the one that ends at `end`.
  func after(_ end: Int) -> Int {
    end < bytes.count && bytes[end] == UInt8(ascii: "\r") ? end + 2 : end + 1
  }
}

extension UInt8 {
  /// Not the first byte of a scalar in UTF-8.
  var continuesScalar: Bool { self & 0xC0 == 0x80 }
}
