import Diagnostics
import ExactText
import Ledger

/// What one look at launched work showed.
package struct Observation: Hashable, Sendable {
  /// In Dagster's own word.
  package var status: String
  package var isOver: Bool
  package var isCanceled = false
  /// It was told to stop and has not stopped yet.
  package var isEnding = false
  /// The work is to have others' runs end: whatever still runs is told so at each look, and given up in time.
  package var isStop = false
  /// The work is to wait for the end of others' runs, which aren't told to stop.
  package var isDraining = false
  package var targeted = 0
  package var materialized = 0
  package var failed = 0
  /// How many partitions Dagster took on for each asset, in the order of their keys; empty for a run.
  package var targetedByAsset: [TargetedAsset] = []
  package var errorMessage: String?
  /// The run by which a chain of several is judged: the last retry.
  package var lastRun: String?
  /// How many runs wait in Dagster's queue and how many are at work; `nil` where that isn't known.
  package var queuedRuns: Int?
  package var activeRuns: Int?
  /// How long the work takes, judged by earlier runs; `nil` where that can't be told.
  package var expectedSeconds: Double?
  /// The ids of runs that have not ended.
  package var running: [String] = []
  /// The ids of runs that failed and whose retry by Dagster is still to come.
  package var retrying: [String] = []
  /// Whether nothing but those retries is waited for.
  package var awaitsRetry = false
  /// Whether those retries may never come: Dagster has not written yet whether it retries the runs, or has
  /// ended their backfill before. They are waited for, but not forever.
  package var isRetryUncertain = false
  /// How many runs failed or were canceled in the end, after their retries.
  package var unsuccessful = 0
  /// What the asset checks that failed say, whatever their severity.
  package var failedChecks: [String] = []
  /// What those that passed say, where the step is for that.
  package var passedChecks: [String] = []
  /// Why it is not known which asset checks failed.
  package var undecidedChecks: String?
  /// Whether the step asks for all of them to pass.
  package var requiresChecks = false
  /// Whether every run succeeded, for a step that asks for no more; `nil` where everything has to be there.
  package var runsSucceeded: Bool?

  /// How many partitions of an asset were taken on.
  package struct TargetedAsset: Hashable, Sendable {
    package var asset: String
    package var count: Int

    package init(asset: String, count: Int) { (self.asset, self.count) = (asset, count) }
  }

  /// Nothing with the recorded id exists on the server.
  package static func vanished(_ what: String) -> Observation {
    Observation(status: notFound, isOver: true, errorMessage: "\(what) is not known to Dagster any more")
  }

  /// What runs is nothing that the job began, and goes on where the job is canceled.
  var isOfOthers: Bool { isStop || isDraining }

  package var isVanished: Bool { status == Self.notFound }

  private static let notFound = "NOT_FOUND"

  package init(status: String, isOver: Bool, errorMessage: String? = nil) {
    self.status = status
    self.isOver = isOver
    self.errorMessage = errorMessage
  }

  /// The verdict comes from the counts and from the end of each run's chain, not from the status word.
  var isComplete: Bool {
    isOver && unsuccessful == 0 && (!requiresChecks || checksPassed)
      && (runsSucceeded ?? (targeted > 0 && materialized == targeted))
  }

  private var checksPassed: Bool { failedChecks.isEmpty && undecidedChecks == nil }

  /// As it is where the retries that it waits for never come.
  var withoutRetries: Observation {
    var observation = self
    (observation.retrying, observation.awaitsRetry, observation.isRetryUncertain) = ([], false, false)
    (observation.isOver, observation.isEnding) = (true, false)
    // A run that is waited for is not yet counted as failed.
    if targetedByAsset.isEmpty, unsuccessful > 0, !isCanceled { observation.failed = 1 }
    return observation
  }

  /// How many partitions are through, one way or the other.
  package var ended: Int { materialized + failed }

  /// What Dagster took on in place of the partitions that were planned of each asset.
  func mismatch(with planned: Int) -> String? {
    mismatch(with: targetedByAsset.map { AssetTarget(asset: $0.asset, partitions: planned) })
  }

  /// The same where each has its own number.
  func mismatch(with planned: [AssetTarget]) -> String? {
    for target in planned where !targetedByAsset.isEmpty {
      let count = targetedByAsset.first { $0.asset.isExactly(target.asset) }?.count ?? 0
      guard count != target.partitions else { continue }
      return "planned \(counted(target.partitions, "partition")) of \(target.asset), Dagster took \(count)"
    }
    return nil
  }

  /// Why it is not complete.
  var explanation: String {
    var counts = "\(materialized) of \(targeted) done, \(failed) failed"
    // Of a run the count says it already; a backfill may have everything, and runs that failed over a check.
    if unsuccessful > 0, failed == 0, !isCanceled, materialized > 0 {
      counts += ", \(counted(unsuccessful, "run")) failed"
    }
    let whole = errorMessage.map { "\(counts), Dagster says \(status): \($0)" }
    return (whole ?? "\(counts), Dagster says \(status)")
      + (requiresChecks ? checks.map { "; \($0)" } ?? "" : "")
  }

  /// What there is to say of asset checks, also where everything else is well.
  var checks: String? {
    if let undecidedChecks { return "which asset checks failed is not known: \(undecidedChecks)" }
    return Self.text(of: failedChecks, "failed")
  }

  /// What the asset checks said that passed, of a step that is for that.
  var passedText: String? { Self.text(of: passedChecks, "passed") }

  private static func text(of checks: [String], _ verdict: String) -> String? {
    guard !checks.isEmpty else { return nil }
    let lines = checks.prefix(10).map { "\n  \($0)" }.joined()
    let more = checks.count > 10 ? "\n  and \(checks.count - 10) more" : ""
    return "\(counted(checks.count, "asset check")) \(verdict):\(lines)\(more)"
  }
}
