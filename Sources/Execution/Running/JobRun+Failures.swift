import Dagster

extension JobRun {
  /// How many failed runs are asked for their reason.
  private static var reasonLimit: Int { 20 }

  /// The partitions that failed, with the reason in the code's own words. Best effort: the verdict stands
  /// without it.
  func failedPartitions(of launch: LaunchRecord) async -> [FailedPartition] {
    guard let id = launch.dagsterID else { return [] }
    do throws(DagsterError) {
      let runs =
        switch launch.kind {
        case .backfill:
          try await client.allRuns(
            RunsFilter(tags: [Tag(Tag.backfillKey, id)], statuses: [.failure]),
            maximum: 1_000
          )
        case .run: try await client.run(RunID(id)).map { [$0] } ?? []
        }
      var failures: [FailedPartition] = []
      for (index, run) in runs.enumerated() {
        let reason = index < Self.reasonLimit ? try await client.failureReason(ofRun: run.id)?.message : nil
        failures.append(
          FailedPartition(partition: run.partitionText, runID: run.id.rawValue, reason: reason)
        )
      }
      return failures.sorted { $0.partition < $1.partition }
    } catch {
      report(.warning, "the failed partitions could not be listed: \(error)")
      return []
    }
  }
}

extension Run {
  /// The partition or range that the run was for.
  fileprivate var partitionText: String {
    if let partition { return partition }
    guard let first = tags[key: Tag.partitionRangeStartKey], let last = tags[key: Tag.partitionRangeEndKey]
    else {
      return jobName == JobSelector.assetJobName ? "the whole asset" : jobName
    }
    return "\(first)…\(last)"
  }
}
