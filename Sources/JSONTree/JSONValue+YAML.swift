import ExactText
package import YAML

extension JSONValue {
  /// A YAML value as JSON.
  ///
  /// - Parameter scalar: what a scalar means; YAML's readers disagree on some.
  package init<Failure>(_ node: Node, scalar: (Node) throws(Failure) -> JSONValue) throws(Failure) {
    switch node.kind {
    case .scalar:
      self = try scalar(node)
    case .sequence:
      var elements: [JSONValue] = []
      for item in node.items { elements.append(try JSONValue(item, scalar: scalar)) }
      self = .array(elements)
    case .mapping:
      var members: [ExactString: JSONValue] = [:]
      for (key, item) in node.pairs { members[key.text] = try JSONValue(item, scalar: scalar) }
      self = .object(members)
    }
  }

  /// The value of a scalar on whose meaning all readers agree; `nil` for any other.
  package init?(scalar node: Node) {
    switch node.scalar {
    case .string: self = .string(node.text)
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .int(value)
    case .float(let value): self = .double(value)
    case .ambiguous: return nil
    }
  }
}
