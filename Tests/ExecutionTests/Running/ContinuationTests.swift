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
