/// What an unquoted text means to the readers of YAML: the one place for that fact.
///
/// Reading resolves plain scalars by it, and writing quotes whatever it does not find to be a string.
enum PlainScalar {
  static func value(of text: Span<UInt8>) -> ScalarValue {
    guard !text.isEmpty else { return .null }
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return NumberScanner.value(of: text)
    case _ where text.count <= 5 && mayBeWord(text):
      return word(text)
    default:
      return .string
    }
  }

  /// A cheap filter before the comparison of whole texts.
  private static func mayBeWord(_ text: Span<UInt8>) -> Bool {
    let first = text[0] | 0x20  // lower case, if it is a letter
    guard text.count > 1 else { return "~=yn".utf8.contains(first) }
    switch (first, text[1] | 0x20) {
    case (UInt8(ascii: "t"), UInt8(ascii: "r")), (UInt8(ascii: "n"), UInt8(ascii: "u")):
      return text.count == 4
    case (UInt8(ascii: "f"), UInt8(ascii: "a")): return text.count == 5
    case (UInt8(ascii: "y"), UInt8(ascii: "e")), (UInt8(ascii: "o"), UInt8(ascii: "f")):
      return text.count == 3
    case (UInt8(ascii: "n"), UInt8(ascii: "o")), (UInt8(ascii: "o"), UInt8(ascii: "n")):
      return text.count == 2
    case (UInt8(ascii: "<"), UInt8(ascii: "<")): return text.count == 2
    default: return false
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
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
