/// The keys of the tags that the runner sets on what it launches in Dagster, by which that is found again: none may change.
package enum TagKey {
  package static let job = "production-jobs/job"
  /// The document's digest.
  package static let document = "production-jobs/document"
  /// The step's number, from 1; runners counted from 0 at first. For people: nothing is found by it.
  package static let step = "production-jobs/step"
  package static let actor = "production-jobs/actor"
  package static let commit = "production-jobs/commit"
  /// Unique to a launch, and noted in the ledger before it.
  package static let launchID = "production-jobs/launch-id"

  /// The run or backfill that what is launched is another try at.
  package static let reexecutes = "production-jobs/reexecutes"

  /// Whose a launch is: none of these is handed on to another job's.
  package static let ofLaunch = [job, document, step, actor, commit, launchID, reexecutes]

  /// The name of the job of which a run is a rehearsal. Such a run has no `job`: it is no launch of the job's.
  package static let rehearsalOf = "production-jobs/rehearsal-of"
  /// Unique to a rehearsal.
  package static let rehearsalID = "production-jobs/rehearsal-id"

  /// Has the job's name as its value: Dagster's instance holds a limit for each of them.
  package static func maxConcurrentRuns(_ limit: Int) -> String {
    "production-jobs/max-concurrent-runs-\(limit)"
  }

  /// Dagster's own, for which a document has settings.
  package static let priority = "dagster/priority"
  package static let maxRetries = "dagster/max_retries"
  package static let maxRuntime = "dagster/max_runtime"

  /// What people set of Dagster's own: it goes with what they launched when that is launched again.
  package static let settings = [
    priority, maxRetries, maxRuntime, "dagster/retry_strategy", "dagster/retry_on_asset_or_op_failure",
    "dagster/concurrency_key",
  ]

  /// A document's own tags begin with none of them.
  package static let reservedPrefixes = ["dagster/", "production-jobs/"]
}
