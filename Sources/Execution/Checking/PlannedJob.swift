package import Dagster

/// What a document's steps come to on the server as it is now: the exact launches.
package struct PlannedJob: Hashable, Sendable {
  /// By the step's index in the document; steps that are under way or done have no entry.
  package var launches: [Int: PlannedLaunch]
}

/// One launch, as it will be sent but for the tags that belong to the attempt.
package enum PlannedLaunch: Hashable, Sendable {
  /// Of these partitions of each asset; so many others were materialized by the job before and are left out.
  case backfill(BackfillRequest, partitions: [String], skipped: Int)
  case run(RunRequest)

  /// The number of partitions of each asset; `nil` where the launch is one run.
  package var partitionCount: Int? {
    if case .backfill(_, let partitions, _) = self { partitions.count } else { nil }
  }
}
