import Dagster
public import DagsterModel
import ExactText
public import Works

/// What a document's steps come to on the server as it is now, by their indices; steps that are under way or done have
/// no entry.
package struct PlannedJob: Sendable {
  package var steps: [Int: PlannedStep] = [:]
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
  /// Of each asset; `nil` where they have none.
  package var partitions: TargetedPartitions?
  /// What was found out of the assets on the way.
  var states: [AssetKey: AssetState] = [:]
  /// What it changes beside what runs materialize.
  var changes: [PlannedChange] = []
  /// How it is tried before; `nil` where it isn't.
  var rehearsal: PlannedRehearsal?
}

extension PlannedStep {
  /// One run of a Dagster job.
  ///
  /// - Parameters:
  ///   - run: what is launched; the tags by which it is found again are added.
  ///   - assets: what it materializes.
  public init(run: RunRequest, assets: [AssetDefinition] = []) {
    self.init(work: RunWork(run), assets: assets)
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
