extension String {
  /// The one among these that Unicode takes for the same text, written with other scalars; `nil` where there is none.
  public func otherForm(among candidates: some Sequence<String>) -> String? {
    // The one place that asks for Swift's own equality.
    candidates.first { $0 == self && !$0.isExactly(self) }
  }

  /// Told apart in words, where two texts look alike: `"é" is U+0065 U+0301 here and U+00E9 there`.
  public func difference(fromForm other: String) -> String {
    let (mine, others) =
      zip(self, other).first { !String($0).isExactly(String($1)) } ?? (first ?? " ", first ?? " ")
    return "\"\(mine)\" is \(mine.scalarNames) here and \(others.scalarNames) there"
  }

  /// The text with everything beyond ASCII as an escape of Swift's, for whoever has to type it: `r\u{E9}sum\u{E9}`.
  public var typable: String {
    unicodeScalars.map { $0.isASCII ? String($0) : "\\u{\($0.hexadecimal(1))}" }.joined()
  }
}

extension Character {
  fileprivate var scalarNames: String {
    unicodeScalars.map { "U+" + $0.hexadecimal(4) }.joined(separator: " ")
  }
}

extension Unicode.Scalar {
  fileprivate func hexadecimal(_ length: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, length - digits.count)) + digits
  }
}
