/// What is under way for an asset.
public struct AssetActivity: Hashable, Sendable {
  /// Runs that have not ended, or that failed and that Dagster will retry.
  public let runs: [RunID]
  /// When it was last materialized, in seconds since 1970; nil where it never was.
  public let materialized: Double?
  /// Whether its last run failed.
  public let hasFailed: Bool

  /// Activity.
  public init(runs: [RunID] = [], materialized: Double? = nil, hasFailed: Bool = false) {
    self.runs = runs
    self.materialized = materialized
    self.hasFailed = hasFailed
  }

  /// Whether it was ever materialized.
  public var isMaterialized: Bool { materialized != nil }
}
