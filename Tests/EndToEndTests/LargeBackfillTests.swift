import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// A backfill of many partitions costs its runner little.
///
/// The daemon is stopped, since it would take Dagster many minutes to create a run of 20,000 partitions (1,000 took
/// it 17 s, 10,000 took 217 s; Dagster 1.13.27). All that the runner watches is there without it.
@Suite struct LargeBackfillTests {
  static let memoryLimit = 64 * 1024

  static let steps = """
    - backfill:
        assets:
        - meter_readings
        partitions:
          partitioning: hourly
          from: "2020-01-01-00:00"
          through: "2022-04-13-07:00"
    """

  #if os(Linux)
    @Test(.onDagster) func watchesTwentyThousandPartitionsWithLittleMemory() async throws {
      try await OwnServer.with("--backfill-tick", "3") { server in
        try await server.stopDaemon()
        let job = try JobFile("large", steps: Self.steps, url: server.url)
        let child = try job.start("run", "job.yaml")
        try await job.waitForRecord { $0.steps.first?.state == .launched }
        // As long as ten looks take.
        for _ in 0..<40 { try await Task.sleep(for: .seconds(1)) }
        let peak = try #require(child.peakMemory)
        child.terminate()
        let ending = await child.ending()
        #expect(ending.status == 75, "\(ending.output)\(ending.errors)")
        #expect(peak < Self.memoryLimit, "\(peak) KiB")
        let record = try #require(try await job.record())
        #expect(record.steps.first?.launches.first?.targeted == 20_000)
        let backfills = try await Witness(url: server.url).backfills(of: job.name)
        #expect(backfills.map(\.status) == [.requested])
        print("Watching 20,000 partitions took \(peak / 1024) MiB at most")
      }
    }
  #endif
}
