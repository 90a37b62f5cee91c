import Diagnostics
package import ExactText
public import Schema

/// Materializes partitions of one or several assets as one Dagster backfill.
///
/// ```swift
/// Backfill(.orders, from: "2024-02-01", through: "2024-02-15").maxConcurrentRuns(4)
/// ```
public struct Backfill: MaterializingCommand {
  /// The asset keys; at least one, all partitioned alike.
  @Exact package var assets: [String]
  package var partitions: Partitions
  /// Which of them; `nil` for all.
  package var part: BackfillPart?
  package var config: ConfigValue?
  package var maxConcurrentRuns: Int?
  public var conditions = Conditions()
  public var options = StepOptions()
  /// The calls of `canary(…)`.
  var canaries = NotInDocument<[Canary]>()

  package init(
    assets: [String],
    partitions: Partitions,
    part: BackfillPart? = nil,
    config: ConfigValue?,
    maxConcurrentRuns: Int?,
    conditions: Conditions = Conditions(),
    options: StepOptions
  ) {
    self.assets = assets
    self.partitions = partitions
    self.part = part
    self.config = config
    self.maxConcurrentRuns = maxConcurrentRuns
    self.conditions = conditions
    self.options = options
  }

  private init(_ assets: [String], _ partitions: Partitions) {
    self.assets = assets
    self.partitions = partitions
  }

  /// All partitions from the first to the last, both included.
  public init<P: TimePartitioning>(
    _ asset: Asset<P>,
    _ others: Asset<P>...,
    from first: P.Key,
    through last: P.Key
  ) {
    self.init(([asset] + others).map(\.key), P.Selection.range(from: first, through: last).partitions)
  }

  /// The selected partitions: a list of keys, `.range(…)`, `.ranges(…)`, `.product(…)` or `.all`.
  public init<P: Partitioning>(_ asset: Asset<P>, _ others: Asset<P>..., partitions: P.Selection) {
    self.init(([asset] + others).map(\.key), partitions.partitions)
  }

  /// All partitions from the first to the last of several assets, from a list.
  public init<P: TimePartitioning>(_ assets: [Asset<P>], from first: P.Key, through last: P.Key) {
    self.init(assets.map(\.key), P.Selection.range(from: first, through: last).partitions)
  }

  /// The selected partitions of several assets, from a list.
  public init<P: Partitioning>(_ assets: [Asset<P>], partitions: P.Selection) {
    self.init(assets.map(\.key), partitions.partitions)
  }

  public static let keyword = "backfill"
  public static let meaning = "materializes partitions"
  public var subject: Subject { .assets(assets, partitions: partitions, part: part) }

  /// Runs at most `limit` of this backfill's runs at once.
  ///
  /// Dagster enforces it, by the tag concurrency limit that the instance declares for the tag
  /// `production-jobs/max-concurrent-runs-LIMIT`; the runner refuses the job where there is none.
  public func maxConcurrentRuns(_ limit: Int) -> Backfill {
    var copy = self
    copy.maxConcurrentRuns = limit
    return copy
  }

  /// Runs every partition with this configuration.
  public func config(_ config: some RunConfig) -> Backfill {
    var copy = self
    copy.config = config.runConfig
    return copy
  }
}

extension Backfill {
  public static let schema = Schema<Backfill>.object(
    "A Dagster backfill",
    .required("assets", \.assets, .assetKeys(minimum: 1), "the assets, all partitioned alike"),
    .required("partitions", \.partitions, Partitions.schema, "which partitions of them"),
    .optional("part", \.part, .part, "which of these partitions, where a canary comes before the rest"),
    .optional("config", \.config, .config, "the run configuration of every partition"),
    .optional(
      "maxConcurrentRuns",
      \.maxConcurrentRuns,
      .integer(in: 1...1000),
      "how many of its runs may run at once"
    ),
    .condition(.requires),
    .condition(.atMost),
    .condition(.overwrites),
    .condition(.only),
    .condition(.ensures),
    .optional("options", \.options, StepOptions.schema, default: StepOptions(), "tags and priority"),
    make: {
      Backfill(
        assets: $0,
        partitions: $1,
        part: $2,
        config: $3,
        maxConcurrentRuns: $4,
        conditions: Conditions(requires: $5, atMost: $6, overwrites: $7, only: $8, ensures: $9),
        options: $10
      )
    }
  ).checked(saying: conditionConstraint) { $0.conditionIssues }.checked { $0.canaryIssues }
}
