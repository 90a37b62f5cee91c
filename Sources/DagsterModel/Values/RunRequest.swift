public import JSONTree

/// A run to launch.
///
/// The server does not check partition tags: a partitioned asset without one, or with a key that
/// does not exist, is launched and fails later.
public struct RunRequest: Hashable, Sendable {
  /// The job; `JobSelector.assetJob(in:)` to materialize assets.
  public var job: JobSelector
  /// The assets to materialize; empty for all the job has.
  public var assetSelection: [AssetKey]
  /// The asset checks to execute, and nothing besides; empty for a run that isn't one of checks alone.
  public var checks: [AssetCheck]
  /// The run configuration: an object; nil for none.
  public var runConfig: JSONValue?
  /// The run's tags; `Tag.partitionKey` chooses a partition.
  public var tags: [Tag]

  /// A run of a job.
  public init(
    job: JobSelector,
    assetSelection: [AssetKey] = [],
    checks: [AssetCheck] = [],
    runConfig: JSONValue? = nil,
    tags: [Tag] = []
  ) {
    self.job = job
    self.assetSelection = assetSelection
    self.checks = checks
    self.runConfig = runConfig
    self.tags = tags
  }
}
