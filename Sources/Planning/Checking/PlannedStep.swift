import Dagster
public import DagsterModel
import ExactText
package import Ledger
public import Works

/// What a document's steps come to on the server as it is now, by their indices.
package struct PlannedJob: Sendable {
  /// Those that are still to be launched.
  package var steps: [Int: PlannedStep] = [:]
  /// What is left of those that are under way: others may rest on it.
  var underWay: [Int: PlannedStep] = [:]
  /// The plan that a person has approved, where it is held against one.
  package var approved: RecordedPlan?
  /// What the server says of itself, its limits among it.
  var readiness: Readiness
  /// Asks how many seconds the step that is launched next takes: once it is launched, as no launch is to wait for that.
  package var forecast: (step: Int, ask: @Sendable () async -> Double?)?
}

/// One step, as it would be carried out now.
public struct PlannedStep: Sendable {
  package var work: any Work
  /// What it materializes: all assets of its backfill, one, or those of its Dagster job.
  package var assets: [AssetDefinition] = []
  /// Of each asset that has no others of its own; `nil` where they have none.
  package var partitions: TargetedPartitions?
  /// Of the assets of which each has others.
  var ownPartitions: [AssetKey: TargetedPartitions] = [:]
  /// What was found out of the assets on the way.
  var states: [AssetKey: AssetState] = [:]
  /// What it changes beside what runs materialize.
  var changes: [PlannedChange] = []
  /// How it is tried before; `nil` where it isn't.
  package var rehearsal: PlannedRehearsal?
}

extension PlannedStep {
  package func partitions(of asset: AssetKey) -> TargetedPartitions? { ownPartitions[asset] ?? partitions }

  /// Its assets, and the partitions that those of one share have in common: each partition of each asset once.
  var shares: [(assets: [AssetDefinition], partitions: TargetedPartitions?)] {
    guard !ownPartitions.isEmpty else { return [(assets, partitions)] }
    /// What is spelled alike may be a day here and a week there.
    struct Place: Hashable {
      var partitioning: PartitionDefinition?
      var key: ExactString
    }
    func place(_ key: String, in asset: AssetDefinition) -> Place {
      Place(partitioning: asset.partitioning, key: ExactString(key))
    }
    var holders: [Place: [AssetKey]] = [:]
    for asset in assets {
      for key in partitions(of: asset.key)?.keys ?? [] {
        holders[place(key, in: asset), default: []].append(asset.key)
      }
    }
    return assets.flatMap { asset -> [(assets: [AssetDefinition], partitions: TargetedPartitions?)] in
      guard let own = partitions(of: asset.key) else { return [([asset], nil)] }
      let groups = Set(own.keys.compactMap { holders[place($0, in: asset)] })
      return groups.filter { $0.first == asset.key }.sorted { $1.lexicographicallyPrecedes($0) }.map {
        group in
        (assets.filter { group.contains($0.key) }, own.filter { holders[place($0, in: asset)] == group })
      }
    }
  }

  /// One run of a Dagster job.
  ///
  /// - Parameters:
  ///   - run: what is launched; the tags by which it is found again are added.
  ///   - assets: what it materializes.
  public init(run: RunRequest, assets: [AssetDefinition] = []) {
    self.init(work: RunWork(run), assets: assets)
  }

  /// A backfill of assets of which each has partitions of its own.
  ///
  /// - Parameters:
  ///   - partitions: of each asset that has some.
  ///   - changes: what is to be said of it.
  package init(
    backfill: BackfillWork,
    assets: [AssetDefinition],
    partitions: [AssetKey: TargetedPartitions],
    changes: [PlannedChange]
  ) {
    self.init(work: backfill, assets: assets, ownPartitions: partitions, changes: changes)
  }

  /// Another try at a run.
  ///
  /// - Parameters:
  ///   - partitions: of each of its assets.
  ///   - changes: what is to be said of it.
  package init(
    run: RunWork,
    assets: [AssetDefinition],
    partitions: TargetedPartitions?,
    changes: [PlannedChange]
  ) {
    self.init(work: run, assets: assets, partitions: partitions, changes: changes)
  }

  /// Something that starts no run.
  ///
  /// - Parameter changes: what it changes, for people and for the plan's digest; none where it is so already.
  public init(change: some Change, changes: [PlannedChange]) {
    self.init(work: OnceWork(change), changes: changes)
  }
}

/// Something that a step changes by itself, in words.
public struct PlannedChange: Hashable, Sendable {
  /// `adds`, `deletes`, `wipes`.
  package let verb: String
  /// Whether something is lost that the job doesn't make again.
  package let isLoss: Bool
  private let beginning: String
  @Exact private var keys: [String]
  private let end: String
  /// How it stands now, behind the other words: what may change until the job runs, and is no part of what is approved.
  private let now: String

  /// - Parameters:
  ///   - keys: what it is done to, between the other words.
  ///   - now: how it stands, for people; the plan's digest is without it.
  public init(
    _ verb: String,
    _ beginning: String = "",
    keys: [String] = [],
    _ end: String = "",
    isLoss: Bool = false,
    now: String = ""
  ) {
    (self.verb, self.beginning, self.end, self.isLoss) = (verb, beginning, end, isLoss)
    self.now = now
    self.keys = keys
  }

  /// For people, who need not see each of many keys.
  package var shown: String {
    let more = keys.count > 10 ? " and \(keys.count - 10) more" : ""
    return beginning + keys.prefix(10).joined(separator: ", ") + more + end + now
  }

  /// With every key: what a person approves is the whole of it.
  package var description: String { "\(verb) \(beginning)\(keys.joined(separator: ", "))\(end)" }
}
