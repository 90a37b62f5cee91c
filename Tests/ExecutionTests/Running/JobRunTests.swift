import Contract
import Dagster
import DagsterModel
import JSONTree
import Testing

@testable import Attempt
@testable import Ledger

/// A run against a Dagster in memory, through what the network and other runners do to it.
@Suite struct JobRunTests {
  static let timedOut = TransportError.timedOut(.waiting, after: .seconds(60))
  static let killed = TransportError.cancelled(mayHaveBeenReceived: true)
  static let refused = TransportError.unreachable(.refused, detail: "errno 111")

  @Test func succeedsAndIsNotRunAgain() async throws {
    let lab = try Lab()
    let first = await lab.run()
    #expect(first.verdict == .succeeded)
    #expect(first.outcome == "succeeded")
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
    #expect(second.outcome == "already_succeeded")
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
    #expect(second.record?.steps.map(\.state) == [.succeeded])
    #expect(second.record?.lease?.fencingToken == 1)
  }

  /// What a killed runner leaves: an intent, and nobody knows whether it was sent.
  @Test func anIntentThatNeverArrivedIsLaunchedByTheNextAttempt() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.before(Self.killed)] }
    let first = await lab.run()
    #expect(first.verdict == .detached)
    #expect(first.record?.steps.map(\.state) == [.intended])
    let start = lab.clock.now()
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.clock.now().seconds(since: start) > RunTiming().flight)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
    #expect(lab.server.count(of: "LaunchBackfill") == 2)
  }

  @Test func anIntentThatArrivedIsAdoptedByTheNextAttempt() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.after(Self.killed)] }
    #expect(await lab.run().verdict == .detached)
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
    #expect(second.record?.steps.first?.launches.map(\.dagsterID) == ["backfill-1"])
    #expect(lab.server.count(of: "LaunchBackfill") == 1)
  }

  @Test func aLaunchWhoseAnswerIsLostIsAdopted() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.after(Self.timedOut)] }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(result.record?.attempts.count == 1)
    #expect(lab.server.count(of: "LaunchBackfill") == 1)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// On a database that was not migrated a backfill has no tags to be found by before its first run.
  @Test func aLaunchWhoseAnswerIsLostIsAdoptedBeforeItHasRuns() async throws {
    let lab = try Lab {
      $0.isMigrated = false
      $0.faults["LaunchBackfill"] = [.after(Self.timedOut)]
    }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.server.count(of: "LaunchBackfill") == 1)
    #expect(lab.server.count(of: "RecentBackfills") == 1)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  @Test func twoLaunchesAreForAPerson() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.twice(Self.timedOut)] }
    let result = await lab.run()
    #expect(result.verdict == .ambiguous)
    #expect(
      result.message
        == "Dagster has 2 launches of step 1: backfill-1, backfill-2; look at them, cancel all but "
        + "one in Dagster and run the job again, or stop them all with `runner cancel reload-orders`"
    )
    #expect(result.record?.steps.map(\.state) == [.intended])
    #expect(lab.server.count(of: "LaunchBackfill") == 1)

    // What a person then does.
    lab.server.change { $0.work[0].isCanceled = true }
    let second = await lab.run()
    #expect(second.verdict == .succeeded)
    #expect(second.record?.steps.first?.launches.map(\.dagsterID) == ["backfill-2"])
  }

  @Test func aLaunchThatNeverArrivesIsSentAgainUnderItsID() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.before(Self.timedOut)] }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.clock.now().seconds(since: start) > RunTiming().flight)
    #expect(lab.server.count(of: "LaunchBackfill") == 2)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
    #expect(result.record?.steps.first?.launches.map(\.sends) == [2])
    #expect(lab.server.work[0].tags.contains(Tag("production-jobs/launch-id", "launch-0-1-1")))
  }

  @Test func aLaunchThatKeepsNotArrivingIsGivenUp() async throws {
    let lab = try Lab { $0.faults["LaunchBackfill"] = .init(repeating: .before(Self.timedOut), count: 3) }
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(
      result.message.hasPrefix("step 1 was not launched: nothing carries its launch id: LaunchBackfill at ")
    )
    #expect(lab.server.count(of: "LaunchBackfill") == 3)
    #expect(lab.server.work.isEmpty)
    #expect(result.record?.steps.map(\.state) == [.intended])
    lab.server.change { $0.heartbeat = lab.clock.now().seconds }
    let second = await lab.run()
    #expect(second.message == "reload-orders succeeded")
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  @Test func aLaunchThatCannotBeSentLeavesNoTrace() async throws {
    let lab = try Lab {
      $0.faults["LaunchBackfill"] = .init(repeating: .before(Self.refused), count: 1_000)
      $0.heartbeat = 1_709_287_200 + 2 * RunTiming().outage
    }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(lab.clock.now().seconds(since: start) >= RunTiming().outage)
    #expect(result.record?.hasLaunches == false)
    lab.server.change { $0.faults = [:] }
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// An exception of the server's may come after the launch, but the request is not on its way any more.
  @Test func anExceptionIsLookedUpOnce() async throws {
    let exception: JSONValue = [
      "__typename": "PythonError", "message": "KeyError: 'orders'", "className": "KeyError",
    ]
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.answer("launchPartitionBackfill", exception)] }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(
      result.message
        == "step 1 was not launched: nothing carries its launch id: Dagster says: KeyError: 'orders'; the rest stands in "
        + "the log of Dagster's webserver; once that is fixed, run the job again"
    )
    #expect(lab.clock.now() == start)
    // By the job's name before the launch, and by its own id after it.
    #expect(["FindWorks", "FindBackfills"].map(lab.server.count) == [1, 1])
    #expect(result.record?.hasLaunches == false)
  }

  @Test func aLostLeaseStopsTheRunner() async throws {
    let ledger = InMemoryLedger()
    let lab = try Lab({ $0.looksToEnd = 40 }, ledger: ledger) { try await Lab.takeOver(in: ledger) }
    let result = await lab.run()
    #expect(result.verdict == .held)
    #expect(
      result.message
        == "another runner took reload-orders over: this one stops; see `runner status reload-orders`"
    )
    #expect(try await ledger.read("reload-orders")?.record.lease?.holder == "another")
    #expect(try await ledger.read("reload-orders")?.record.attempts.map(\.outcome) == [nil])
  }

  @Test func aServerThatIsAwayForAWhileIsWaitedFor() async throws {
    let lab = try Lab { $0.faults["Backfill"] = .init(repeating: .before(Self.refused), count: 5) }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.events.messages.count { $0.hasPrefix("Dagster has been away for ") } == 5)
  }

  /// What is known of the next step says nothing of the one that is under way.
  @Test func howLongAStepTakesIsAskedOnceItIsLaunched() async throws {
    let second = Lab.reloadOrders.replacing(Lab.heading, with: "")
      .replacing("-02-01", with: "-02-04").replacing("-02-03", with: "-02-06")
    let lab = try Lab(
      { $0.faults["Backfill"] = [.before(Self.killed)] },
      document: Lab.reloadOrders + second
    )
    #expect(await lab.run().verdict == .detached)
    #expect(await lab.run().verdict == .succeeded)
    let operations = lab.server.operations
    let launch = try #require(operations.lastIndex(of: "LaunchBackfill"))
    #expect(operations.count { $0 == "LaunchBackfill" } == 2)
    #expect(operations.indices.filter { operations[$0] == "NewestRuns" }.map { $0 - launch } == [3])
  }

  /// One request a look, pauses that grow from one second to four; after the first one how long it takes, and at the end one
  /// more for what outlives it.
  @Test func watchingCostsOneRequestALook() async throws {
    let lab = try Lab { $0.looksToEnd = 30 }
    let start = lab.clock.now()
    #expect(await lab.run().verdict == .succeeded)
    let operations = lab.server.operations
    let launch = try #require(operations.firstIndex(of: "LaunchBackfill"))
    #expect(
      operations[(launch + 1)...].elementsEqual(
        ["Backfill", "Links", "NewestRuns"] + Array(repeating: "Backfill", count: 30) + [
          "Vocabulary", "Runs", "Runs", "AssetChecks",
        ]
      )
    )
    let pauses = [1, 1.5, 2.25, 3.375] + Array(repeating: 4.0, count: 26)
    #expect(abs(lab.clock.now().seconds(since: start) - pauses.reduce(0, +)) < 0.1)
  }

  /// The runner was pointed at another server since: what is under way elsewhere has not ended.
  @Test func anotherServerIsNotAsked() async throws {
    let lab = try Lab { $0.faults["Backfill"] = [.before(Self.killed)] }
    #expect(await lab.run().verdict == .detached)
    let stored = try #require(try await lab.ledger.read("reload-orders"))
    var record = stored.record
    record.steps[0].launches[0].url = "http://other/runs/b/backfill-1"
    _ = try await lab.ledger.replace(stored, with: record)
    let work = lab.server.work
    lab.server.change { $0.work = [] }
    for result in [await lab.run(), await lab.cancel()] {
      #expect(result.verdict == .refused)
      #expect(
        result.message
          == "expected the Dagster that has the backfill http://other/runs/b/backfill-1, found one at http://dagster that "
          + "doesn't know it; give its address as --dagster-url, or where it is gone for good, the job another name"
      )
    }
    #expect(lab.server.work.isEmpty)
    lab.server.change { $0.work = work }
    #expect(await lab.cancel().outcome == "canceled")
  }

  @Test func aServerThatStaysAwayIsGivenUp() async throws {
    let lab = try Lab { $0.faults["Backfill"] = .init(repeating: .before(Self.refused), count: 1_000) }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(lab.clock.now().seconds(since: start) >= RunTiming().outage)
    #expect(result.record?.steps.map(\.state) == [.launched])
    lab.server.change { $0.faults = [:] }
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// What a person reads in the log where something is not certain, or could not be done.
  @Test func tellsWhatIsNotCertain() async throws {
    let lost = try Lab { $0.faults["LaunchBackfill"] = [.after(Self.timedOut)] }
    _ = await lost.run()
    #expect(
      lost.events.messages.first
        == "whether it was launched is not certain; looking for it by its tag: LaunchBackfill at http://dagster/graphql: "
        + "no answer within 60 s. It may have taken effect anyway: look it up before sending it again"
    )

    let broken = try Lab {
      $0.failing = ["2024-02-02"]
      $0.faults["RunErrors"] = [.before(Self.refused)]
    }
    _ = await broken.run()
    #expect(
      broken.events.messages.last
        == "the failed partitions could not be listed: Dagster at http://dagster/graphql: the connection was refused "
        + "(errno 111); check the port, and that the server runs"
    )

    let full = LedgerError.unavailable(what: "cannot write a", why: "no space", advice: "free some")
    let ledger = ScriptedLedger(.none, .none, .none, .none, .none, .none, .error(full))
    let unwritten = try Lab(ledger: ledger)
    let result = await unwritten.run()
    #expect(result.verdict == .succeeded)
    #expect(
      unwritten.events.messages.last
        == "the end of this attempt could not be recorded: cannot write a: no space; free some"
    )
  }

  @Test func fewerPartitionsThanPlannedAreCanceled() async throws {
    let lab = try Lab {
      $0.taken = 2
      $0.looksToEnd = 5
    }
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(
      result.message
        == "step 1 of reload-orders failed: planned 3 partitions of orders, Dagster took 2; once the cause is fixed, run the "
        + "same job again: it goes on with what is left"
    )
    #expect(lab.server.count(of: "CancelBackfill") == 1)
    #expect(lab.server.work.map(\.isCanceled) == [true])
    #expect(result.record?.steps.map(\.state) == [.canceled])
  }

  /// What cancels it doesn't arrive at first.
  @Test func fewerPartitionsThanPlannedAreCanceledUntilDagsterHears() async throws {
    let lab = try Lab {
      $0.taken = 2
      $0.looksToEnd = 9
      $0.faults["CancelBackfill"] = [.before(Self.timedOut), .before(Self.timedOut)]
    }
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(lab.server.count(of: "CancelBackfill") == 3)
    #expect(lab.server.work.map(\.isCanceled) == [true])
  }

  /// Another runner creates the record while this one plans, does a part of it and leaves.
  @Test func whoIsSecondPlansAnew() async throws {
    let first = try Lab {
      $0.faults["Backfill"] = [.before(Self.killed)]
    }
    #expect(await first.run().verdict == .detached)
    let present = try #require(try await first.ledger.read("reload-orders"))
    var machine = AttemptMachine(
      goal: .run(resumesCanceled: false),
      identity: AttemptIdentity(
        holder: "second",
        launchPrefix: "second",
        provenance: Provenance(),
        pages: WorkPages(ofBackfills: "", ofRuns: "")
      ),
      timing: RunTiming(),
      fresh: present.record
    )
    let moment = Moment(time: first.clock.now(), uptime: first.clock.uptime())
    for reply in [.begin, .record(nil), .planned([0: .init(kind: .backfill, targeted: 3)])]
      as [AttemptMachine.Reply]
    {
      _ = machine.next(reply, at: moment)
    }
    #expect(machine.plans != nil)
    _ = machine.next(.exists, at: moment)
    _ = machine.next(.record(present), at: moment)
    #expect(machine.plans == nil)
  }

  @Test func aDeadDaemonIsNotLaunchedOn() async throws {
    let lab = try Lab { $0.heartbeat = nil }
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(result.record == nil)
    #expect(try await lab.ledger.read("reload-orders") == nil)
    #expect(lab.server.work.isEmpty)
  }
}
