import Diagnostics
internal import ExactText
import YAML

extension Schema {
  /// A mapping with known keys, written in the order in which the fields are listed.
  ///
  /// - Parameters:
  ///   - summary: what the object is, in a phrase.
  ///   - fields: one for each stored property.
  ///   - make: the memberwise initializer, with its arguments in the fields' order.
  public static func object<each FieldValue>(
    _ summary: String,
    _ fields: repeat Field<Value, each FieldValue>,
    make: @escaping @Sendable (repeat each FieldValue) -> Value
  ) -> Schema {
    var shapes: [FieldShape] = []
    var checks: [@Sendable () -> Checker] = []
    for field in repeat each fields {
      shapes.append(field.shape)
      if let check = field.check { checks.append(check) }
    }
    // One closure that calls the next, since each pass over a parameter pack has the runtime look up all its types.
    let access = PropertyAccess<Value> { [checks] in
      var (encoder, checker): (Encoder, Checker) = ({ $1.beginMapping() }, { _, _, _ in })
      var properties: [Property] = []
      for field in repeat each fields {
        encoder = both(encoder, field.encode())
        if let property = field.property { properties.append((property(), field.shape.name)) }
      }
      for check in checks { checker = both(checker, check()) }
      return (both(encoder, { $1.endMapping() }), checker, properties)
    }
    let keys = Keys(shapes)
    var schema = Schema(
      shape: .object(ObjectShape(summary: summary, fields: shapes)),
      decoder: { node, problems in
        guard let slots = keys.slots(of: node, problems: &problems) else { return nil }
        var reader = SlotReader(object: node, slots: slots, problems: problems)
        problems = []  // or it would be copied with the first one that is added
        let values = (repeat reader.read(each fields))
        problems = reader.problems
        return try? make(repeat unwrapped(each values))
      },
      encoder: access.encode,
      checker: checks.isEmpty ? nil : access.check
    )
    schema.access = access
    return schema
  }
}

extension Schema {
  private static func both(_ first: @escaping Encoder, _ second: @escaping Encoder) -> Encoder {
    return { value, writer in
      first(value, &writer)
      second(value, &writer)
    }
  }

  private static func both(_ first: @escaping Checker, _ second: @escaping Checker) -> Checker {
    return { value, path, issues in
      first(value, path, &issues)
      second(value, path, &issues)
    }
  }
}

/// The keys that an object knows.
private struct Keys: Sendable {
  let names: [String]

  init(_ shapes: [FieldShape]) { names = shapes.map(\.name) }

  /// The value under each known key, in the order of the fields; an unknown key is a problem.
  func slots(of node: Node, problems: inout [Diagnostic]) -> [Node?]? {
    guard node.kind == .mapping else {
      problems.append(Schema<String>.mismatch("a mapping with the keys \(listed)", at: node))
      return nil
    }
    var slots = [Node?](repeating: nil, count: names.count)
    for (key, value) in node.pairs {
      if let index = names.firstIndex(ofExactly: key.text) {
        if slots[index] == nil { slots[index] = value }
      } else if problems.hasRoom {
        problems.append(unknown(key))
      }
    }
    return slots
  }

  private func unknown(_ key: Node) -> Diagnostic {
    key.diagnostic(
      "unknown key `\(onOneLine(key.text))`, expected \(listed)",
      hint: nearestWord(to: key.text, among: names)
    )
  }

  private var listed: String { names.map { "`\($0)`" }.joined(separator: ", ") }
}

/// Hands out the slots one after the other while the fields are read in the same order.
private struct SlotReader {
  let object: Node
  let slots: [Node?]
  var problems: [Diagnostic]
  private var index = 0

  init(object: Node, slots: [Node?], problems: [Diagnostic]) {
    self.object = object
    self.slots = slots
    self.problems = problems
  }

  mutating func read<Root, Value>(_ field: Field<Root, Value>) -> Value? {
    defer { index += 1 }
    return field.decode(slots[index], object, &problems)
  }
}

private struct MissingValue: Error {}

private func unwrapped<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw MissingValue() }
  return value
}
