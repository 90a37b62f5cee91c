/// What an unquoted text means to the readers of YAML: the one place for that fact.
///
/// Reading resolves plain scalars by it, and writing quotes whatever it does not find to be a string.
enum PlainScalar {
  static func value(of text: Span<UInt8>) -> ScalarValue {
    guard !text.isEmpty else { return .null }
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return NumberScanner.value(of: text)
    case UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
      UInt8(ascii: "F"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return text.count <= 5 ? word(text) : .string
    default:
      return .string
    }
  }

  /// Readers that ignore case (Ruby's Psych) take `tRUE` for a boolean, those that do not take it for a string.
  private static func word(_ text: Span<UInt8>) -> ScalarValue {
    let word = String(text)
    switch word {
    case "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case "<<": return .ambiguous(.merge)
    case "=": return .ambiguous(.defaultValue)
    default: break
    }
    switch word.lowercased() {
    case "y", "yes", "on", "true": return .ambiguous(.boolean(true))
    case "n", "no", "off", "false": return .ambiguous(.boolean(false))
    case "null": return .ambiguous(.null)
    default: return .string
    }
  }
}

extension String {
  /// The text of a few bytes.
  init(_ bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
