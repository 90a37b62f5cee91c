import Dagster
import YAML

extension JSONValue {
  /// The run configuration that a partitioned job has for a partition, which Dagster tells as YAML.
  ///
  /// Its dumper leaves dates unquoted and means text by them (`dump_run_config_yaml` in
  /// `dagster_shared/yaml_utils`), so they are text here; whatever else readers disagree on is refused.
  ///
  /// - Returns: `nil` for what can't be sent back with certainty.
  init?(serverYAML text: String) {
    let reading = Reading(Array(text.utf8), file: "partition")
    guard reading.problems.isEmpty, let root = reading.root else { return nil }
    self.init(serverNode: root)
  }

  private init?(serverNode node: Node) {
    switch node.kind {
    case .scalar:
      self.init(serverScalar: node)
    case .sequence:
      var items: [JSONValue] = []
      for item in node.items {
        guard let value = JSONValue(serverNode: item) else { return nil }
        items.append(value)
      }
      self = .array(items)
    case .mapping:
      var members: [String: JSONValue] = [:]
      for (key, item) in node.pairs {
        guard let value = JSONValue(serverNode: item) else { return nil }
        members[key.text] = value
      }
      self = .object(members)
    }
  }

  private init?(serverScalar node: Node) {
    switch node.scalar {
    case .string, .ambiguous(.date), .ambiguous(.timestamp): self = .string(node.text)
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .int(value)
    case .float(let value): self = .double(value)
    case .ambiguous: return nil
    }
  }
}
