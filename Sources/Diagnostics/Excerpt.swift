/// The lines of a text, to show the one that a diagnostic points at.
public struct Excerpt: Sendable {
  /// A longer line is cut to this many columns around the caret.
  static let maximumWidth = 120

  /// Every so many scalars it is kept where they begin: a line may be all of a long text.
  private static let stride = 256

  private let text: [UInt8]
  /// How many scalars come before each line, and after the last one the end.
  private var lines = [0]
  /// Where every `stride`th scalar begins in `text`.
  private var marks: [Int] = []

  /// Lines end in a line feed; a carriage return before it, and a byte order mark, are not shown.
  public init(of text: String) {
    self.text = Array(String(text.unicodeScalars.drop { $0 == "\u{FEFF}" }).utf8)
    var count = 0
    for (offset, byte) in self.text.enumerated() where byte & 0xC0 != 0x80 {
      if count % Self.stride == 0 { marks.append(offset) }
      count += 1
      if byte == UInt8(ascii: "\n") { lines.append(count) }
    }
    // As if the last line had a line feed too.
    lines.append(count + 1)
  }

  /// The line at `position` and below it a caret, both indented by two; `nil` outside the text.
  ///
  /// The time it takes doesn't grow with the text.
  public func marking(_ position: Position, width: Int) -> String? {
    guard position.line > 0, position.line < lines.count else { return nil }
    let first = lines[position.line - 1]
    var last = lines[position.line] - 1
    if last > first, text[offset(ofScalar: last - 1)] == UInt8(ascii: "\r") { last -= 1 }
    let caret = first + min(max(position.column - 1, 0), last - first)
    let start = max(first, min(caret - Self.maximumWidth / 2, last - Self.maximumWidth))
    let end = min(last, start + Self.maximumWidth)
    let underlined = max(1, min(width, end - caret))

    var shown = String(String.UnicodeScalarView(scalars(start..<end).map(\.printable)))
    if start > first { shown = "…" + shown }
    if end < last { shown += "…" }
    var gap = start > first ? " " : ""
    for scalar in scalars(start..<caret) { gap += scalar == "\t" ? "\t" : scalar.isWide ? "  " : " " }
    return "  \(shown)\n  \(gap)^" + String(repeating: "~", count: underlined - 1)
  }

  private func scalars(_ range: Range<Int>) -> [Unicode.Scalar] {
    let bytes = text[offset(ofScalar: range.lowerBound)..<offset(ofScalar: range.upperBound)]
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  private func offset(ofScalar index: Int) -> Int {
    let mark = index / Self.stride
    guard mark < marks.count else { return text.count }
    var offset = marks[mark]
    for _ in 0..<index % Self.stride {
      offset += 1
      while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return min(offset, text.count)
  }
}

extension Diagnostic {
  /// The one-line form and, below it, the source line with a caret.
  public func rendered(in excerpt: Excerpt?) -> String {
    guard let position, let marked = excerpt?.marking(position, width: width) else { return description }
    return "\(description)\n\(marked)"
  }
}

extension Unicode.Scalar {
  /// What is hidden would move the caret or the terminal, or turn the line around.
  fileprivate var printable: Unicode.Scalar {
    self != "\t" && isHidden ? "\u{FFFD}" : self
  }
}
