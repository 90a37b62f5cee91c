package import Attempt
package import Dagster
package import DagsterModel
package import JSONTree
package import Ledger

/// Something done outside that a step starts: a backfill, a run, a change of one request.
///
/// Whoever drives an attempt knows no more of a step than this, and never asks which command it was. The static part is
/// for what was started before, of which a record has the kind and an id.
package protocol Work: Sendable {
  /// The record's word for it.
  static var kind: LaunchRecord.Kind { get }
  /// What was done once it has begun: `launched`.
  static var deed: String { get }
  /// Whether what was started carries the launch's tags. Else the document says where to look for it.
  static var isFoundByTags: Bool { get }
  /// How many partitions of each asset it works on, or how many changes it makes; `nil` where it is one run.
  var targeted: Int? { get }
  /// How many of each asset, where they are told apart; `targeted` is all of them then.
  var targetedByAsset: [AssetTarget]? { get }
  /// Partitions that are selected and left out, since they are there already.
  var skipped: Int { get }
  /// How the partitions come to be cut into runs.
  var runs: WorkRuns { get }
  /// The run configuration that is sent; `nil` for none.
  var configuration: JSONValue? { get }
  /// The Dagster job that it runs; `nil` where it names assets alone.
  var job: JobSelector? { get }
  /// What limits of Dagster's queue may go by: tags of its runs.
  var tags: [Tag] { get }
  /// The asset checks that it runs by themselves.
  var checks: [AssetCheck] { get }
  /// What it switches off, and what is to run again afterwards; `nil` for other work.
  var pause: PauseRecord? { get }

  /// What has changed since it was planned, so that it has to be planned anew; `nil` for nothing. Asked once the intent is
  /// written, before it is started.
  func change(since launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> String?

  /// Starts it.
  ///
  /// - Returns: the id by which it is looked at from now on.
  func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String
  /// The ids of whatever was started for a launch whose answer isn't known.
  func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String]
  /// The same where the job's document is not at hand.
  static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String]
  static func observe(_ id: String, of launch: LaunchRecord, for aim: WorkAim, on client: DagsterClient)
    async throws(DagsterError)
    -> Observation
  /// Tells what is still under way to stop.
  static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError)
  /// The runs that failed in the end.
  static func failedRuns(of id: String, on client: DagsterClient) async throws(DagsterError) -> [Run]
  /// Whether it has moved on since it was seen to end: what people re-execute in Dagster belongs to it.
  static func isRevived(_ launch: LaunchRecord, as id: String, for aim: WorkAim, on client: DagsterClient)
    async throws(DagsterError) -> Bool
}

extension Work {
  package static var deed: String { "launched" }
  package static var isFoundByTags: Bool { true }
  package var targetedByAsset: [AssetTarget]? { nil }
  package var skipped: Int { 0 }
  package var configuration: JSONValue? { nil }
  package var job: JobSelector? { nil }
  package var tags: [Tag] { [] }
  package var checks: [AssetCheck] { [] }
  package var pause: PauseRecord? { nil }
  /// Nothing is left to do.
  package var isEmpty: Bool { targeted == 0 }

  package func change(since launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> String?
  {
    nil
  }

  package func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String] {
    try await Self.find(launch, on: client)
  }
}

/// Work that starts no run: nothing of it is found by a tag, fails as a run or is re-executed.
package protocol RunlessWork: Work {}

extension RunlessWork {
  package static var isFoundByTags: Bool { false }
  package var runs: WorkRuns { .none }

  /// A cancellation has no document that says where to look.
  package static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> [String]
  { [] }

  /// Nothing of its own is under way.
  package static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError) {}

  package static func failedRuns(of id: String, on client: DagsterClient) async throws(DagsterError) -> [Run]
  { [] }

  package static func isRevived(
    _ launch: LaunchRecord,
    as id: String,
    for aim: WorkAim,
    on client: DagsterClient
  ) async throws(DagsterError) -> Bool { false }
}

/// How work comes to be cut into runs.
package enum WorkRuns: Hashable, Sendable {
  case none
  case one
  /// By the `BackfillPolicy` of each asset.
  case byPolicy
}

/// By what launched work is found again, and what Dagster's pages say of it.
package struct WorkLabels: Hashable, Sendable {
  package var tags: [Tag]
  package var title: String
  package var description: String

  package init(tags: [Tag], title: String, description: String) {
    (self.tags, self.title, self.description) = (tags, title, description)
  }
}

/// What a step asks of its work, beyond that no run fails.
package struct WorkAim: Sendable {
  /// Every asset check has to pass.
  package var needsChecks: Bool
  /// What the asset checks say is what the step is for.
  package var tellsChecks = false
  /// The runs may leave out what they have nothing for.
  package var allowsGaps: Bool
  /// What one run has to have materialized.
  package var promised: [Materialization]
  /// What its rehearsal said; `nil` where there was none.
  package var rehearsed: RehearsedAim?
  /// Whether what schedules and sensors have launched has to end.
  package var drains = false
  /// When it is looked, by this machine's clock.
  package var now: @Sendable () -> Timestamp = { Timestamp(seconds: 0) }
  /// Whether the claim on the job is sure still, so that something may be sent.
  package var isSure: @Sendable () -> Bool = { true }

  package init(
    needsChecks: Bool,
    allowsGaps: Bool,
    promised: [Materialization],
    rehearsed: RehearsedAim? = nil,
    drains: Bool = false
  ) {
    (self.needsChecks, self.allowsGaps, self.promised) = (needsChecks, allowsGaps, promised)
    (self.rehearsed, self.drains) = (rehearsed, drains)
  }

  /// Where the step isn't known: a cancellation must not call more of it done than is.
  package static let strictest = WorkAim(needsChecks: true, allowsGaps: false, promised: [])
}

extension LaunchRecord.Kind {
  private static let works: [any Work.Type] = [
    BackfillWork.self, RunWork.self, OnceWork.self, StopWork.self, HoldWork.self, PauseWork.self,
    RestoreWork.self,
  ]

  /// What this runner knows of such work; `nil` for a kind of a later version.
  package var work: (any Work.Type)? { Self.works.first { $0.kind == self } }
}
