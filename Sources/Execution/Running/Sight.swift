import Dagster

/// What one look at launched work showed.
struct Sight {
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

  /// Nothing with the recorded id exists on the server.
  static func vanished(_ what: String) -> Sight {
    Sight(status: "NOT_FOUND", isOver: true, errorMessage: "\(what) is not known to Dagster any more")
  }

  init(_ backfill: Backfill) {
    status = backfill.status.name
    isOver = backfill.status.isTerminal
    isCanceled = backfill.status == .canceled
    isEnding = backfill.status == .canceling
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
  var isComplete: Bool { isOver && targeted > 0 && materialized == targeted }

  /// Why it is not complete, with the first failures.
  func explanation(failures: [FailedPartition]) -> String {
    var text = "\(materialized) of \(targeted) done, \(failed) failed, Dagster says \(status)"
    if let errorMessage { text += ": \(errorMessage)" }
    for failure in failures.prefix(10) {
      let reason = failure.reason.map { ": \($0)" } ?? ""
      text += "\n  \(failure.partition)\(reason)"
    }
    if failures.count > 10 { text += "\n  and \(failures.count - 10) more" }
    return text
  }
}
