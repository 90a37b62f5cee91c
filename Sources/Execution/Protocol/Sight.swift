import Dagster

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
  /// The ids of runs that have not ended.
  var running: [String] = []
  /// Whether every run succeeded, for a step that asks for no more; `nil` where everything has to be there.
  var runsSucceeded: Bool?

  /// Nothing with the recorded id exists on the server.
  static func vanished(_ what: String) -> Sight {
    Sight(status: notFound, isOver: true, errorMessage: "\(what) is not known to Dagster any more")
  }

  var isVanished: Bool { status == Self.notFound }

  private static let notFound = "NOT_FOUND"

  /// - Parameter running: the backfill's runs that have not ended. A backfill may end before them, when it is
  ///   canceled or the daemon gives it up.
  init(_ backfill: Backfill, running: [String] = []) {
    self.running = running
    status = backfill.status.name
    isOver = backfill.status.isTerminal && running.isEmpty
    isCanceled = backfill.status == .canceled
    isEnding = backfill.status == .canceling || (backfill.status.isTerminal && !running.isEmpty)
    errorMessage = backfill.errorMessage
    targetedByAsset = backfill.assetCounts.mapValues(\.targeted)
    targeted = backfill.assetCounts.values.reduce(0) { $0 + $1.targeted }
    materialized = backfill.assetCounts.values.reduce(0) { $0 + $1.materialized }
    failed = backfill.assetCounts.values.reduce(0) { $0 + $1.failed }
  }

  init(_ run: Run) {
    status = run.status.name
    isOver = run.status.isTerminal
    isCanceled = run.status == .canceled
    isEnding = run.status == .canceling
    running = isOver ? [] : [run.id.rawValue]
    targeted = 1
    materialized = run.status == .success ? 1 : 0
    failed = run.status == .failure ? 1 : 0
  }

  private init(status: String, isOver: Bool, errorMessage: String) {
    self.status = status
    self.isOver = isOver
    self.errorMessage = errorMessage
  }

  /// The verdict comes from the counts, not from the status word.
  var isComplete: Bool { isOver && (runsSucceeded ?? (targeted > 0 && materialized == targeted)) }

  /// How many partitions are through, one way or the other.
  var ended: Int { materialized + failed }

  /// What Dagster took on in place of the partitions that were planned of each asset.
  func mismatch(with planned: Int) -> String? {
    targetedByAsset.first { $0.value != planned }
      .map { "planned \(planned) partitions of \($0.key), Dagster took \($0.value)" }
  }

  /// Why it is not complete.
  var explanation: String {
    let counts = "\(materialized) of \(targeted) done, \(failed) failed, Dagster says \(status)"
    return errorMessage.map { "\(counts): \($0)" } ?? counts
  }
}
