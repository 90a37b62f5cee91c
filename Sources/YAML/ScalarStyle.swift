/// How a string is written.
struct ScalarStyle {
  enum Form {
    case plain, doubleQuoted, literal
  }

  let form: Form
  /// `false` where the text has been seen to hold nothing for `Substitution`.
  let mayNeedSubstitution: Bool

  /// The first of plain, literal and double quotes in which every reader gets `text` back, found in one pass.
  init(for text: Span<UInt8>, allowsLiteral: Bool) {
    let survey = Survey(text)
    mayNeedSubstitution = survey.mayNeedSubstitution
    if survey.allowsPlain, PlainScalar.value(of: text) == .string {
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
    guard let first = text.indices.first, text[first] > UInt8(ascii: " ") else { return }
    var isPlain = text[first].mayBeginPlain
    var (hasLines, hasSubstitutes) = (false, false)
    for index in text.indices {
      let byte = text[index]
      if UInt8(ascii: "$")...UInt8(ascii: "~") ~= byte { continue }
      let previous = index > 0 ? text[index - 1] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: "\n"):
        // White space that ends a line cannot be seen; blank lines at the end would have libyaml write `...`.
        if previous == UInt8(ascii: " ") || previous == byte && index == text.count - 1 { return }
        hasLines = true
      case 0..<0x20, 0x7F:
        return  // escaped by libyaml's emitter, tabs too
      case UInt8(ascii: "#"): isPlain = isPlain && previous != UInt8(ascii: " ")
      case UInt8(ascii: " "): isPlain = isPlain && previous != UInt8(ascii: ":")
      case 0xC2, 0xE2, 0xEF:
        if text.isEscaped(at: index) { return }
      case 0xEE...: hasSubstitutes = true
      default: break
      }
    }
    mayNeedSubstitution = hasSubstitutes
    let last = text[text.count - 1]
    allowsPlain = isPlain && !hasLines && last != UInt8(ascii: ":") && last != UInt8(ascii: " ")
    allowsLiteral = hasLines && last != UInt8(ascii: " ")
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
