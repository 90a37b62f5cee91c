/// What Swift and its guidelines say of names: https://www.swift.org/documentation/api-design-guidelines/
package enum SwiftName {
  /// Those that are spelled with letters alone, and that nothing declared can have.
  package static let keywords: Set<String> = [
    "Any", "Protocol", "Self", "Type", "as", "associatedtype", "break", "case", "catch", "class", "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]

  /// Whether it has ASCII letters and digits alone and begins with a capital.
  package static func isUpperCamelCase(_ text: String) -> Bool {
    text.first?.isUppercase == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// The words of a text in any spelling, as a type's name: `touch-asset 2` is `TouchAsset2`.
  ///
  /// Letters and digits of any script are kept, accents that stand by themselves are not. What has none of them is
  /// empty, and what begins with a digit gets an underscore before it.
  package static func upperCamelCase(_ text: String) -> String { named(words(of: text).map(capitalized)) }

  /// The words of a text in any spelling, as a value's name: `raw/ORDERS_2` is `rawORDERS2`.
  package static func lowerCamelCase(words text: String) -> String {
    let words = words(of: text)
    return named(words.prefix(1).map { lowerCamelCase(capitalized($0)) } + words.dropFirst().map(capitalized))
  }

  private static func words(of text: String) -> [String] {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0) }))
      .unicodeScalars.split { !isPart($0) }.map { String($0) }
  }

  private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  private static func named(_ words: [String]) -> String {
    let name = words.joined()
    return name.unicodeScalars.first.map { !isHead($0) } == true ? "_\(name)" : name
  }

  /// A type's name as that of a value: `TouchAsset` is `touchAsset`, and `URLCheck` is `urlCheck`.
  package static func lowerCamelCase(_ name: String) -> String {
    let capitals = name.prefix(while: \.isUppercase)
    let rest = name.dropFirst(capitals.count)
    let isAcronym = capitals.count > 1 && rest.first?.isLowercase == true
    let head = isAcronym ? capitals.dropLast() : capitals
    return head.lowercased() + name.dropFirst(head.count)
  }

  /// As it has to be written where it is declared.
  package static func declared(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .enclosingMark, .spacingMark].contains(scalar.properties.generalCategory)
  }

  private static func isHead(_ scalar: Unicode.Scalar) -> Bool {
    isPart(scalar) && scalar.properties.isXIDStart
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      scalar.properties.isXIDContinue
    default: false
    }
  }
}
