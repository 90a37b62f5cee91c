/// A word or a sign of Swift source, as far as finding declarations needs it.
package struct Token: Equatable, Sendable {
  package var text: Substring
  package var line: Int
  /// Counted from 1 in Unicode scalars.
  package var column: Int
}

/// Splits Swift source into words and single signs, leaving out comments and what stands inside string
/// literals, so that `// Job(` and `"Job("` are not mistaken for code. Of a literal its opening `"` is left,
/// and the code that is interpolated into it.
package struct SwiftTokens {
  private let scalars: String.UnicodeScalarView
  private var index: String.UnicodeScalarView.Index
  private var line = 1
  private var column = 1
  private(set) var tokens: [Token] = []

  package static func of(_ source: String) -> [Token] {
    var lexer = SwiftTokens(scalars: source.unicodeScalars)
    lexer.readCode(untilClosingParenthesis: false)
    return lexer.tokens
  }

  private init(scalars: String.UnicodeScalarView) {
    self.scalars = scalars
    index = scalars.startIndex
  }

  private var current: Unicode.Scalar? { index < scalars.endIndex ? scalars[index] : nil }

  private func hasPrefix(_ text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where index < scalars.endIndex {
      if scalars[index] == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      index = scalars.index(after: index)
    }
  }

  private mutating func advance(past text: String) {
    while current != nil, !hasPrefix(text) { advance() }
    advance(text.unicodeScalars.count)
  }

  /// Reads to the end, or past the `)` that closes an interpolation.
  private mutating func readCode(untilClosingParenthesis inInterpolation: Bool) {
    var depth = 0
    while let scalar = current {
      if hasPrefix("//") {
        advance(past: "\n")
      } else if hasPrefix("/*") {
        skipBlockComment()
      } else if let delimiter = stringDelimiter() {
        skipString(opening: delimiter)
      } else if scalar.isWordPart {
        readWord()
      } else if scalar.properties.isWhitespace {
        advance()
      } else {
        depth += scalar == "(" ? 1 : scalar == ")" ? -1 : 0
        if inInterpolation, depth < 0 { return advance() }
        readSign()
      }
    }
  }

  private mutating func readWord() {
    let (start, startLine, startColumn) = (index, line, column)
    while let scalar = current, scalar.isWordPart { advance() }
    tokens.append(Token(text: Substring(scalars[start..<index]), line: startLine, column: startColumn))
  }

  private mutating func readSign() {
    let next = scalars.index(after: index)
    tokens.append(Token(text: Substring(scalars[index..<next]), line: line, column: column))
    advance()
  }

  /// Swift's block comments nest.
  private mutating func skipBlockComment() {
    advance(2)
    while current != nil, !hasPrefix("*/") {
      if hasPrefix("/*") { skipBlockComment() } else { advance() }
    }
    advance(2)
  }

  /// The quotes that a literal here opens with, with the number signs of a raw one.
  private func stringDelimiter() -> (hashes: String, quotes: String)? {
    let hashes = String(repeating: "#", count: scalars[index...].prefix { $0 == "#" }.count)
    for quotes in ["\"\"\"", "\""] where hasPrefix(hashes + quotes) { return (hashes, quotes) }
    return nil
  }

  private mutating func skipString(opening: (hashes: String, quotes: String)) {
    let (hashes, quotes) = opening
    let escape = "\\" + hashes
    advance(hashes.count)
    readSign()
    advance(quotes.count - 1)
    while current != nil, !hasPrefix(quotes + hashes) {
      if hasPrefix(escape + "(") {
        advance(escape.count + 1)
        readCode(untilClosingParenthesis: true)
      } else if hasPrefix(escape) {
        advance(escape.count + 1)
      } else {
        advance()
      }
    }
    advance(quotes.count + hashes.count)
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool { self == "_" || properties.isAlphabetic || properties.numericType != nil }
}
