/// An asset as the code location defines it now.
public struct AssetDefinition: Hashable, Sendable {
  /// Its key.
  public let key: AssetKey
  /// False for a source asset, which nothing can materialize.
  public let isMaterializable: Bool
  /// How it is partitioned; nil when it is not.
  public let partitioning: PartitionDefinition?
  /// How a backfill cuts its partitions into runs; nil when one run does one partition.
  public let backfillPolicy: BackfillPolicy?
  /// The jobs that can materialize it, `__ASSET_JOB` among them.
  public let jobNames: [String]
  /// The ops that compute it; run configuration is addressed to `ops.<name>.config`.
  public let opNames: [String]
  /// Where it is defined.
  public let repository: RepositorySelector
  /// All the places where it is defined, if there are several: then Dagster chooses one. Empty for nearly every asset.
  public let definers: [RepositorySelector]
  /// Whether the caller may materialize it.
  public let hasMaterializePermission: Bool
  /// The assets that it reads.
  public let parents: [AssetKey]

  /// A definition of these parts.
  public init(
    key: AssetKey,
    isMaterializable: Bool = true,
    partitioning: PartitionDefinition? = nil,
    backfillPolicy: BackfillPolicy? = nil,
    jobNames: [String] = [],
    opNames: [String] = [],
    repository: RepositorySelector,
    definers: [RepositorySelector] = [],
    hasMaterializePermission: Bool = true,
    parents: [AssetKey] = []
  ) {
    self.parents = parents
    self.key = key
    self.isMaterializable = isMaterializable
    self.partitioning = partitioning
    self.backfillPolicy = backfillPolicy
    self.jobNames = jobNames
    self.opNames = opNames
    self.repository = repository
    self.definers = definers
    self.hasMaterializePermission = hasMaterializePermission
  }
}

/// How a backfill cuts an asset's partitions into runs.
public struct BackfillPolicy: Hashable, Sendable {
  /// The most partitions in one run; nil when there is no limit.
  public let maxPartitionsPerRun: Int?
  /// `SINGLE_RUN` or `MULTI_RUN`; a kind this client does not know is kept as it is.
  public let type: String?

  /// A policy.
  public init(maxPartitionsPerRun: Int?, type: String?) {
    self.maxPartitionsPerRun = maxPartitionsPerRun
    self.type = type
  }
}
