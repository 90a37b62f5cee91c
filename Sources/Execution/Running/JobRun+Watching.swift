import Dagster
import JobDSL

extension JobRun {
  /// Watches a launched step to its end; the server may be away for a while.
  mutating func watch(step index: Int) async throws(Stop) {
    guard let launch = stored?.record.steps[index].launches.last, let id = launch.dagsterID else { return }
    var interval = surroundings.timing.poll.lowerBound
    var lastWrite = surroundings.clock.now()
    var lastSight = lastWrite
    var lastCount = 0
    while true {
      if let sight = try await sight(of: launch, id: id, step: index, since: lastSight) {
        lastSight = surroundings.clock.now()
        tell(sight, step: index, since: launch.launched ?? launch.intended, isNews: sight.ended != lastCount)
        lastCount = sight.ended
        if sight.isOver { return try await conclude(sight, of: launch, step: index) }
      }
      try await pause(interval)
      interval = min(interval * 1.5, surroundings.timing.poll.upperBound)
      if surroundings.clock.now().seconds(since: lastWrite) > surroundings.timing.lease / 3 {
        try await write { _ in }
        lastWrite = surroundings.clock.now()
      }
    }
  }

  /// One look; `nil` while the server is away, until it has been away for too long.
  private func sight(of launch: LaunchRecord, id: String, step index: Int, since lastSight: Timestamp)
    async throws(Stop) -> Sight?
  {
    do throws(DagsterError) {
      let sight = try await look(at: launch, id: id)
      try await compare(sight, with: launch, step: index)
      return sight
    } catch {
      let away = surroundings.clock.now().seconds(since: lastSight)
      guard error.isTransient, away < surroundings.timing.outage else { throw Stop(error) }
      report(.warning, "Dagster is away for \(Int(away)) s; the work goes on: \(error)")
      return nil
    }
  }

  private func look(at launch: LaunchRecord, id: String) async throws(DagsterError) -> Sight {
    switch launch.kind {
    case .backfill:
      guard let backfill = try await client.backfill(BackfillID(id)) else {
        return .vanished("backfill \(id)")
      }
      return Sight(backfill)
    case .run:
      guard let run = try await client.run(RunID(id)) else { return .vanished("run \(id)") }
      return Sight(run)
    }
  }

  /// What Dagster took on must be what was planned; it drops and rounds keys without a word.
  private func compare(_ sight: Sight, with launch: LaunchRecord, step index: Int) async throws(DagsterError)
  {
    guard let planned = launch.targeted, let id = launch.dagsterID, !sight.isOver, !sight.isEnding else {
      return
    }
    guard let mismatch = sight.mismatch(with: planned) else { return }
    report(.error, "step \(index + 1): \(mismatch): canceling")
    try await client.cancelBackfill(BackfillID(id))
  }

  /// A line in the log only where a count moved; a terminal's bar moves at every look.
  private func tell(_ sight: Sight, step index: Int, since started: Timestamp, isNews: Bool) {
    let progress = Progress(
      step: index + 1,
      steps: job.document.steps.count,
      title: job.document.steps[index].summary,
      done: sight.materialized,
      failed: sight.failed,
      total: sight.targeted,
      started: started
    )
    report(
      isNews ? .info : .debug,
      "step \(index + 1): \(sight.ended) of \(sight.targeted) partitions done",
      [
        ("step", .int(index)), ("materialized", .int(sight.materialized)), ("failed", .int(sight.failed)),
        ("total", .int(sight.targeted)),
      ],
      progress: progress
    )
  }

  /// Records the end of a step: success is when everything that was targeted is there.
  private mutating func conclude(_ sight: Sight, of launch: LaunchRecord, step index: Int) async throws(Stop)
  {
    let mismatch = launch.targeted.flatMap { sight.mismatch(with: $0) }
    let succeeded = sight.isComplete && mismatch == nil
    var failures: [FailedPartition] = []
    if !succeeded { failures = await failedPartitions(of: launch) }
    let message = succeeded ? nil : mismatch ?? sight.explanation
    let now = surroundings.clock.now()
    try await write { record in
      record.steps[index].state = succeeded ? .succeeded : sight.isCanceled ? .canceled : .failed
      record.steps[index].message = message
      record.steps[index].updateLast { last in
        last.finished = now
        last.status = sight.status
        last.materialized = sight.materialized
        last.failed = sight.failed
        last.setFailedPartitions(failures, count: sight.failed)
      }
    }
    guard let message else {
      return report(
        .info,
        "step \(index + 1): \(job.document.steps[index].summary): succeeded",
        [("step", .int(index))]
      )
    }
    throw Stop(
      .failed,
      "failed",
      "step \(index + 1) of \(job.name) failed: \(message)\(failures.listed)"
    )
  }
}
