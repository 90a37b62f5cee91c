/// How a string is written.
struct ScalarStyle {
  enum Form {
    case plain, doubleQuoted, literal
  }

  let form: Form
  /// `false` where the text has been seen to hold nothing for `Substitution`.
  let mayNeedSubstitution: Bool

  /// The first of plain, literal and double quotes in which every reader gets `text` back, found in one pass.
  init(for text: UnsafeBufferPointer<UInt8>, allowsLiteral: Bool) {
    let survey = Survey(text.span)
    mayNeedSubstitution = survey.mayNeedSubstitution
    if survey.allowsPlain, PlainScalar.value(of: text.span) == .string {
      form = .plain
    } else {
      form = allowsLiteral && survey.allowsLiteral ? .literal : .doubleQuoted
    }
  }
}

/// What in a text decides its style.
private struct Survey {
  private(set) var allowsPlain = false
  private(set) var allowsLiteral = false
  private(set) var mayNeedSubstitution = true

  init(_ text: Span<UInt8>) {
    guard !text.isEmpty, text[0] != UInt8(ascii: " "), text[0] >= 0x20 else { return }
    var isPlain = text[0].mayBeginPlain && text[text.count - 1] != UInt8(ascii: " ")
    var hasLines = false
    var hasSubstitutes = false
    var previous = UInt8(ascii: " ")
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\n"):
        // White space that ends a line cannot be seen, and blank lines at the end would make libyaml write `...`.
        if previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\t") { return }
        if previous == UInt8(ascii: "\n"), index == text.count - 1 { return }
        hasLines = true
      case UInt8(ascii: "\t"):
        // libyaml's emitter escapes tabs, and takes a text with one for unfit for plain style and blocks.
        return
      case 0..<0x20, 0x7F:
        return
      case UInt8(ascii: "#") where previous == UInt8(ascii: " "):
        isPlain = false
      case UInt8(ascii: " ") where previous == UInt8(ascii: ":"):
        isPlain = false
      case 0xC2, 0xE2, 0xEF:
        if text.isEscaped(at: index) { return }
      case 0xEE...:
        hasSubstitutes = true
      default:
        break
      }
      previous = byte
    }
    mayNeedSubstitution = hasSubstitutes
    if previous == UInt8(ascii: " ") { return }
    allowsPlain = isPlain && !hasLines && previous != UInt8(ascii: ":")
    allowsLiteral = hasLines
  }
}

extension Span<UInt8> {
  /// Whether the scalar at `index` is one that is written as an escape; only of those that begin with C2, E2, EF.
  fileprivate func isEscaped(at index: Int) -> Bool {
    let second = self[index + 1]
    switch self[index] {
    case 0xC2: return second < 0xA0
    case 0xE2: return second == 0x80 && (self[index + 2] == 0xA8 || self[index + 2] == 0xA9)
    default: return second == 0xBB && self[index + 2] == 0xBF || second == 0xBF && self[index + 2] >= 0xBE
    }
  }
}

extension UInt8 {
  /// Letters, digits, `_`, `/`, `.`, `$`, `(`, and all beyond ASCII: what is no indicator to any reader.
  fileprivate var mayBeginPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "$"), UInt8(ascii: "("), 0x80...:
      true
    default:
      false
    }
  }
}
