internal import Diagnostics

/// Writing Markdown in which data stays data, on GitHub and on GitLab.
enum Markdown {
  /// A value as code, in a paragraph or in a table's cell.
  ///
  /// Code because no mention, reference, link, image or HTML in it comes to life; where the text could end a code
  /// span or a cell it is `<code>` with its punctuation as entities, which no reader takes for markup.
  static func code(_ text: String) -> String {
    if text.isEmpty { return "`\"\"`" }
    if isPlain(text) { return "`\(text)`" }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": escaped += "<br>"
      case "\t": escaped += "&#9;"
      case _ where scalar.isHidden:
        escaped += "&#92;u&#123;\(String(scalar.value, radix: 16, uppercase: true))&#125;"
      case _ where scalar.isPunctuation: escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "<code>\(escaped)</code>"
  }

  /// A table; its cells are Markdown already.
  static func table(_ heading: [String], _ rows: [[String]]) -> String {
    let lines = [heading, heading.map { _ in "---" }] + rows
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func isPlain(_ text: String) -> Bool {
    let isRisky = text.unicodeScalars.contains { $0 == "`" || $0 == "|" || $0 == "\\" || $0.isHidden }
    return !isRisky && text.first != " " && text.last != " "
  }
}

extension Unicode.Scalar {
  /// Everything in ASCII that Markdown or HTML may mean something by.
  fileprivate var isPunctuation: Bool {
    isASCII && value > 0x20 && !properties.isAlphabetic && properties.numericType == nil
  }
}
