import Dagster
import DagsterModel
import Ledger
import TestSupport
import Testing

/// Runs that Dagster retries or a person re-executes: one launch, judged by the end of its chain.
@Suite(.inTheField) struct ChainTests {
  private func job(_ topic: String, _ steps: String) throws -> JobFile {
    try JobFile(topic, steps: steps, url: SharedServer.fieldURL)
  }

  /// Launched once, whatever came of it: everything else has a parent.
  private func expectOneLaunch(of job: JobFile, sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.filter { $0.parentID == nil }.count == 1, sourceLocation: sourceLocation)
    let record = try await job.record()
    #expect(record?.steps.map(\.launches.count) == [1], sourceLocation: sourceLocation)
  }

  struct Retried: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: String
    var attempts: [RunStatus] = [.success, .failure]
  }

  static let retried = [
    Retried(
      testDescription: "a launch whose retry succeeds",
      steps: Field.launch("retry_job", config: "name: retried-job")
    ),
    Retried(
      testDescription: "a launch whose second retry succeeds",
      steps: Field.launch("retry_job", config: "name: retried-job-twice", "failing: 2"),
      attempts: [.success, .failure, .failure]
    ),
    Retried(testDescription: "a materialization whose retry succeeds", steps: Field.materialize("retry_dim")),
    Retried(
      testDescription: "a materialization of a partition",
      steps: Field.materialize("retry_days", "2024-01-09")
    ),
    Retried(
      testDescription: "a blocking check that the retry settles",
      steps: Field.materialize("settled", ensures: "checksPassed")
    ),
    Retried(
      testDescription: "a step that Dagster retries within its run",
      steps: Field.launch("retried_step_job"),
      attempts: [.success]
    ),
  ]

  @Test(arguments: retried) func succeedsByItsRetry(_ example: Retried) async throws {
    let job = try job("retried", example.steps)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.hasPrefix("succeeded: \(job.name) succeeded\n  http"))
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.map(\.status) == example.attempts)
    // The link leads to the attempt that has succeeded.
    #expect(ending.output.contains("/runs/\(try #require(runs.first).id.rawValue)\n"), "\(ending.output)")
    try await expectOneLaunch(of: job)
    let launch = try #require(try await job.record()?.steps.first?.launches.first)
    #expect(launch.failedPartitions == [])
    #expect(launch.status == "SUCCESS")
  }

  @Test func failsOnceWhenRetriesAreExhausted() async throws {
    let job = try job("exhausted", Field.launch("retry_job", config: "name: exhausted", "failing: 9"))
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("0 of 1 done, 1 failed, Dagster says FAILURE"))
    #expect(ending.output.contains("the pod was evicted (attempt 3)"))
    #expect(try await Field.witness.runs(of: job.name).map(\.status) == [.failure, .failure, .failure])
    let launch = try #require(try await job.record()?.steps.first?.launches.first)
    #expect(launch.failedPartitions.count == 1)
    #expect(launch.failedPartitions.first?.reason?.contains("(attempt 3)") == true)
    try await expectOneLaunch(of: job)
  }

  @Test func waitsForNothingWhereNothingIsRetried() async throws {
    let steps = Field.launch("no_retry_job", config: "name: not-retried", "failing: 9")
    let job = try job("not-retried", steps)
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
    #expect(!ending.errors.contains("waiting for the retry"))
    #expect(try await Field.witness.runs(of: job.name).count == 1)
  }

  @Test(arguments: [nil, "runsSucceeded", "checksPassed"])
  func everyPartitionOfABackfillSucceedsByItsRetry(_ ensures: String?) async throws {
    let month = ["runsSucceeded": "02", "checksPassed": "03"][ensures ?? ""] ?? "01"
    let days = ["2024-\(month)-01", "2024-\(month)-02"]
    let job = try job("retried-days", Field.backfill("retry_days", days[0], days[1], ensures: ensures))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let launch = try #require(try await job.record()?.steps.first?.launches.first)
    #expect(launch.materialized == 2)
    #expect(launch.failed == 0)
    #expect(launch.failedPartitions == [])
    #expect(try await Field.witness.backfills(of: job.name).count == 1)
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.filter { $0.status == .success }.count == 2)
    #expect(runs.filter { $0.status == .failure }.count == 2)
  }

  @Test func listsAFailedPartitionOnceWithItsLastReason() async throws {
    let job = try job("broken-days", Field.backfill("broken_days", "2024-04-01", "2024-04-02"))
    try Field.repair("2024-04-02")
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("1 of 2 done, 1 failed"))
    let launch = try #require(try await job.record()?.steps.first?.launches.first)
    #expect(launch.failedPartitions.map(\.partition) == ["2024-04-01"])
    #expect(launch.failedPartitions.first?.reason?.contains("(attempt 2)") == true)
  }

  /// What a person re-executes of a failed backfill is not done again.
  @Test func leavesOutWhatAPersonHasRepaired() async throws {
    let job = try job("repaired-days", Field.backfill("broken_days", "2024-05-01", "2024-05-02"))
    #expect(try await job.run().status == 1)
    for day in ["2024-05-01", "2024-05-02"] { try Field.repair(day) }
    let runs = try await Field.witness.runs(of: job.name)
    let first = try #require(runs.first { $0.partition == "2024-05-01" && $0.parentID == nil })
    try await Field.reexecute(first.id)
    _ = try await Field.waitForRuns(of: job.name) { $0.contains { $0.status == .success } }
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let launches = try #require(try await job.record()?.steps.first?.launches)
    #expect(launches.map(\.targeted) == [2, 1])
    #expect(launches.map(\.skipped) == [nil, 1])
  }
}
