/// The statuses that a server's schema lists. It refuses a whole request that names any other.
package struct StatusVocabulary: Hashable, Sendable {
  package let runs: [RunStatus]
  package let backfills: [BackfillStatus]

  package init(runs: [RunStatus], backfills: [BackfillStatus]) {
    (self.runs, self.backfills) = (runs, backfills)
  }

  /// What every supported server knows, for one whose gateway lets no question about its schema through.
  package static let floor = StatusVocabulary(
    runs: [
      .queued, .notStarted, .managed, .starting, .started, .success, .failure, .canceling, .canceled,
    ],
    backfills: [
      .requested, .completed, .failed, .canceled, .canceling, .completedSuccess, .completedFailed,
    ]
  )

  /// Runs in which something may still happen: an unknown status is one of them.
  package var unfinishedRuns: [RunStatus] { runs.filter { !$0.isTerminal } }
  /// Backfills in which something may still happen.
  package var unfinishedBackfills: [BackfillStatus] { backfills.filter { !$0.isTerminal } }
}
