import Contract
import Dagster
import DagsterModel
import Testing

@testable import Attempt
@testable import Ledger

/// A person stops a job.
@Suite struct CancellationTests {
  @Test func stopsWhatRunsAndSaysWho() async throws {
    let lab = try await detached()
    let result = await lab.cancel()
    #expect(result.verdict == .succeeded)
    #expect(result.outcome == "canceled")
    #expect(result.message == "reload-orders is canceled; nothing of it runs any more")
    #expect(lab.server.work.map(\.isCanceled) == [true])
    let record = try #require(result.record)
    #expect(record.outcome == .canceled)
    #expect(record.cancellation?.provenance.actor == "grace")
    #expect(record.steps.map(\.state) == [.canceled])
    #expect(record.attempts.last?.verb == .cancel)
    #expect(record.attempts.last?.outcome == .canceled)
  }

  /// A job whose runner has left, with its work going on.
  private func detached() async throws -> Lab {
    let lab = try Lab { $0.faults["Backfill"] = [.before(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    #expect(lab.server.work.count == 1)
    return lab
  }

  @Test func aCanceledJobIsNotRunAgainUnlessToldSo() async throws {
    let lab = try await detached()
    #expect(await lab.cancel().verdict == .succeeded)
    let refused = await lab.run()
    #expect(refused.verdict == .failed)
    #expect(refused.outcome == "canceled")
    #expect(
      refused.message
        == "reload-orders was canceled by grace at 2024-03-01 10:00:00 UTC; nothing was launched; "
        + "to do what is left of it anyway, run it with --resume-canceled"
    )
    #expect(lab.server.work.count == 1)
    #expect(await lab.run(resumesCanceled: true).verdict == .succeeded)
    #expect(lab.server.work.count == 2)
  }

  /// What is recorded of the cancellation is told to people all the same.
  @Test func aRehearsalThatDoesNotStopIsSaidWithTheRecord() async throws {
    let lab = try await detached()
    lab.server.change {
      let tags = [Tag(TagKey.rehearsalOf, "reload-orders")]
      $0.work.append(.init(id: "run-9", isBackfill: false, tags: tags, targeted: 1))
    }
    let result = await lab.cancel()
    #expect(result.verdict == .failed)
    #expect(result.message.hasSuffix("still runs though it was told to stop: run-9"), "\(result.message)")
    #expect(result.record?.outcome == .canceled)
  }

  /// The runner finds out at its next write, and leaves.
  @Test func aRunnerThatWatchesLeaves() async throws {
    let ledger = InMemoryLedger()
    let cancellation = Deferred()
    let lab = try Lab({ $0.looksToEnd = 400 }, ledger: ledger) { await cancellation.runOnce() }
    await cancellation.set { _ = await lab.cancel(patience: 2_000) }
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(result.outcome == "canceled")
    #expect(result.message.hasPrefix("reload-orders was canceled by grace at "))
    #expect(lab.server.work.map(\.isCanceled) == [true])
    #expect(try await ledger.read("reload-orders")?.record.outcome == .canceled)
  }

  /// What came to its end before it could be stopped has succeeded, for every run afterwards.
  @Test func whatSucceededBeforeItCouldBeCanceledStaysSo() async throws {
    let lab = try await detached()
    lab.server.change { $0.looksToEnd = 0 }
    let result = await lab.cancel()
    #expect(result.outcome == "succeeded")
    #expect(result.record?.cancellation?.provenance.actor == "grace")
    for resumes in [false, true] {
      let again = await lab.run(resumesCanceled: resumes)
      #expect(again.verdict == .succeeded)
      #expect(again.outcome == "already_succeeded")
    }
    #expect(lab.server.work.count == 1)
  }

  /// The runner that loses the job to a cancellation that was too late.
  @Test func aRunnerLosesItsJobToACancellationThatWasTooLate() async throws {
    let ledger = InMemoryLedger()
    let cancellation = Deferred()
    let lab = try Lab({ $0.looksToEnd = 400 }, ledger: ledger) { await cancellation.runOnce() }
    await cancellation.set {
      lab.server.change { $0.looksToEnd = 0 }
      _ = await lab.cancel()
    }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(result.message == "reload-orders succeeded")
  }

  @Test func theRecordTellsTheTruthAfterwards() async throws {
    let ledger = InMemoryLedger()
    let cancellation = Deferred()
    let lab = try Lab({ $0.looksToEnd = 400 }, ledger: ledger) { await cancellation.runOnce() }
    await cancellation.set { _ = await lab.cancel(patience: 2_000) }
    _ = await lab.run()
    var stored = try #require(try await ledger.read("reload-orders"))
    // The attempt that lost the job wrote nothing any more, and has ended.
    #expect(stored.record.attempts.map(\.outcome) == [.canceled, .canceled])
    #expect(stored.record.attempts.allSatisfy { $0.ended != nil })
    // Nobody approved what is done from here.
    var record = stored.record
    record.plan = RecordedPlan(digest: "sha256:old", assets: [])
    _ = try await ledger.replace(stored, with: record)
    lab.server.change { [now = lab.clock.now().seconds] in ($0.looksToEnd, $0.heartbeat) = (2, now) }
    #expect(await lab.run(resumesCanceled: true).message == "reload-orders succeeded")
    stored = try #require(try await ledger.read("reload-orders"))
    #expect(stored.record.plan == nil)
  }

  @Test func listsWhatStillRunsAtItsDeadline() async throws {
    let lab = try await detached()
    lab.server.change { $0.stubborn = ["backfill-1"] }
    let result = await lab.cancel(patience: 30)
    #expect(result.verdict == .failed)
    #expect(result.outcome == "still_running")
    #expect(
      result.message == "step 1 of reload-orders still runs: backfill backfill-1, Dagster says CANCELING; "
        + "it was told to stop: cancel again to go on waiting"
    )
    #expect(result.record?.outcome == .failed)
    lab.server.change { $0.stubborn = [] }
    #expect(await lab.cancel().outcome == "canceled")
    #expect(lab.server.count(of: "CancelBackfill") == 1)
  }

  /// An intent of which nobody knows whether it arrived is waited for: it may still.
  @Test func waitsForALaunchOnItsWay() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.before(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    let start = lab.clock.now()
    let result = await lab.cancel()
    #expect(result.outcome == "canceled")
    #expect(lab.clock.now().seconds(since: start) > RunTiming().flight)
    #expect(result.record?.steps.map(\.state) == [.canceled])
    #expect(lab.server.work.isEmpty)
  }

  @Test func stopsAllOfAnAmbiguousLaunch() async throws {
    let lab = try Lab {
      $0.faults["LaunchBackfill"] = [.twice(JobRunTests.timedOut)]
      $0.looksToEnd = 10
    }
    #expect(await lab.run().verdict == .ambiguous)
    let result = await lab.cancel()
    #expect(result.outcome == "canceled")
    #expect(lab.server.work.map(\.isCanceled) == [true, true])
    #expect(result.record?.steps.first?.launches.map(\.dagsterID) == ["backfill-1", "backfill-2"])
  }

  /// One of two has ended, the other one goes on: nothing is launched beside it.
  @Test func aStepOfWhichSomethingRunsIsNotLaunchedAgain() async throws {
    let lab = try Lab {
      $0.faults["LaunchBackfill"] = [.twice(JobRunTests.timedOut)]
      $0.looksToEnd = 4
      $0.stubborn = ["backfill-2"]
    }
    #expect(await lab.run().verdict == .ambiguous)
    let result = await lab.cancel(patience: 30)
    #expect(result.outcome == "still_running")
    #expect(result.record?.steps.map(\.state) == [.launched])
    let refused = await lab.run()
    #expect(
      refused.message
        == "reload-orders was canceled by grace at 2024-03-01 10:00:00 UTC; nothing was launched; nobody has seen the "
        + "end of it yet: `runner cancel reload-orders` waits for it"
    )
    lab.server.change { $0.stubborn = [] }
    _ = await lab.run(resumesCanceled: true)
    #expect(lab.server.work.count == 2)
  }

