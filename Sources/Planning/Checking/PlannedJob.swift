package import Dagster

/// What a document's steps come to on the server as it is now: the exact launches.
package struct PlannedJob: Hashable, Sendable {
  /// By the step's index in the document; steps that are under way or done have no entry.
  package var launches: [Int: PlannedLaunch] { steps.mapValues(\.launch) }
  package var steps: [Int: PlannedStep] = [:]
}

/// One step, as it would be launched now.
package struct PlannedStep: Hashable, Sendable {
  package var launch: PlannedLaunch
  /// What it materializes: all assets of its backfill, one, or those of its Dagster job.
  package var assets: [AssetDefinition]
  /// Of each asset; `nil` where they have none.
  package var partitions: TargetedPartitions?
  /// What the document selects of each asset, before anything is left out; `nil` where they have no partitions.
  var selected: TargetedPartitions?
  /// What was found out of the assets on the way.
  var states: [AssetKey: AssetState] = [:]
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
