import Dagster
import Diagnostics

/// What one look at launched work showed.
struct Sight: Hashable, Sendable {
  /// In Dagster's own word.
  var status: String
  var isOver: Bool
  var isCanceled = false
  /// It was told to stop and has not stopped yet.
  var isEnding = false
  var targeted = 0
  var materialized = 0
  var failed = 0
  /// How many partitions Dagster took on for each asset; empty for a run.
  var targetedByAsset: [AssetKey: Int] = [:]
  var errorMessage: String?
  /// The run by which a chain of several is judged: the last retry.
  var lastRun: String?
  /// The ids of runs that have not ended.
  var running: [String] = []
  /// The ids of runs that failed and whose retry by Dagster is still to come.
  var retrying: [String] = []
  /// Whether nothing but those retries is waited for.
  var awaitsRetry = false
  /// Whether those retries may never come: Dagster has not written yet whether it retries the runs, or has
  /// ended their backfill before. They are waited for, but not for ever.
  var isRetryUncertain = false
  /// How many runs failed or were canceled in the end, after their retries.
  var unsuccessful = 0
  /// What the asset checks that failed say, whatever their severity.
  var failedChecks: [String] = []
  /// Why it is not known which asset checks failed.
  var undecidedChecks: String?
  /// Whether the step asks for all of them to pass.
  var requiresChecks = false
  /// Whether every run succeeded, for a step that asks for no more; `nil` where everything has to be there.
  var runsSucceeded: Bool?

  /// Nothing with the recorded id exists on the server.
  static func vanished(_ what: String) -> Sight {
    Sight(status: notFound, isOver: true, errorMessage: "\(what) is not known to Dagster any more")
  }

  var isVanished: Bool { status == Self.notFound }

  private static let notFound = "NOT_FOUND"

  /// - Parameters:
  ///   - chains: of those of its runs that have not simply succeeded. A backfill may end before them, when it is
  ///     canceled or the daemon gives it up.
  ///   - awaiting: the runs whose retry is still to come.
  init(_ backfill: Backfill, chains: [RunChain] = [], awaiting: [Run] = []) {
    let unfinished = chains.flatMap(\.unfinished)
    let hasEnded = backfill.status.isTerminal
    running = unfinished.map(\.id.rawValue)
    retrying = awaiting.map(\.id.rawValue)
    status = backfill.status.name
    awaitsRetry = hasEnded && running.isEmpty && !retrying.isEmpty
    isRetryUncertain = awaitsRetry
    isOver = hasEnded && running.isEmpty && retrying.isEmpty
    isCanceled = backfill.status == .canceled
    isEnding =
      backfill.status == .canceling
      || (hasEnded && !isOver && unfinished.allSatisfy { $0.status == .canceling })
    unsuccessful = chains.count { [.failure, .canceled].contains($0.end.status) }
    errorMessage = backfill.errorMessage
    targetedByAsset = backfill.assetCounts.mapValues(\.targeted)
    targeted = backfill.assetCounts.values.reduce(0) { $0 + $1.targeted }
    materialized = backfill.assetCounts.values.reduce(0) { $0 + $1.materialized }
    failed = backfill.assetCounts.values.reduce(0) { $0 + $1.failed }
  }

  /// - Parameter undecided: runs of the chain of which Dagster has not written whether it will retry them.
  init(_ chain: RunChain, undecided: [Run] = []) {
    let end = chain.end
    let unfinished = chain.unfinished
    let awaiting = chain.awaitingRetry
    running = unfinished.map(\.id.rawValue)
    retrying = (awaiting + undecided).map(\.id.rawValue)
    status = (unfinished.first ?? end).status.name
    lastRun = end.id == chain.root ? nil : end.id.rawValue
    awaitsRetry = running.isEmpty && !retrying.isEmpty
    isRetryUncertain = awaitsRetry && awaiting.isEmpty
    isOver = running.isEmpty && retrying.isEmpty
    isCanceled = end.status == .canceled
    isEnding = !isOver && unfinished.allSatisfy { $0.status == .canceling }
    targeted = 1
    materialized = end.status == .success ? 1 : 0
    failed = isOver && end.status == .failure ? 1 : 0
    unsuccessful = [.failure, .canceled].contains(end.status) ? 1 : 0
  }

  private init(status: String, isOver: Bool, errorMessage: String) {
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
  var withoutRetries: Sight {
    var sight = self
    (sight.retrying, sight.awaitsRetry, sight.isRetryUncertain) = ([], false, false)
    (sight.isOver, sight.isEnding) = (true, false)
    // A run that is waited for is not yet counted as failed.
    if targetedByAsset.isEmpty, unsuccessful > 0, !isCanceled { sight.failed = 1 }
    return sight
  }

  /// How many partitions are through, one way or the other.
  var ended: Int { materialized + failed }

  /// What Dagster took on in place of the partitions that were planned of each asset.
  func mismatch(with planned: Int) -> String? {
    targetedByAsset.first { $0.value != planned }
      .map { "planned \(planned) partitions of \($0.key), Dagster took \($0.value)" }
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
    guard !failedChecks.isEmpty else { return nil }
    let lines = failedChecks.prefix(10).map { "\n  \($0)" }.joined()
    let more = failedChecks.count > 10 ? "\n  and \(failedChecks.count - 10) more" : ""
    return "\(counted(failedChecks.count, "asset check")) failed:\(lines)\(more)"
  }
}
