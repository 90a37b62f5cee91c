extension YAMLValue {
  static func strings(_ texts: [String]) -> YAMLValue { .list(texts.map(YAMLValue.string)) }

  /// The value as JSON that people read: in the order given, and on one line what fits there.
  var encodedAsJSON: [UInt8] { Array("\(json(indentation: ""))\n".utf8) }

  private func json(indentation: String) -> String {
    let inner = indentation + "  "
    switch self {
    case .string(let text): return Self.json(text)
    case .integer(let value): return "\(value)"
    case .boolean(let value): return "\(value)"
    case .list(let items):
      return Self.joined(items.map { $0.json(indentation: inner) }, "[", "]", indentation)
    case .map(let entries):
      let texts = entries.map { "\(Self.json($0)): \($1.json(indentation: inner))" }
      return Self.joined(texts, "{", "}", indentation)
    }
  }

  private static func joined(
    _ parts: [String],
    _ open: String,
    _ close: String,
    _ indentation: String
  ) -> String {
    let line = open + parts.joined(separator: ", ") + close
    guard line.utf8.count > 100 || line.utf8.contains(UInt8(ascii: "\n")) else { return line }
    let lines = parts.map { "\(indentation)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(lines)\n\(indentation)\(close)"
  }

  private static func json(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
