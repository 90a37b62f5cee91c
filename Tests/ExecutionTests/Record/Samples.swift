import Ledger

/// Records to test with.
enum Sample {
  /// 2024-03-01 10:00:00 UTC.
  static let start = Timestamp(seconds: 1_709_287_200)

  static func record(_ job: String = "recover-orders", created: Timestamp = start) -> Record {
    Record(
      job: job,
      document: DocumentReference(
        digest: "sha256:00ff",
        text: "kind: Job\n",
        file: "generated/\(job)/job.yaml"
      ),
      owner: "data-platform",
      reason: "Vendor delivered late, INC-1234",
      created: created,
      updated: created,
      steps: [StepRecord(index: 0, command: "materialize", summary: "dim_products")]
    )
  }

  /// A record in which every field says something.
  static func full() -> Record {
    var record = record()
    record.updated = start.advanced(by: 1300)
    record.attempts = [
      Attempt(
        number: 1,
        started: start,
        provenance: Provenance(actor: "ada", commit: "0123456789abcdef", image: "runner:1.2.3")
      ),
      Attempt(
        number: 2,
        started: start.advanced(by: 100),
        ended: start.advanced(by: 1300),
        provenance: Provenance(actor: "grace", pipelineURL: "https://ci.example/7"),
        outcome: .failed,
        kubernetesJob: "5a2f5a5e-6a0b-4f0e-9d36-0f0d1f8f5f5e"
      ),
    ]
    record.steps = [backfill(), StepRecord(index: 1, command: "materialize", summary: "dim_products")]
    record.lease = Lease(holder: "pod-1/7/c0ffee", fencingToken: 2, expires: start.advanced(by: 1360))
    record.outcome = .failed
    return record
  }

  /// A record of many attempts and steps, each of which launched and failed again and again.
  static func long(attempts: Int, steps: Int, launches: Int, failures: Int) -> Record {
    var record = record()
    record.attempts = (1...attempts).map { number in
      Attempt(
        number: number,
        started: start,
        ended: start.advanced(by: 60),
        provenance: Provenance(actor: "ada", commit: "0123456789abcdef", image: "runner:1.2.3"),
        outcome: .failed
      )
    }
    record.steps = (0..<steps).map { index in
      StepRecord(
        index: index,
        command: "backfill",
        summary: "orders \(index)",
        state: .failed,
        launches: (1...launches).map { launch("step-\(index)-launch-\($0)", failures: failures) },
        message: "\(failures) partitions failed"
      )
    }
    return record
  }

  private static func launch(_ id: String, failures: Int) -> LaunchRecord {
    var launch = LaunchRecord(launchID: id, kind: .backfill, intended: start)
    launch.dagsterID = "abcdefgh"
    launch.launched = start
    launch.finished = start.advanced(by: 60)
    launch.setFailedPartitions(
      (0..<failures).map {
        FailedPartition(
          partition: "p-\($0)",
          runID: "run-\($0)",
          reason: String(repeating: "why ", count: 100)
        )
      }
    )
    return launch
  }

  private static func backfill() -> StepRecord {
    var first = LaunchRecord(launchID: "launch-1", kind: .backfill, intended: start.advanced(by: 1))
    first.dagsterID = "abcdefgh"
    first.launched = start.advanced(by: 2)
    first.finished = start.advanced(by: 1200)
    first.targeted = 15
    first.materialized = 13
    first.failed = 2
    first.status = "COMPLETED_FAILED"
    first.url = "https://dagster.example/runs/b/abcdefgh"
    let failures = [
      FailedPartition(partition: "2024-02-03", runID: "run-3", reason: "KeyError: 'id'\nin load_orders"),
      FailedPartition(partition: "2024-02-04", runID: "run-4"),
    ]
    first.setFailedPartitions(failures, count: 3)
    return StepRecord(
      index: 0,
      command: "backfill",
      summary: "orders 2024-02-01…2024-02-15",
      state: .intended,
      launches: [
        first, LaunchRecord(launchID: "launch-2", kind: .backfill, intended: start.advanced(by: 1250)),
      ],
      message: "2 of 15 partitions failed"
    )
  }
}
