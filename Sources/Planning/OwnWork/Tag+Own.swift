package import Dagster

/// The tags by which Dagster's own pages tell whose work something is, and by which it is found again.
extension Tag {
  /// The id of the launch: what carries it was launched by it, or retries that.
  package static let launchIDKey = "production-jobs/launch-id"
  /// The job's name.
  package static let jobKey = "production-jobs/job"
  /// The digest of the job's document.
  package static let documentKey = "production-jobs/document"
  /// The step's place in the document, from 0.
  package static let stepKey = "production-jobs/step"
  package static let actorKey = "production-jobs/actor"
  package static let commitKey = "production-jobs/commit"

  /// The key whose limit on concurrent runs Dagster's instance holds.
  static func maxConcurrentRunsKey(_ limit: Int) -> String { "production-jobs/max-concurrent-runs-\(limit)" }
}
