/// What has to hold before a step launches anything, and after its runs, for the step to succeed.
///
/// The runner looks at them right before it launches the step; where one is not met nothing is launched.
public struct Conditions: Hashable, Sendable {
  /// All of them have to be met, in the order in which they are written.
  public var requires: [Requirement] = []
  /// How much the step may come to, after `only`.
  public var atMost = LaunchLimits()
  public var overwrites = Overwriting.anything
  /// `nil`: everything that is selected.
  public var only: PartitionFilter?
  public var ensures = Guarantee.allMaterialized
  var places = NotInDocument<[ConditionPlace]>()

  public init(
    requires: [Requirement] = [],
    atMost: LaunchLimits = LaunchLimits(),
    overwrites: Overwriting = .anything,
    only: PartitionFilter? = nil,
    ensures: Guarantee = .allMaterialized
  ) {
    self.requires = requires
    self.atMost = atMost
    self.overwrites = overwrites
    self.only = only
    self.ensures = ensures
  }
}

/// What has to be so before a step launches.
public enum Requirement: Hashable, Sendable {
  /// No other backfill of one of the step's assets is under way.
  case noActiveBackfill
  /// Of the assets that the step's assets depend on, other than its own, every partition that the step reads
  /// is materialized.
  case upstreamMaterialized
  /// The job of this name has succeeded, by the ledger: `.succeeded("load-orders-2024-02")`.
  case succeeded(String)
}

/// What a step that isn't about assets may require.
public struct JobRequirement: Hashable, Sendable {
  let requirement: Requirement

  /// The job of this name has succeeded, by the ledger: `.succeeded("load-orders-2024-02")`.
  public static func succeeded(_ job: String) -> JobRequirement {
    JobRequirement(requirement: .succeeded(job))
  }
}

extension Requirement {
  /// Those that a word alone stands for.
  package static let words: [Requirement] = [.noActiveBackfill, .upstreamMaterialized]

  /// The word in a document, or the key and what follows it.
  package var text: String {
    switch self {
    case .noActiveBackfill: "noActiveBackfill"
    case .upstreamMaterialized: "upstreamMaterialized"
    case .succeeded(let job): "\(Self.succeededKey): \(job)"
    }
  }

  static let succeededKey = "succeeded"
}

/// How much a step may come to.
public struct LaunchLimits: Hashable, Sendable {
  /// Partitions of each asset; `nil` for any number.
  public var partitions: Int?
  /// Dagster runs, after the asset's `BackfillPolicy`; `nil` for any number.
  public var runs: Int?

  public init(partitions: Int? = nil, runs: Int? = nil) {
    self.partitions = partitions
    self.runs = runs
  }
}

/// What a step may write over.
public enum Overwriting: String, CaseIterable, Hashable, Sendable {
  /// The default: what is materialized is made anew.
  case anything
  /// Nothing that the step targets may be materialized already.
  case nothing
}

/// Which of the selected partitions a backfill works on.
public enum PartitionFilter: String, CaseIterable, Hashable, Sendable {
  /// Those that at least one of the step's assets has not materialized.
  case missing
}

/// What makes a step succeed, once all of its runs have ended.
///
/// A run counts by its end: what Dagster retried, or somebody re-executed from Dagster's pages, counts as the last
/// of these runs did. A step never succeeds where a run failed in the end, not even over a blocking asset check
/// after everything was materialized. A check that failed without failing its run is told beside "succeeded".
public enum Guarantee: String, CaseIterable, Hashable, Sendable {
  /// The default: its runs succeeded, and everything that the step targets is materialized.
  case allMaterialized
  /// Its runs succeeded, whatever they materialized: for assets that may leave out an output.
  case runsSucceeded
  /// As `allMaterialized`, and no asset check of its assets failed in its runs, whether of severity ERROR or WARN.
  case checksPassed
}
