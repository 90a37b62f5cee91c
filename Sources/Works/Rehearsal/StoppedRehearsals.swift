package import Attempt
import Contract
package import Dagster
package import DagsterModel

extension DagsterClient {
  /// Tells rehearsals of a job to stop that have not ended.
  ///
  /// - Returns: which those are.
  package func stopRehearsals(of job: String) async throws(DagsterError) -> [RunID] {
    var filter = RunsFilter(tags: [Tag(TagKey.rehearsalOf, job)])
    filter.onlyUnfinished = true
    let runs = try await allRuns(filter)
    try await tellToStop(runs)
    return runs.map(\.id)
  }
}

extension RunResult {
  package static func rehearsalCanceled(_ job: String) -> RunResult {
    RunResult(
      .succeeded,
      "rehearsal_canceled",
      "\(job) was being rehearsed, and is not any more; nothing else of it was launched"
    )
  }

  package static func rehearsalGoesOn(_ job: String, _ runs: [RunID]) -> RunResult {
    RunResult(
      .failed,
      "still_running",
      "the rehearsal of \(job) still runs though it was told to stop: \(runs.map(\.rawValue).joined(separator: ", "))"
    )
  }
}
