import Dagster
import Execution
import Foundation
import TestSupport
import Testing

/// A backfill of many partitions costs its runner little.
@Suite(.onDagster) struct LargeBackfillTests {
  static let memoryLimit = 64 * 1024

  #if os(Linux)
    @Test func watchesTwentyThousandPartitionsWithLittleMemory() async throws {
      let steps = """
        - backfill:
            assets:
            - meter_readings
            partitions:
              partitioning: hourly
              from: "2020-01-01-00:00"
              through: "2022-04-13-07:00"
        """
      let job = try JobFile("large", steps: steps)
      let child = try job.start("run", "job.yaml")
      var peak = 0
      var record = try await job.record()
      while record?.outcome == nil, child.isRunning {
        peak = max(peak, child.peakMemory ?? 0)
        try await Task.sleep(for: .milliseconds(100))
        record = try await job.record()
      }
      let ending = await child.ending()
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      #expect(record?.steps.first?.launches.first?.targeted == 20_000)
      #expect(peak > 0)
      #expect(peak < Self.memoryLimit, "\(peak) KiB")
      print("Watching 20,000 partitions took \(peak / 1024) MiB at most")
    }
  #endif
}
