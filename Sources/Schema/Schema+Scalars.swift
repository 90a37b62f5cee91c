import Diagnostics
import YAML

extension Schema where Value == String {
  /// Any text, also an empty one.
  public static var string: Schema { string(format: nil) }

  static func string(format: String?) -> Schema {
    let shape = Shape.string(format: format)
    return Schema(
      shape: shape,
      decoder: { node, problems in
        if let text = node.string { return text }
        problems.append(mismatch(shape.noun, at: node, hint: hintToQuote(node)))
        return nil
      },
      encoder: { $1.string($0) }
    )
  }

  private static func hintToQuote(_ node: Node) -> String? {
    guard node.kind == .scalar, !node.text.isEmpty else { return nil }
    return "text that looks like something else goes in quotes: \(quoted(node.text))"
  }
}

extension Schema where Value == Int {
  public static func integer(in range: ClosedRange<Int>) -> Schema {
    let shape = Shape.integer(range)
    return Schema(
      shape: shape,
      decoder: { node, problems in
        guard case .integer(let value) = node.scalar, node.kind == .scalar else {
          problems.append(mismatch(shape.noun, at: node))
          return nil
        }
        if !range.contains(value) { problems.append(mismatch(shape.noun, at: node)) }
        return value
      },
      encoder: { $1.integer($0) },
      checker: { value, path, issues in
        if !range.contains(value) { issues.append(Issue(at: path, "expected \(shape.noun), found \(value)")) }
      }
    )
  }

  public static func integer(atLeast minimum: Int) -> Schema { integer(in: minimum...Int.max) }
}

extension Schema where Value == Bool {
  public static var boolean: Schema {
    Schema(
      shape: .boolean,
      decoder: { node, problems in
        guard case .boolean(let value) = node.scalar, node.kind == .scalar else {
          problems.append(mismatch(Shape.boolean.noun, at: node))
          return nil
        }
        return value
      },
      encoder: { $1.boolean($0) }
    )
  }
}

extension Schema where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words that an enumeration's cases stand for.
  public static var word: Schema {
    let words = Value.allCases.map(\.rawValue)
    let shape = Shape.word(words)
    return Schema(
      shape: shape,
      decoder: { node, problems in
        if let value = node.string.flatMap(Value.init(rawValue:)) { return value }
        let near = node.kind == .scalar ? nearestWord(to: node.text, among: words) : nil
        problems.append(mismatch(shape.noun, at: node, hint: near))
        return nil
      },
      encoder: { $1.string($0.rawValue) }
    )
  }
}

extension Schema {
  /// The same text as another type, whose values may be ill-formed: `isValid` tells.
  ///
  /// - Parameters:
  ///   - format: what a well-formed text is called in errors, such as `a day like 2024-02-01`.
  ///   - constraint: as much of the form as a regular expression or a list of texts says.
  ///   - value: keeps any text as it is, so that an ill-formed one can be reported where it stands.
  public static func text(
    _ format: String,
    saying constraint: Constraint? = nil,
    _ value: @escaping @Sendable (String) -> Value,
    _ text: @escaping @Sendable (Value) -> String,
    isValid: @escaping @Sendable (Value) -> Bool
  ) -> Schema {
    let plain = Schema<String>.string(format: format)
    return Schema(
      shape: constraint.map { .constrained(plain.shape, $0) } ?? plain.shape,
      decoder: { node, problems in
        guard let text = plain.decoder(node, &problems) else { return nil }
        let decoded = value(text)
        if !isValid(decoded) { problems.append(mismatch(format, at: node)) }
        return decoded
      },
      encoder: { $1.string(text($0)) },
      checker: { value, path, issues in
        if !isValid(value) {
          issues.append(Issue(at: path, "expected \(format), found \(quoted(text(value)))"))
        }
      }
    )
  }
}

extension Schema where Value == String {
  /// Text that must have a certain form.
  public static func string(
    _ format: String,
    saying constraint: Constraint? = nil,
    isValid: @escaping @Sendable (String) -> Bool
  ) -> Schema {
    .text(format, saying: constraint, { $0 }, { $0 }, isValid: isValid)
  }
}
