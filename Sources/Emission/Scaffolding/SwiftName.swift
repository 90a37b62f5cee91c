/// What Swift and its guidelines say of names: https://www.swift.org/documentation/api-design-guidelines/
enum SwiftName {
  /// Those that are spelled with letters alone, and that nothing declared can have.
  static let keywords: Set<String> = [
    "Any", "Protocol", "Self", "Type", "as", "associatedtype", "break", "case", "catch", "class", "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]

  /// Whether it has ASCII letters and digits alone and begins with a capital.
  static func isUpperCamelCase(_ text: String) -> Bool {
    text.first?.isUppercase == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// The words of a text in any spelling, as a type's name: `touch-asset 2` is `TouchAsset2`.
  static func upperCamelCase(_ text: String) -> String {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// A type's name as that of a value: `TouchAsset` is `touchAsset`, and `URLCheck` is `urlCheck`.
  static func lowerCamelCase(_ name: String) -> String {
    let capitals = name.prefix(while: \.isUppercase)
    let rest = name.dropFirst(capitals.count)
    let isAcronym = capitals.count > 1 && rest.first?.isLowercase == true
    let head = isAcronym ? capitals.dropLast() : capitals
    return head.lowercased() + name.dropFirst(head.count)
  }
}