  /// Dagster took on less than was planned, and nobody watched.
  @Test func whatIsNotWhatWasPlannedHasNotSucceeded() async throws {
    let lab = try Lab {
      $0.taken = 1
      $0.looksToEnd = 0
      $0.faults["Backfill"] = [.before(JobRunTests.killed)]
    }
    #expect(await lab.run().verdict == .detached)
    let result = await lab.cancel()
    #expect(result.outcome == "canceled")
    #expect(result.record?.steps.map(\.state) == [.canceled])
    #expect(result.record?.steps.first?.message == "planned 3 partitions of orders, Dagster took 1")
  }

  @Test func whatHasSucceededStaysSo() async throws {
    let lab = try Lab()
    #expect(await lab.run().verdict == .succeeded)
    let before = try await lab.ledger.read("reload-orders")
    let result = await lab.cancel()
    #expect(result.verdict == .succeeded)
    #expect(result.message == "reload-orders has succeeded already; there was nothing to cancel")
    #expect(try await lab.ledger.read("reload-orders") == before)
  }

  @Test func anUnknownJob() async throws {
    let result = await (try Lab()).cancel("no-such-job")
    #expect(result.verdict == .notFound)
    #expect(
      result.message == "expected a job that the ledger knows, found \"no-such-job\": see `runner history`"
    )
  }
}

/// Something to be done once, in the middle of something else.
actor Deferred {
  private var work: (@Sendable () async -> Void)?

  func set(_ work: @escaping @Sendable () async -> Void) { self.work = work }

  func runOnce() async {
    let work = work
    self.work = nil
    await work?()
  }
}
