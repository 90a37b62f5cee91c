import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// A job that failed goes on at what failed of it.
@Suite(.onDagster) struct ContinuationTests {
  /// Of three partitions one fails, until somebody mends its source.
  @Test func launchesOnlyWhatFailed() async throws {
    let steps = """
      - backfill:
          assets:
          - flaky
          partitions:
            partitioning: daily
            from: "2024-08-12"
            through: "2024-08-14"
      """
    let job = try JobFile("continue", steps: steps)
    let first = try await job.run()
    #expect(first.status == 1)
    #expect(first.output.contains("2 of 3 done, 1 failed"))
    try SharedServer.mend("flaky", "2024-08-13")
    let second = try await job.run()
    #expect(second.status == 0, "\(second.output)\(second.errors)")
    let partitions = try await Witness().runs(of: job.name).compactMap(\.partition).sorted()
    #expect(partitions == ["2024-08-12", "2024-08-13", "2024-08-13", "2024-08-14"])
    let launches = try #require(try await job.record()?.steps.first?.launches)
    #expect(launches.map(\.targeted) == [3, 1])
    #expect(launches.map(\.skipped) == [nil, 2])
  }
}
