/// What an asset reads, what reads it, and what materializes it by itself.
public struct AssetLinks: Hashable, Sendable {
  /// Its key.
  public let key: AssetKey
  /// How it is partitioned; nil when it is not.
  public let partitioning: PartitionDefinition?
  /// The assets that it reads.
  public let dependencies: [Dependency]
  /// The assets that read it.
  public let dependents: [AssetKey]
  /// The condition under which Dagster materializes it by itself, in Dagster's words; nil for none.
  public let automation: String?
  /// The sensors and schedules that may materialize it.
  public let instigators: [Instigator]

  /// An asset that another one reads.
  public struct Dependency: Hashable, Sendable {
    /// Its key.
    public let asset: AssetKey
    /// How partitions map to each other, where the code says so; nil when Dagster decides.
    public let mapping: PartitionMapping?

    /// A dependency.
    public init(asset: AssetKey, mapping: PartitionMapping? = nil) {
      self.asset = asset
      self.mapping = mapping
    }
  }

  /// A partition mapping, as far as the server tells of it.
  public struct PartitionMapping: Hashable, Sendable {
    /// Its Python class, such as `TimeWindowPartitionMapping`.
    public let className: String
    /// In Dagster's words; offsets stand only here.
    public let description: String

    /// A mapping.
    public init(className: String, description: String) {
      self.className = className
      self.description = description
    }
  }

  /// Something that launches runs.
  public struct Instigator: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Whether it is switched on.
    public let isRunning: Bool

    /// An instigator.
    public init(name: String, isRunning: Bool) {
      self.name = name
      self.isRunning = isRunning
    }
  }

  /// Links of these parts.
  public init(
    key: AssetKey,
    partitioning: PartitionDefinition? = nil,
    dependencies: [Dependency] = [],
    dependents: [AssetKey] = [],
    automation: String? = nil,
    instigators: [Instigator] = []
  ) {
    self.key = key
    self.partitioning = partitioning
    self.dependencies = dependencies
    self.dependents = dependents
    self.automation = automation
    self.instigators = instigators
  }
}
