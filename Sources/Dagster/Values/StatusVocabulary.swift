/// The statuses that a server's schema lists. It refuses a whole request that names any other.
struct StatusVocabulary: Hashable, Sendable {
  let runs: [RunStatus]
  let backfills: [BackfillStatus]

  /// What every supported server knows, for one whose gateway lets no question about its schema through.
  static let floor = StatusVocabulary(
    runs: [
      .queued, .notStarted, .managed, .starting, .started, .success, .failure, .canceling, .canceled,
    ],
    backfills: [
      .requested, .completed, .failed, .canceled, .canceling, .completedSuccess, .completedFailed,
    ]
  )

  /// Runs in which something may still happen: an unknown status is one of them.
  var unfinishedRuns: [RunStatus] { runs.filter { !$0.isTerminal } }
  /// Backfills in which something may still happen.
  var unfinishedBackfills: [BackfillStatus] { backfills.filter { !$0.isTerminal } }
}
