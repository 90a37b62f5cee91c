import Diagnostics
package import Schema
import YAML

extension Schema where Value == ConfigValue {
  /// A run configuration: a mapping, whose contents Dagster's own schema rules.
  package static var config: Schema {
    .custom(
      .map(of: .anything),
      decode: { node, problems in
        guard node.kind == .mapping else {
          problems.append(
            node.diagnostic("expected a mapping, found \(node.found)", hint: "ops: {NAME: {config: …}}")
          )
          return nil
        }
        return ConfigValue(node, problems: &problems)
      },
      encode: { $0.write(to: &$1) },
      check: { $0.configIssues }
    )
  }
}

extension ConfigValue {
  fileprivate init?(_ node: Node, problems: inout [Diagnostic]) {
    switch node.kind {
    case .scalar:
      self.init(scalar: node, problems: &problems)
    case .sequence:
      var items: [ConfigValue] = []
      for item in node.items where problems.hasRoom {
        if let value = ConfigValue(item, problems: &problems) { items.append(value) }
      }
      self = .list(items)
    case .mapping:
      var entries: [Entry] = []
      for (key, item) in node.pairs where problems.hasRoom {
        key.reportHidden(in: &problems)
        if let value = ConfigValue(item, problems: &problems) { entries.append(Entry(key.text, value)) }
      }
      self = .map(entries)
    }
  }

  private init?(scalar node: Node, problems: inout [Diagnostic]) {
    switch node.scalar {
    case .string:
      node.reportHidden(in: &problems)
      self = .string(node.text)
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .float(let value): self = .float(value)
    case .ambiguous(let ambiguity):
      problems.append(
        node.diagnostic(
          "expected a value that every YAML reader takes alike, found \(node.found)",
          hint: "\(ambiguity.description); text goes in quotes"
        )
      )
      return nil
    }
  }

  fileprivate func write(to writer: inout Writer) {
    switch self {
    case .null: writer.null()
    case .boolean(let value): writer.boolean(value)
    case .integer(let value): writer.integer(value)
    case .float(let value): writer.float(value)
    case .string(let value): writer.string(value)
    case .list(let items):
      writer.beginSequence()
      for item in items { item.write(to: &writer) }
      writer.endSequence()
    case .map(let entries):
      writer.beginMapping()
      for entry in entries {
        writer.key(entry.key)
        entry.value.write(to: &writer)
      }
      writer.endMapping()
    }
  }
}

extension Node {
  fileprivate func reportHidden(in problems: inout [Diagnostic]) {
    for issue in ConfigValue.hidden(in: text) {
      problems.append(diagnostic(issue.message, hint: issue.hint))
    }
  }
}
