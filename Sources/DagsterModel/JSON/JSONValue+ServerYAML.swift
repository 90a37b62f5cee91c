package import JSONTree
import YAML

extension JSONValue {
  /// The run configuration that a partitioned job has for a partition, which Dagster tells as YAML.
  ///
  /// Its dumper leaves dates unquoted and means text by them (`dump_run_config_yaml` in
  /// `dagster_shared/yaml_utils`), so they are text here; whatever else readers disagree on is refused.
  ///
  /// - Returns: `nil` for what can't be sent back with certainty.
  package init?(serverYAML text: String) {
    let reading = Reading(Array(text.utf8), file: "partition")
    guard reading.problems.isEmpty, let root = reading.root else { return nil }
    do throws(Uncertain) {
      self = try JSONValue(root, scalar: Self.serverScalar)
    } catch {
      return nil
    }
  }

  private struct Uncertain: Error {}

  private static func serverScalar(_ node: Node) throws(Uncertain) -> JSONValue {
    switch node.scalar {
    case .ambiguous(.date), .ambiguous(.timestamp): return .string(node.text)
    default:
      guard let value = JSONValue(scalar: node) else { throw Uncertain() }
      return value
    }
  }
}
