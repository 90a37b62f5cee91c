extension Unicode.Scalar {
  /// What can't be seen, or turns what follows it around: control and format characters, separators that some
  /// readers take for line breaks, and what has no agreed look. A tab and a line feed are among them.
  public var isHidden: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: true
    default: false
    }
  }

  /// Its number as messages name it: `U+202E`.
  public var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Its number as it stands in a text in its place: `\u{202E}`.
  public var escaped: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension String {
  /// The first character that can't be seen.
  ///
  /// - Parameter allowed: what may be there anyway, such as a line feed in prose.
  public func firstHidden(except allowed: Set<Unicode.Scalar> = []) -> Unicode.Scalar? {
    // Most text is plain, and there is much of it.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    return unicodeScalars.first { $0.isHidden && !allowed.contains($0) }
  }
}
