import Contract
import DagsterModel
import Diagnostics
import JSONTree
import Testing

@testable import Attempt
@testable import Dagster
@testable import Ledger
@testable import Planning

/// Runs of others that a job stops.
@Suite struct CancelRunsTests {
  private static let document = Lab.document(step: "cancelRuns: {runs: [run-1, run-2]}")

  /// Both are under way, for so many looks at each: a look at its chain is two of them.
  private static func lab(
    looks: Int = 12,
    _ change: (inout FakeDagster.State) -> Void = { _ in }
  ) throws -> Lab {
    try Lab(
      {
        $0.looksToEnd = looks
        $0.work = ["run-1", "run-2"].map {
          .init(id: $0, isBackfill: false, tags: [Tag("dagster/partition", "2024-02-01")], targeted: 1)
        }
        change(&$0)
      },
      document: document
    )
  }

  private func plan(_ lab: Lab) async throws -> JobPlan {
    try await JobPlanning(
      job: lab.job,
      client: try lab.server.client(),
      ledger: lab.ledger,
      clock: lab.clock
    ).plan()
  }

  @Test func areToldToStopAndWaitedFor() async throws {
    let lab = try Self.lab()
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.server.work.map(\.isCanceled) == [true, true])
    let step = try #require(result.record?.steps.first)
    #expect(step.state == .succeeded)
    #expect(step.launches.map(\.kind.rawValue) == ["stop"])
    #expect(step.launches.map(\.dagsterID) == ["run-1 run-2"])
    #expect(step.launches.map(\.materialized) == [2])
    #expect(step.launches.map(\.status) == ["ENDED"])
    #expect(lab.events.messages.contains("step 1: run-1, run-2: told to stop"))
    #expect(await lab.run().outcome == "already_succeeded")
  }

  @Test func thePlanSaysHowTheyAreAndIsHeldToWhatTheyRun() async throws {
    let lab = try Self.lab(looks: 3)
    let before = try await plan(lab)
    let changes = try #require(before.steps[0].work?.changes)
    let text = "run run-1: the job __ASSET_JOB, partition 2024-02-01"
    #expect(changes.map(\.verb) == ["stops", "stops"])
    #expect(changes.map(\.isLoss) == [true, true])
    #expect(changes[0].shown == "\(text), STARTED")
    #expect(changes[0].description == "stops \(text)")
    #expect(try await plan(Self.lab(looks: 30)).effect == before.effect)
    let after = try await plan(lab)
    #expect(after.steps[0].work?.changes[0].shown == "\(text), SUCCESS: nothing to stop")
    #expect(after.steps[0].work?.changes.map(\.verb) == ["ended", "ended"])
    #expect(after.effect != before.effect)
  }

  @Test func whatHasEndedIsLeftAsItIs() async throws {
    let lab = try Self.lab(looks: 0)
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(result.record?.steps.map(\.launches.count) == [0])
    #expect(lab.server.count(of: "TerminateRun") == 0)
  }

  @Test func anUnknownRunIsRefusedWithItsPlace() async throws {
    let lab = try Self.lab { $0.work.removeLast() }
    let result = await lab.run()
    #expect(result.verdict == .invalidDocument)
    #expect(
      result.problems.map { "\($0.path): \($0.message)" } == [
        "spec.steps[0].cancelRuns.runs[1]: expected a run that Dagster knows, found \"run-2\""
      ]
    )
    #expect(lab.server.work.map(\.isCanceled) == [false])
  }

  /// Killed after it was sent: the next attempt finds it, and sends nothing that is done.
  @Test func anAttemptThatWasKilledIsGoneOnWith() async throws {
    for fault in [FakeDagster.Fault.before(JobRunTests.killed), .after(JobRunTests.killed)] {
      let lab = try Self.lab(looks: 20) { $0.faults["TerminateRun"] = [.nothing, fault] }
      let first = await lab.run()
      #expect(first.verdict == .detached)
      #expect(first.record?.steps.map(\.state) == [.intended])
      let second = await lab.run()
      #expect(second.verdict == .succeeded)
      #expect(second.record?.steps.map(\.launches.count) == [1])
      #expect(second.record?.steps.first?.launches.first?.sends == nil)
      #expect(lab.server.work.map(\.isCanceled) == [true, true])
    }
  }

  @Test func whatHasEndedSinceAnAttemptWasKilledIsDone() async throws {
    let lab = try Self.lab { $0.faults["TerminateRun"] = [.nothing, .after(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    lab.server.change { $0.looksToEnd = 0 }
    let sent = lab.server.count(of: "TerminateRun")
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.count(of: "TerminateRun") == sent)
  }

  /// It fails once the time is up, and says which; the next attempt tells it again.
  @Test func whatDoesNotStopInTimeFailsByName() async throws {
    let lab = try Self.lab { $0.stubborn = ["run-2"] }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(result.message.contains("run run-2 is STARTED"), "\(result.message)")
    #expect(!result.message.contains("run run-1"), "\(result.message)")
    #expect(lab.clock.now().seconds(since: start) >= RunTiming().stopping)
    #expect(result.record?.steps.first?.launches.map(\.materialized) == [1])
    let now = lab.clock.now().seconds
    lab.server.change { ($0.stubborn, $0.heartbeat) = ([], now) }
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
  }

  /// Dagster's own retry of a run that failed begins after it was told, and is stopped as well.
  @Test func aRetryThatIsToComeIsStoppedToo() async throws {
    let lab = try Self.lab { $0.retries = .init(promise: true, looks: 10, looksToEnd: 1_000) }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.server.work.map(\.isCanceled) == [true, true])
    #expect(lab.events.messages.contains { $0.contains("Dagster will retry it") })
  }

  @Test func aServerThatDoesNotLetItIsSaid() async throws {
    let refusal: JSONValue = [
      "__typename": "TerminateRunFailure", "message": "You do not have permission to terminate this run",
    ]
    let lab = try Self.lab { $0.faults["TerminateRun"] = [.answer("terminateRun", refusal)] }
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.record?.steps.map(\.state) == [.pending])
    #expect(lab.server.work.map(\.isCanceled) == [false, false])
  }

  /// Not allowed any more once the first one was told: that one is known to have been told by this job.
  @Test func whatBreaksOffStaysRecorded() async throws {
    let refusal: JSONValue = ["__typename": "UnauthorizedError", "message": "not today"]
    let lab = try Self.lab(looks: 40) {
      $0.faults["TerminateRun"] =
        [.nothing, .answer("terminateRun", refusal)]
        + .init(
          repeating: .answer("terminateRun", refusal),
          count: 3
        )
    }
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.record?.steps[0].launches.map(\.dagsterID) == ["run-1 run-2"])
    #expect(lab.server.work.map(\.isCanceled) == [true, false])
    lab.server.change { $0.faults = [:] }
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.work.map(\.isCanceled) == [true, true])
  }

  /// Whoever cancels the job wants nothing more of it; the runs are not the job's.
  @Test func aCancellationOfTheJobStopsNothing() async throws {
    let lab = try Self.lab(looks: 1_000) { $0.stubborn = ["run-1", "run-2"] }
    let first = await lab.run()
    #expect(first.verdict == .failed)
    let stored = try #require(try await lab.ledger.read("reload-orders"))
    var record = stored.record
    (record.outcome, record.steps[0].state, record.steps[0].launches[0].finished) = (nil, .launched, nil)
    _ = try await lab.ledger.replace(stored, with: record)
    let sent = lab.server.count(of: "TerminateRun")
    let result = await lab.cancel()
    #expect(result.outcome == "canceled")
    #expect(lab.server.count(of: "TerminateRun") == sent)
  }
}
