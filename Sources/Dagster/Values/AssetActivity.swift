/// What is under way for an asset.
public struct AssetActivity: Hashable, Sendable {
  /// Runs that have not ended, or that failed and that Dagster will retry.
  public let runs: [RunID]
  /// Whether it was ever materialized.
  public let isMaterialized: Bool
  /// Whether its last run failed.
  public let hasFailed: Bool

  /// Activity.
  public init(runs: [RunID] = [], isMaterialized: Bool = false, hasFailed: Bool = false) {
    self.runs = runs
    self.isMaterialized = isMaterialized
    self.hasFailed = hasFailed
  }
}
