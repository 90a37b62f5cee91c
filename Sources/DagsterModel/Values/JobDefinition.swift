/// A job as the code location defines it now.
public struct JobDefinition: Hashable, Sendable {
  /// Where it is and what it is called.
  public let selector: JobSelector
  /// Whether it materializes assets.
  public let isAssetJob: Bool
  /// The set its partitions belong to, which a backfill of the job names; nil when it has none.
  public let partitionSetName: String?

  /// A definition of these parts.
  public init(selector: JobSelector, isAssetJob: Bool = false, partitionSetName: String? = nil) {
    self.selector = selector
    self.isAssetJob = isAssetJob
    self.partitionSetName = partitionSetName
  }

  /// The job's name.
  public var name: String { selector.name }
}

/// What a partitioned job's definition gives a run of one partition.
///
/// A launch by tag does not bring it: it has to be sent along.
public struct PartitionConfiguration: Hashable, Sendable {
  /// The run configuration as YAML text.
  public let runConfigYaml: String
  /// The tags, `dagster/partition` among them.
  public let tags: [Tag]

  /// A configuration.
  public init(runConfigYaml: String, tags: [Tag]) {
    self.runConfigYaml = runConfigYaml
    self.tags = tags
  }
}
