internal import Diagnostics
package import Kubernetes
internal import YAML

extension Untyped {
  /// A strictly read YAML document as JSON.
  ///
  /// - Throws: `Refusal` with the first problem.
  package init(yaml bytes: [UInt8], file: String) throws(Refusal) {
    let reading = Reading(bytes, file: file)
    if let problem = reading.problems.first { throw .document("\(problem)") }
    guard let root = reading.root else { throw .document("\(file): expected a document, found nothing") }
    self = try Self.value(of: root, file: file)
  }

  private static func value(of node: Node, file: String) throws(Refusal) -> Untyped {
    switch node.kind {
    case .scalar: return try scalar(node, file: file)
    case .sequence:
      var items: [Untyped] = []
      for item in node.items { items.append(try value(of: item, file: file)) }
      return .list(items)
    case .mapping:
      var entries: [String: Untyped] = [:]
      for (key, entry) in node.pairs { entries[key.text] = try value(of: entry, file: file) }
      return .map(entries)
    }
  }

  private static func scalar(_ node: Node, file: String) throws(Refusal) -> Untyped {
    switch node.scalar {
    case .string: return .string(node.text)
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .float(let value): return .number(value)
    case .ambiguous(let ambiguity):
      throw .document(
        "\(file):\(node.position.line): expected one meaning at \(node.path), found \(ambiguity)"
      )
    }
  }
}
