import ExactText

extension String {
  /// As a literal in Swift.
  var literal: String {
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      // Whatever can't be seen, or takes the form of something else with its neighbor, is spelled out.
      default:
        scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F || scalar.isLetterByItself
          ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// A line of a documentation comment.
  var comment: String { isEmpty ? "///" : "/// \(self)" }

  /// On one line, and with nothing that would end or hide something in a comment.
  var inComment: String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter {
          ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned]
            .contains($0.properties.generalCategory)
        }
      )
    )
  }

  /// Letters, digits, `_` and `-` alone, told apart from others that differ only in what files are not called, or by
  /// case, which some file systems don't tell apart.
  var asFileName: String {
    let kept = String(String.UnicodeScalarView(unicodeScalars.map { $0.isPlain ? $0 : "_" }))
    guard !isExactly(kept) || kept.isEmpty || contains(where: \.isUppercase) else { return kept }
    return "\(kept)-\(String(checksum % 0x100_0000, radix: 16))"
  }

  /// FNV-1a, which is the same on all machines and for all time: http://www.isthe.com/chongo/tech/comp/fnv/
  var checksum: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension Unicode.Scalar {
  fileprivate var isPlain: Bool {
    isASCII && (properties.isAlphabetic || properties.numericType != nil || self == "_" || self == "-")
  }

  /// A letter that no normalization makes another text of.
  fileprivate var isLetterByItself: Bool {
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .titlecaseLetter, .decimalNumber: true
    default: false
    }
  }
}

extension Array {
  /// In the order of a text that each has, by its UTF-8.
  func sorted(by text: (Element) -> String) -> [Element] { sorted { text($0).precedesExactly(text($1)) } }

  /// The elements of each value in the order of the values, otherwise in their own.
  func grouped(by value: (Element) -> String) -> [(String, [Element])] {
    Dictionary(grouping: self) { ExactString(value($0)) }.sorted { $0.key < $1.key }
      .map { ($0.key.wrappedValue, $0.value) }
  }
}

extension [[String]] {
  /// With an empty line between them.
  var separated: [String] { Array<String>(joined(separator: [""])) }
}
