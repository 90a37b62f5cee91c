import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// Jobs that run and fail: exit code 1, and the reason in the code's own words.
@Suite(.onDagster) struct FailureTests {
  static let flaky = """
    - backfill:
        assets:
        - flaky
        partitions:
          partitioning: daily
          from: "2024-06-22"
          through: "2024-06-24"
    """

  @Test func namesTheFailedPartition() async throws {
    let job = try JobFile("flaky", steps: Self.flaky)
    let ending = try await job.run()
    let backfill = try #require(try await Witness().backfills(of: job.name).first)
    #expect(ending.status == 1)
    #expect(
      ending.output == """
        failed: step 1 of \(job.name) failed: 2 of 3 done, 1 failed, Dagster says COMPLETED_FAILED; \
        once the cause is fixed, run the same job again: it goes on with what is left
          2024-06-23: dagster._core.definitions.events.Failure: no data for 2024-06-23
          \(SharedServer.url ?? "")/runs/b/\(backfill.id.rawValue)

        """
    )
    let record = try #require(try await job.record())
    let step = try #require(record.steps.first)
    #expect(record.outcome == .failed)
    #expect(step.state == .failed)
    #expect(step.launches.first?.failedPartitionCount == 1)
    #expect(step.launches.first?.failedPartitions.map(\.partition) == ["2024-06-23"])
  }

  @Test func tellsItAsJSON() async throws {
    struct Report: Decodable {
      var outcome: String
      var exitCode: Int32
      var message: String
      var record: Record?
    }
    let job = try JobFile("flaky-json", steps: Self.flaky)
    let ending = try await job.run("--output", "json")
    let report = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
    #expect(ending.status == 1)
    #expect(report.outcome == "failed")
    #expect(report.exitCode == 1)
    #expect(report.message.contains("no data for 2024-06-23"))
    #expect(report.record == (try await job.record()))
  }

  struct FailingRun: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: String
    var reason: String
  }

  static let failingRuns = [
    FailingRun(
      testDescription: "materialize",
      steps: "- materialize:\n    asset: broken_dim",
      reason: "the whole asset: dagster._core.definitions.events.Failure: the vendor's table is gone"
    ),
    FailingRun(
      testDescription: "launch",
      steps: "- launch:\n    job: failing_job\n    location: lab",
      reason: "failing_job: dagster._core.definitions.events.Failure: this job always fails"
    ),
  ]

  @Test(arguments: failingRuns) func tellsWhyARunFailed(_ example: FailingRun) async throws {
    let job = try JobFile("failing", steps: example.steps)
    let ending = try await job.run()
    let run = try #require(try await Witness().runs(of: job.name).first)
    #expect(ending.status == 1)
    #expect(
      ending.output == """
        failed: step 1 of \(job.name) failed: 0 of 1 done, 1 failed, Dagster says FAILURE; \
        once the cause is fixed, run the same job again: it goes on with what is left
          \(example.reason)
          \(SharedServer.url ?? "")/runs/\(run.id.rawValue)

        """
    )
  }

  /// The first step is not done again; the second is launched anew.
  @Test func goesOnAtTheFailedStep() async throws {
    let steps = "- materialize:\n    asset: dim_products\n- launch:\n    job: failing_job\n    location: lab"
    let job = try JobFile("again", steps: steps)
    #expect(try await job.run().status == 1)
    #expect(try await job.run().status == 1)
    let record = try #require(try await job.record())
    #expect(record.attempts.map(\.outcome) == [.failed, .failed])
    #expect(record.steps.map(\.launches.count) == [1, 2])
    #expect(try await Witness().runs(of: job.name).count == 3)
  }
}
