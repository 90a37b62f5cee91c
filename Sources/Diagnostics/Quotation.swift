/// A text as messages show it: in double quotes, on one line, cut to its first characters.
///
/// What would break the line or can't be seen is escaped as in YAML's double quotes.
///
/// - Parameter length: how many characters there are before the cut, which is marked by `…`.
public func quoted(_ text: String, cutTo length: Int = 60) -> String {
  let isLong = text.dropFirst(length).first != nil
  var shown = "\""
  for scalar in String(text.prefix(length)).unicodeScalars {
    switch scalar {
    case "\"": shown += "\\\""
    case "\\": shown += "\\\\"
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    case _ where scalar.isHidden: shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown + (isLong ? "…\"" : "\"")
}

extension Unicode.Scalar {
  /// Control characters, and the separators that some readers take for line breaks.
  fileprivate var isHidden: Bool {
    properties.generalCategory == .control || value == 0x2028 || value == 0x2029
  }
}
