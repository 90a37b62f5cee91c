import Attempt
import Contract
import Dagster
import Ledger
import Testing

/// A job that failed and is run again.
@Suite struct ContinuationTests {
  @Test func onlyWhatFailedIsLaunchedAgain() async throws {
    let lab = try Lab { $0.failing = ["2024-02-02"] }
    let first = await lab.run()
    #expect(first.verdict == .failed)
    #expect(
      first.message == "step 1 of reload-orders failed: 2 of 3 done, 1 failed, Dagster says COMPLETED_FAILED"
        + "; once the cause is fixed, run the same job again: it goes on with what is left\n  2024-02-02"
    )
    lab.server.change { $0.failing = [] }
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
    #expect(
      lab.server.work.map(\.partitions) == [["2024-02-01", "2024-02-02", "2024-02-03"], ["2024-02-02"]]
    )
    let launch = try #require(second.record?.steps.first?.launches.last)
    #expect(launch.targeted == 1)
    #expect(launch.skipped == 2)
    #expect(second.record?.attempts.map(\.outcome) == [.failed, .succeeded])
  }

  /// A pod is lost after it wrote down that the job has failed, and before its exit code fails the Kubernetes Job.
  @Test func theNextPodOfAJobThatFailedLaunchesNothing() async throws {
    var lab = try Lab { $0.failing = ["2024-02-02"] }
    lab.kubernetesJob = "uid"
    let first = await lab.run()
    lab.server.change { $0.failing = [] }
    let second = await lab.run()
    #expect(second.verdict == .failed)
    #expect(second.outcome == "already_failed")
    #expect(
      second.message
        == "reload-orders has failed already, in an earlier pod of this Kubernetes Job: step 1 failed: 2 of 3 done, 1 failed, "
        + "Dagster says COMPLETED_FAILED; nothing was launched. Once the cause is fixed, start the job again, by the pipeline: "
        + "another Kubernetes Job goes on with what is left"
    )
    #expect(second.record == first.record)
    #expect(lab.server.work.count == 1)
    lab.kubernetesJob = "another"
    let third = await lab.run()
    #expect(third.verdict == .succeeded)
    #expect(lab.server.work.count == 2)
    #expect(third.record?.attempts.map(\.kubernetesJob) == ["uid", "another"])
  }

  /// It is lost earlier still: that a step has failed is written, and not yet that the job has.
  @Test func theNextPodEndsAJobOfWhichAStepHasFailed() async throws {
    let ledger = InMemoryLedger()
    var lab = try Lab({ $0.failing = ["2024-02-02"] }, ledger: ledger)
    (lab.kubernetesJob, lab.owesNotice) = ("uid", true)
    _ = await lab.run()
    let stored = try #require(try await ledger.read("reload-orders"))
    var record = stored.record
    record.outcome = nil
    record.lease?.released = nil
    (record.attempts[0].ended, record.attempts[0].outcome, record.attempts[0].notice) = (nil, nil, nil)
    _ = try await ledger.replace(stored, with: record)
    lab.server.change { $0.failing = [] }
    let second = await lab.run()
    #expect(second.verdict == .failed)
    #expect(
      second.message == "step 1 of reload-orders failed: 2 of 3 done, 1 failed, Dagster says COMPLETED_FAILED"
        + "; once the cause is fixed, run the same job again: it goes on with what is left\n  2024-02-02"
    )
    #expect(lab.server.work.count == 1)
    #expect(second.record?.outcome == .failed)
    #expect(second.record?.attempts.map(\.outcome) == [nil, .failed])
    #expect(second.record?.attempts.last?.isToBeTold == true)
  }

  /// Somebody has mended it in Dagster, by running what failed of the same backfill.
  @Test func nothingIsLaunchedWhereNothingIsLeft() async throws {
    let lab = try Lab { $0.failing = ["2024-02-02"] }
    #expect(await lab.run().verdict == .failed)
    lab.server.change { $0.work[0].failing = [] }
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
    #expect(lab.server.work.count == 1)
    #expect(
      second.record?.steps.map(\.message)
        == ["nothing was left to launch: 3 partitions were materialized before"]
    )
  }
}
