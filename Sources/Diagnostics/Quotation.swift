/// A text as messages show it: in double quotes, on one line, cut to its first scalars.
///
/// What would break the line or can't be seen is escaped as in YAML's double quotes.
///
/// - Parameter length: how many scalars there are before the cut, which is marked by `…`.
public func quoted(_ text: String, cutTo length: Int = 60) -> String {
  "\"\(onOneLine(text, cutTo: length, escaping: ["\"", "\\"]))\""
}

/// A text as messages show it without quotes: on one line, cut to its first scalars.
public func onOneLine(_ text: String, cutTo length: Int = 60) -> String {
  onOneLine(text, cutTo: length, escaping: [])
}

/// By scalars, since one character may have any number of them.
private func onOneLine(_ text: String, cutTo length: Int, escaping: [Unicode.Scalar]) -> String {
  var shown = String.UnicodeScalarView()
  for (index, scalar) in text.unicodeScalars.enumerated() {
    guard index < length else { return String(shown) + "…" }
    switch scalar {
    case _ where escaping.contains(scalar): shown += ["\\", scalar]
    case "\n": shown += ["\\", "n"]
    case "\r": shown += ["\\", "r"]
    case "\t": shown += ["\\", "t"]
    case _ where scalar.isHidden:
      shown += scalar.escaped.unicodeScalars
    default: shown.append(scalar)
    }
  }
  return String(shown)
}
