import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// `runner cancel` on the real Dagster: done when nothing runs any more.
@Suite(.onDagster) struct CancelTests {
  @Test func stopsTheWorkOfARunnerThatWatches() async throws {
    let job = try JobFile("cancel", steps: Sleep.steps(seconds: 600))
    let child = try job.start("run", "job.yaml", "--lease", "6")
    try await job.waitForRecord { $0.steps.first?.state == .launched }
    try await Witness().waitForStart(of: job.name)
    let cancellation = try await job.start("cancel", job.name).ending()
    #expect(cancellation.status == 0, "\(cancellation.output)\(cancellation.errors)")
    #expect(cancellation.output.hasPrefix("canceled: \(job.name) is canceled; nothing of it runs any more\n"))
    #expect(try await Witness().runs(of: job.name).map(\.status) == [.canceled])

    let ending = await child.ending()
    #expect(ending.status == 1)
    #expect(ending.output.hasPrefix("canceled: \(job.name) was canceled by ada at "))
    let record = try #require(try await job.record())
    #expect(record.outcome == .canceled)
    #expect(record.cancellation?.provenance == Provenance(actor: "ada", commit: "0123abcd"))
    #expect(record.attempts.map(\.verb) == [nil, .cancel])

    let again = try await job.run()
    #expect(again.status == 1)
    #expect(again.output.hasPrefix("canceled: \(job.name) was canceled by ada at "))
    #expect(try await Witness().runs(of: job.name).count == 1)
  }

  @Test func stopsEveryRunOfABackfill() async throws {
    let steps = """
      - backfill:
          assets:
          - slow
          partitions:
            partitioning: daily
            from: "2024-09-01"
            through: "2024-09-04"
          config:
            ops:
              slow:
                config:
                  seconds: 600
      """
    let job = try JobFile("cancel-backfill", steps: steps)
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps.first?.state == .launched }
    for _ in 0..<150 where try await Witness().runs(of: job.name).isEmpty {
      try await Task.sleep(for: .milliseconds(200))
    }
    child.terminate()
    #expect(await child.ending().status == 75)
    let cancellation = try await job.start("cancel", job.name, "--output", "json").ending()
    #expect(cancellation.status == 0, "\(cancellation.output)\(cancellation.errors)")
    let runs = try await Witness().runs(of: job.name)
    #expect(!runs.isEmpty)
    #expect(runs.filter { !$0.status.isTerminal } == [])
    let backfills = try await Witness().backfills(of: job.name)
    #expect(backfills.map(\.status) == [.canceled])
  }

  @Test func aJobThatNobodyKnows() async throws {
    let job = try JobFile("cancel-nothing", steps: Sleep.steps(seconds: 1))
    let ending = try await job.start("cancel", "no-such-job").ending()
    #expect(ending.status == 66)
    #expect(
      ending.output
        == "unknown: expected a job that the ledger knows, found \"no-such-job\": see `runner history`\n"
    )
  }

  @Test func whatHasSucceededIsNotCanceled() async throws {
    let job = try JobFile("cancel-late", steps: "- launch:\n    job: noop_job\n    location: lab")
    #expect(try await job.run().status == 0)
    let ending = try await job.start("cancel", job.name).ending()
    #expect(ending.status == 0)
    #expect(ending.output.hasPrefix("already_succeeded: \(job.name) has succeeded already; "))
    #expect(try await Witness().runs(of: job.name).map(\.status) == [.success])
  }
}
