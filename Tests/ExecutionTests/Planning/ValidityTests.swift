import Attempt
import Contract
import Dagster
import JobDSL
import Ledger
import Testing

@testable import Planning

/// The last day on which a job may begin.
@Suite struct ValidityTests {
  private struct Noon: WallClock {
    let day: String
    func now() -> Timestamp { Timestamp("\(day)T12:00:00Z") ?? Timestamp(seconds: 0) }
    func uptime() -> Double { 0 }
    func sleep(for seconds: Double) async throws { throw CancellationError() }
  }

  /// Nobody answers there: where the day is over, nobody is asked.
  private func result(on day: String, validUntil: Day?, after record: Record? = nil) async throws
    -> RunResult?
  {
    let job = Job("late", owner: "o", reason: "r", validUntil: validUntil) {
      Materialize(Asset<Unpartitioned>("a"))
    }
    let client = try DagsterClient(configuration: DagsterConfiguration(url: "http://127.0.0.1:1"))
    defer { Task { await client.shutdown() } }
    let planner = Planner(
      client: client,
      job: JobToRun(document: job.document, root: nil, file: "x"),
      clock: Noon(day: day),
      ledger: nil
    )
    do throws(RunResult) {
      _ = try await planner.plan(steps: [0], after: record)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["2024-07-01", "2024-12-31", "2025-01-01"])
  func afterItNothingBegins(day: String) async throws {
    let result = try #require(try await result(on: day, validUntil: "2024-06-30"))
    #expect(result.verdict == .refused)
    #expect(
      result.message.hasPrefix("late may not begin any more; nothing was launched\n  metadata.validUntil: ")
    )
  }

  @Test(arguments: [("2024-06-30", "2024-06-30"), ("2024-06-29", "2024-06-30"), ("2031-01-01", nil)])
  func untilThenItMay(day: String, last: String?) async throws {
    let result = try #require(try await result(on: day, validUntil: last.map { Day($0) }))
    #expect(result.verdict == .unavailable)
  }
}
