/// What a scalar means.
///
/// A plain (unquoted) scalar is a null, a boolean or a number only where YAML 1.1, YAML 1.2 and JSON read
/// it alike; what some reader takes for something else is `.ambiguous`.
public enum ScalarValue: Equatable, Sendable {
  /// In quotes, a block, or plain and nothing else to any reader.
  case string
  /// `null`, `Null`, `NULL`, `~` or nothing at all.
  case null
  /// `true` or `false`, in lower case, upper case or capitalized.
  case boolean(Bool)
  /// Decimal, with no plus sign, no separators, no leading zero.
  case integer(Int)
  /// Decimal with a point and digits on both sides of it; an exponent has a sign.
  case float(Double)
  /// Plain text that readers disagree on, or that looks like another type.
  case ambiguous(Ambiguity)

  var isString: Bool {
    if case .string = self { true } else { false }
  }

  /// `a string`, `null`, `a boolean`, `an integer`, `a float`, or what the ambiguity is.
  var kindDescription: String {
    switch self {
    case .string: "a string"
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .float: "a float"
    case .ambiguous(let ambiguity): ambiguity.description
    }
  }
}
