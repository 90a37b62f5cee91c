import Attempt
import Contract
import Dagster
import DagsterModel
import Ledger
import Planning
import Testing

/// Runs that fail and that Dagster may retry, by what it has written of that.
@Suite struct RetryTests {
  static let products = Lab.document(step: "materialize: {asset: products, ensures: runsSucceeded}")

  private func lab(_ retries: FakeDagster.Retries) throws -> Lab {
    try Lab({ $0.retries = retries }, document: Self.products)
  }

  @Test(arguments: [true, nil]) func waitsForTheRetry(promise: Bool?) async throws {
    let lab = try lab(.init(promise: promise, looks: 5))
    let result = await lab.run()
    #expect(result.verdict == .succeeded, "\(result.message)")
    #expect(lab.server.work.count == 1)
    // What is looked for in the launch is the first run; a person wants to see the last one.
    #expect(result.record?.steps[0].launches.map(\.dagsterID) == ["run-1"])
    #expect(result.record?.steps[0].launches.map(\.url) == ["http://dagster/runs/run-1-retry"])
    let waits = lab.events.messages.filter { $0.contains("waiting for the retry") }
    let word = promise == true ? "will" : "may"
    #expect(waits == ["step 1: run run-1 failed, and Dagster \(word) retry it: waiting for the retry"])
  }

  /// Seen on a real Dagster: the backfill ended half a second after the retry, and had not counted it.
  @Test(arguments: [true, false]) func whatARetryMadeTooLateToBeCountedIsThere(hasSettled: Bool) async throws
  {
    let lab = try Lab {
      $0.failing = ["2024-02-02"]
      if hasSettled { $0.settledLate = ["2024-02-02"] }
    }
    let result = await lab.run()
    #expect(result.verdict == (hasSettled ? .succeeded : .failed), "\(result.message)")
    let launch = try #require(result.record?.steps.first?.launches.first)
    #expect(launch.status == "COMPLETED_FAILED")
    #expect([launch.materialized, launch.failed] == (hasSettled ? [3, 0] : [2, 1]))
  }

  /// To launch it again would be to do so beside a retry: the record stays as it is, and the next runner attaches.
  @Test func aPromisedRetryThatIsOverdueIsNotTheEnd() async throws {
    let lab = try lab(.init(promise: true, looks: nil))
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(result.outcome == "retry_overdue")
    #expect(
      result.message.contains(
        "run run-1 failed, Dagster has written that it will retry it, and has not for 600 s"
      )
    )
    #expect(abs(lab.clock.now().seconds(since: start) - 600) < 10)
    #expect(result.record?.steps.map(\.state) == [.launched])
    lab.server.change { $0.retries?.looks = 0 }
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.work.count == 1)
  }

  /// Dagster keeps a backfill open for a retry, forever where its daemon has lost it.
  @Test func aBackfillWhoseRetryIsOverdueIsNotWaitedForForEver() async throws {
    let lab = try Lab({
      $0.retries = .init(promise: true, looks: nil)
      $0.failing = ["2024-02-02"]
    })
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .unavailable, "\(result.message)")
    #expect(result.outcome == "retry_overdue")
    #expect(abs(lab.clock.now().seconds(since: start) - 600) < 10)
    #expect(result.record?.steps.map(\.state) == [.launched])
    // As where somebody has deleted the run.
    lab.server.change { $0.retries = nil }
    #expect(await lab.run().verdict == .failed)
    #expect(lab.server.work.count == 1)
  }

  @Test func whatIsNotPromisedIsWaitedForAMinute() async throws {
    let lab = try lab(.init(promise: nil, looks: nil))
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(result.message.contains("0 of 1 done, 1 failed, Dagster says FAILURE"))
    #expect(abs(lab.clock.now().seconds(since: start) - 60) < 6)
  }

  @Test func whatIsDeclinedIsNotWaitedFor() async throws {
    let lab = try lab(.init(promise: false, looks: nil))
    let start = lab.clock.now()
    #expect(await lab.run().verdict == .failed)
    #expect(lab.clock.now().seconds(since: start) < 6)
  }

  /// The retry is told to stop as soon as it is there, and the cancellation says what it waited for.
  @Test func cancelWaitsForTheRetryAndStopsIt() async throws {
    let lab = try lab(.init(promise: true, looks: 12, looksToEnd: 100))
    lab.server.change { $0.faults["RunChain"] = [.before(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    let result = await lab.cancel()
    #expect(result.outcome == "canceled", "\(result.message)")
    #expect(
      result.message
        == "\(lab.job.name) is canceled; nothing of it runs any more; waited for Dagster to retry run run-1, so as to "
        + "stop that too"
    )
    #expect(lab.server.count(of: "TerminateRun") == 1)
    #expect(result.record?.steps.map(\.state) == [.canceled])
  }

  @Test func cancelSaysWhatItCouldNotWaitFor() async throws {
    let lab = try lab(.init(promise: true, looks: nil))
    lab.server.change { $0.faults["RunChain"] = [.before(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    let result = await lab.cancel(patience: 20)
    #expect(result.verdict == .failed)
    #expect(result.outcome == "still_running")
    #expect(
      result.message.hasSuffix("run run-1 failed, and Dagster will retry it: its retry is to be stopped")
    )
  }
}
