// What writes a catalog or a command of its own names its values and partitions without an import of their modules.
@_exported public import ConfigValues
@_exported public import PartitionSelections

/// A typed configuration of a Dagster job or asset. The catalog declares one type for each.
public protocol RunConfig: Sendable {
  /// The whole run configuration, as Dagster takes it: `ops: {purge: {config: …}}`.
  var runConfig: ConfigValue { get }
}

/// The configuration of a job that takes none: `Launch(.noop)`.
public enum NoConfig: Sendable {}
