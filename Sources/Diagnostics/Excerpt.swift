/// The lines of a text, to show the one that a diagnostic points at.
public struct Excerpt: Sendable {
  /// A longer line is cut to this many columns around the caret.
  static let maximumWidth = 120

  private let lines: [Substring.UnicodeScalarView]

  /// Lines end in a line feed; a carriage return before it, and a byte order mark, are not shown.
  public init(of text: String) {
    // By scalars: to a string's characters, CR LF is one and not a line feed.
    let scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
    lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The line at `position` and below it a caret, both indented by two; `nil` outside the text.
  public func marking(_ position: Position, width: Int) -> String? {
    guard lines.indices.contains(position.line - 1) else { return nil }
    var line = Array(lines[position.line - 1])
    if line.last == "\r" { line.removeLast() }
    let caret = min(max(position.column - 1, 0), line.count)
    let start = max(0, min(caret - Self.maximumWidth / 2, line.count - Self.maximumWidth))
    let end = min(line.count, start + Self.maximumWidth)
    let underlined = max(1, min(width, end - caret))

    var shown = String(String.UnicodeScalarView(line[start..<end].map(\.printable)))
    if start > 0 { shown = "…" + shown }
    if end < line.count { shown += "…" }
    var gap = start > 0 ? " " : ""
    for scalar in line[start..<caret] { gap += scalar == "\t" ? "\t" : scalar.isWide ? "  " : " " }
    return "  \(shown)\n  \(gap)^" + String(repeating: "~", count: underlined - 1)
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
  /// Control characters would move the caret or the terminal.
  fileprivate var printable: Unicode.Scalar {
    self != "\t" && properties.generalCategory == .control ? "\u{FFFD}" : self
  }

  /// Takes two columns on a terminal (the blocks of Unicode's East Asian Width table that matter, and emoji).
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default:
      false
    }
  }
}
