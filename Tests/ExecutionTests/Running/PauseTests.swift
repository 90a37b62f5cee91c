import Contract
import Dagster
import DagsterModel
import JSONTree
import Synchronization
import Testing
import Works

@testable import Attempt
@testable import Ledger
@testable import Planning

/// Steps within a pause of schedules, which are on before and afterwards.
@Suite struct PauseTests {
  static let backfill =
    "backfill: {assets: [orders], partitions: {partitioning: daily, keys: [\"2024-02-01\", \"2024-02-02\"]}}"
  static let nightly = [(name: "nightly", location: "lab")]
  static let both = [(name: "nightly", location: "crm"), (name: "hourly", location: "lab")]

  private func lab(
    _ schedules: [(name: String, location: String)] = nightly,
    ledger: any Ledger = InMemoryLedger(),
    draining: Bool = false,
    _ change: (inout FakeDagster.State) -> Void = { _ in },
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) throws -> Lab {
    try Lab(
      {
        $0.automations = schedules.map { .init(name: $0.name, location: $0.location) }
        change(&$0)
      },
      ledger: ledger,
      document: Lab.document(pausing: schedules, draining: draining, Self.backfill),
      meanwhile: meanwhile
    )
  }

  private func automations(of lab: Lab) -> [FakeDagster.Automation] {
    let found = Mutex<[FakeDagster.Automation]>([])
    lab.server.change { state in
      let automations = state.automations
      found.withLock { $0 = automations }
    }
    return found.withLock(\.self)
  }

  private func areAsBefore(_ lab: Lab) -> Bool {
    automations(of: lab).allSatisfy { $0.isOn && $0.isDeclared }
  }

  @Test func areOffMeanwhileAndAsBeforeAfterwards() async throws {
    let lab = try lab()
    let result = await lab.run()
    #expect(result.message == "reload-orders succeeded")
    #expect(areAsBefore(lab))
    #expect(result.record?.steps.map(\.message) == [nil, nil, "as before: schedule nightly of lab"])
    #expect(lab.server.count(of: "StopSchedule") == 1)
    #expect(result.record?.attempts.last?.outcome == .succeeded)
  }
}

/// What has failed stays so, whatever becomes of the runner while it switches on what is off.
extension PauseTests {
  /// A job whose step fails, and that can't switch on what it has switched off at first.
  private func failing(
    ledger: any Ledger = InMemoryLedger(),
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) throws -> Lab {
    try lab(
      ledger: ledger,
      {
        $0.failing = ["2024-02-02"]
        $0.faults["StartSchedule"] = .init(repeating: .before(JobRunTests.refused), count: 400)
      },
      meanwhile: meanwhile
    )
  }

  /// Is told to leave once the step has failed.
  private func leave(_ ledger: any Ledger, at verbs: [Attempt.Verb?] = [nil]) async throws {
    guard let record = try await ledger.read("reload-orders")?.record, record.outcome == .failed,
      verbs.contains(record.attempts.last?.verb)
    else { return }
    withUnsafeCurrentTask { $0?.cancel() }
  }

  @Test func aRunnerThatIsToldToLeaveEndsWithWhatHasFailed() async throws {
    let ledger = InMemoryLedger()
    let lab = try failing(ledger: ledger) { try await leave(ledger) }
    let result = await Task { await lab.run() }.value
    #expect(result.verdict == .failed)
    #expect(result.message.hasPrefix("step 2 of reload-orders failed: 1 of 2 done, 1 failed"))
    #expect(
      result.message.hasSuffix(
        "\nstill switched off: schedule nightly of lab; run the job again to go on, or switch on with `runner restore "
          + "reload-orders`"
      ),
      "\(result.message)"
    )
    let record = try #require(try await ledger.read("reload-orders")?.record)
    #expect(record.outcome == .failed)
    #expect(record.attempts.map(\.outcome) == [.failed])
    #expect(record.lease?.isOpen == false)
    #expect(record.openPauses.count == 1)
    #expect(!areAsBefore(lab))

    lab.server.change { $0.faults = [:] }
    #expect(await lab.restore().outcome == "restored")
    #expect(areAsBefore(lab))
    let restored = try #require(try await ledger.read("reload-orders")?.record)
    #expect(restored.outcome == .failed)
    #expect(restored.steps[1].state == .failed)
    #expect(lab.server.work.count == 1)
  }

  /// Killed, or without a ledger, from then on: whoever comes next finds that it has failed.
  @Test func isRecordedBeforeAnythingIsSwitchedOn() async throws {
    let ledger = BreakingLedger {
      $0.steps[1].state == .failed && $0.steps[0].launches[0].pause?.released != nil
    }
    var lab = try failing(ledger: ledger)
    lab.owesNotice = true
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(result.message.contains("\nstill switched off: schedule nightly of lab"), "\(result.message)")
    #expect(lab.events.messages.contains { $0.hasPrefix("the end of this attempt could not be recorded: ") })
    let record = try #require(try await ledger.read("reload-orders")?.record)
    #expect(record.steps.map(\.state) == [.succeeded, .failed, .pending])
    #expect(record.outcome == .failed)
    #expect(record.attempts.map(\.outcome) == [.failed])
    #expect(record.attempts.map(\.isToBeTold) == [true])
    #expect(record.attempts.map(\.ended) == [nil])
    #expect(record.openPauses.count == 1)
  }

  /// What is refused within a pause is recorded with the first write of its end.
  @Test func isRecordedWithWhatIsReleased() async throws {
    let ledger = InMemoryLedger()
    let lab = try lab(ledger: ledger) {
      $0.faults["LaunchBackfill"] = [
        .answer("launchPartitionBackfill", ["__typename": "UnauthorizedError", "message": "no"])
      ]
      $0.faults["StartSchedule"] = [.before(JobRunTests.killed)]
    }
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.message.contains("\nstill switched off: "), "\(result.message)")
    #expect(result.record?.attempts.last?.outcome == .other("refused"))
    #expect(await lab.run().verdict == .succeeded)
    #expect(areAsBefore(lab))
  }

  /// What else may have been launched is for the next one who goes on, or cancels.
  @Test func aRestoreTakesUpNoLaunch() async throws {
    let lab = try lab { $0.faults["LaunchBackfill"] = [.twice(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    #expect(!areAsBefore(lab))
    let result = await lab.restore()
    #expect(result.outcome == "restored")
    #expect(areAsBefore(lab))
    #expect(result.record?.steps.map(\.state) == [.pending, .intended, .pending])
    #expect(result.record?.steps[1].launches.map(\.dagsterID) == [nil])
    #expect(await lab.run().outcome == "ambiguous")
  }

  @Test func aRestoreThatIsToldToLeaveHasRestoredNothing() async throws {
    let ledger = InMemoryLedger()
    let lab = try failing(ledger: ledger) { try await leave(ledger, at: [nil, .restore]) }
    #expect(await Task { await lab.run() }.value.verdict == .failed)
    let result = await Task { await lab.restore() }.value
    #expect(result.verdict == .detached)
    #expect(try await ledger.read("reload-orders")?.record.openPauses.count == 1)
  }
}

/// Schedules that aren't there any more, or not now.
extension PauseTests {
  /// Its code was changed while it was off.
  @Test func oneThatIsDefinedNoLongerIsRestored() async throws {
    let ledger = InMemoryLedger()
    let change = Deferred()
    let lab = try lab(
      Self.nightly + [(name: "hourly", location: "lab")],
      ledger: ledger,
      meanwhile: { await change.runOnce() }
    )
    await change.set { lab.server.change { state in state.automations.removeAll { $0.name == "nightly" } } }
    let result = await lab.run()
    #expect(result.message == "reload-orders succeeded")
    #expect(
      result.record?.steps[2].message
        == "as before: schedule hourly of lab; not defined in Dagster any more: schedule nightly of lab"
    )
    #expect(
      lab.events.messages.contains(
        "not defined in Dagster any more, so that there is nothing to switch on: schedule nightly of lab"
      )
    )
    #expect(areAsBefore(lab))
    #expect(automations(of: lab).map(\.name) == ["hourly"])
  }

  @Test func oneWhoseLocationCannotBeLoadedKeepsNoneOfTheOthersOff() async throws {
    let server = Mutex<FakeDagster?>(nil)
    let lab = try lab(
      Self.both,
      meanwhile: { server.withLock(\.self)?.change { if !$0.work.isEmpty { $0.unloaded = ["crm"] } } }
    )
    server.withLock { $0 = lab.server }
    let result = await lab.run()
    server.withLock { $0 = nil }
    #expect(result.verdict == .unavailable)
    #expect(result.message.contains("the server has no schedule \"nightly\""), "\(result.message)")
    #expect(automations(of: lab).map(\.isOn) == [false, true])
    #expect(result.record?.openPauses.count == 1)

    let now = lab.clock.now().seconds
    lab.server.change { ($0.unloaded, $0.heartbeat) = ([], now) }
    #expect(await lab.run().verdict == .succeeded)
    #expect(areAsBefore(lab))
    #expect(lab.server.work.count == 1)
  }

  /// While it is waited for that it stays off.
  @Test func oneWhoseLocationIsLoadedAnewIsWaitedFor() async throws {
    let looks = Mutex(0)
    let server = Mutex<FakeDagster?>(nil)
    let lab = try lab(
      meanwhile: {
        let look = looks.withLock { count in
          count += 1
          return count
        }
        server.withLock(\.self)?.change { $0.unloaded = look < 3 ? ["lab"] : [] }
      }
    )
    server.withLock { $0 = lab.server }
    #expect(await lab.run().message == "reload-orders succeeded")
    #expect(areAsBefore(lab))
  }

  /// Killed between two requests, it runs since somebody has switched it on; its code says so too.
  @Test func oneThatIsBeingSwitchedOnIsLeftToItsCodeAfterwards() async throws {
    let lab = try lab { $0.faults["ResetSchedule"] = [.before(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    #expect(automations(of: lab).map(\.isDeclared) == [false])
    let stored = try #require(try await lab.ledger.read("reload-orders"))
    var record = stored.record
    // It pauses again.
    record.steps[0].state = .pending
    _ = try await lab.ledger.replace(stored, with: record)
    #expect(await lab.run().verdict == .succeeded)
    #expect(areAsBefore(lab))
  }

  @Test func theRecordOfAnotherJobThatCannotBeReadIsWarnedOf() async throws {
    let ledger = InMemoryLedger()
    let other = try lab(ledger: ledger)
    other.server.change { $0.faults["Backfill"] = [.before(JobRunTests.killed)] }
    #expect(await other.run().verdict == .detached)
    var record = try #require(try await ledger.read("reload-orders")?.record)
    record.job = "another"
    _ = try await ledger.create(record)
    ledger.delete("reload-orders")
    ledger.damage("another")

    let lab = try lab(ledger: ledger)
    #expect(await lab.run().message == "reload-orders succeeded")
    #expect(areAsBefore(lab))
    let warning =
      "what its job needs switched off is not known: the record of another is not a record: it is not JSON"
    #expect(lab.events.messages.count { $0.hasPrefix(warning) } == 1)
    let plan = try await JobPlanning(
      job: try Lab.job(
        Lab.document(pausing: Self.nightly, Self.backfill).replacing("reload-orders", with: "third")
      ),
      client: try lab.server.client(),
      ledger: ledger,
      clock: lab.clock
    ).plan()
    #expect(plan.steps[0].work?.changes.last?.shown.hasPrefix(warning) == true)
  }
}

extension PauseTests {
  /// Somebody switches it on just after it was planned as one that stays off.
  @Test func oneThatIsSwitchedOnMeanwhileIsPlannedAnew() async throws {
    let server = Mutex<FakeDagster?>(nil)
    let ledger = BreakingLedger { record in
      if record.steps[0].state == .intended {
        server.withLock(\.self)?.change { $0.automations[0].isOn = true }
      }
      return false
    }
    let lab = try lab(ledger: ledger) { $0.automations[0].isOn = false }
    server.withLock { $0 = lab.server }
    #expect(await lab.run().message == "reload-orders succeeded")
    #expect(
      lab.events.messages.contains(
        "the schedule nightly of lab was off when this was planned, and is on now: it is planned anew"
      )
    )
    #expect(!lab.events.messages.contains { $0.contains("has been away") })
    #expect(lab.server.count(of: "StopSchedule") == 1)
  }
}

/// Waiting for what the schedules have launched.
extension PauseTests {
  static let now = Sample.start.seconds

  private func observe(
    idle: [(name: String, location: String)] = [],
    _ change: (inout FakeDagster.State) -> Void
  ) async throws -> Observation {
    let server = FakeDagster {
      $0.automations = (Self.nightly + idle).map { .init(name: $0.name, location: $0.location, isOn: false) }
      change(&$0)
    }
    var launch = LaunchRecord(launchID: "l", kind: PauseWork.kind, intended: Sample.start)
    func automation(_ name: (name: String, location: String)) -> PauseRecord.Automation {
      PauseRecord.Automation(
        kind: "schedule",
        name: name.name,
        location: name.location,
        repository: "__repository__"
      )
    }
    launch.pause = PauseRecord(Self.nightly.map(automation))
    launch.pause?.idle = idle.isEmpty ? nil : idle.map(automation)
    var aim = WorkAim(needsChecks: false, allowsGaps: false, promised: [], drains: true)
    aim.now = { Sample.start }
    return try await PauseWork.observe("off", of: launch, for: aim, on: server.client())
  }

  private static func run(_ id: String, of name: String, failed: Double? = nil) -> FakeDagster.Work {
    FakeDagster.Work(
      id: id,
      isBackfill: false,
      tags: [Tag("dagster/schedule_name", name), Tag(".dagster/repository", "__repository__@lab")],
      targeted: 1,
      failed: failed
    )
  }

  @Test func nothingIsWaitedForWhereNothingRuns() async throws {
    let observation = try await observe { _ in }
    #expect(observation.isOver)
    #expect(observation.materialized == 1)
  }

  @Test func runsAreWaitedForAlsoOfWhatWasOffAlready() async throws {
    let observation = try await observe(idle: [("hourly", "lab")]) {
      $0.work = [
        Self.run("run-1", of: "nightly"), Self.run("run-2", of: "hourly"), Self.run("run-3", of: "daily"),
      ]
    }
    #expect(!observation.isOver)
    #expect(observation.running == ["run run-1", "run run-2"])
    #expect(observation.activeRuns == 2)
  }

  @Test func aBackfillOfAnAutomationConditionIsWaitedFor() async throws {
    func backfill(_ id: String, of name: String, _ asset: String) -> JSONValue {
      [
        "id": .string(id), "status": "REQUESTED", "partitionSetName": .null,
        "assetSelection": [["path": [.string(asset)]]], "tags": .tags([Tag("dagster/sensor_name", name)]),
      ]
    }
    let server = FakeDagster {
      $0.automations = [.init(name: "conditions", kind: "Sensor", isOn: false)]
      $0.unfinishedBackfills = [
        backfill("aaaaaaaa", of: "conditions", "orders"), backfill("bbbbbbbb", of: "others", "orders"),
      ]
    }
    var launch = LaunchRecord(launchID: "l", kind: PauseWork.kind, intended: Sample.start)
    let conditions = [("conditions", "lab"), ("conditions", "crm")].map { name, location in
      PauseRecord.Automation(kind: "sensor", name: name, location: location, repository: "__repository__")
    }
    var aim = WorkAim(needsChecks: false, allowsGaps: false, promised: [], drains: true)
    aim.now = { Sample.start }
    launch.pause = PauseRecord([conditions[0]])
    let observation = try await PauseWork.observe("off", of: launch, for: aim, on: server.client())
    #expect(observation.running == ["backfill aaaaaaaa"])
    #expect(!observation.isOver)
    // Of its name there may be one in another location, which has launched something else.
    server.change {
      $0.automations = [.init(name: "conditions", kind: "Sensor", location: "crm", isOn: false)]
    }
    launch.pause = PauseRecord([conditions[1]])
    #expect(try await PauseWork.observe("off", of: launch, for: aim, on: server.client()).isOver)
  }

  struct Retry: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var promise: Bool?
    /// How many seconds ago it failed.
    var age: Double
    var isOver = false
    var isUncertain = false
  }

  static let retries = [
    Retry(testDescription: "promised", promise: true, age: 5),
    Retry(testDescription: "promised long ago", promise: true, age: 4_000, isOver: true),
    Retry(testDescription: "not yet decided", promise: nil, age: 5, isUncertain: true),
    Retry(testDescription: "not decided for minutes", promise: nil, age: 300, isOver: true),
    Retry(testDescription: "declined", promise: false, age: 5, isOver: true),
  ]

  @Test(arguments: retries) func aRetryIsWaitedFor(_ retry: Retry) async throws {
    let observation = try await observe {
      $0.work = [Self.run("run-1", of: "nightly", failed: Self.now - retry.age)]
      $0.retries = .init(promise: retry.promise)
    }
    #expect(observation.isOver == retry.isOver)
    #expect(observation.retrying == (retry.isOver ? [] : ["run-1"]))
    #expect(observation.awaitsRetry == !retry.isOver)
    #expect(observation.isRetryUncertain == retry.isUncertain)
    #expect(observation.withoutRetries.isComplete == (retry.isOver || retry.isUncertain))
  }

  /// Its daemon may have been killed: then it is said to go on for ever.
  @Test func aTickIsWaitedForAsLongAsOneMayTake() async throws {
    let observation = try await observe { $0.automations[0].tick = Self.now - 20 }
    #expect(!observation.isOver)
    #expect(observation.running == ["the tick of the schedule nightly of lab at 2024-03-01 09:59:40 UTC"])
    #expect(try await observe { $0.automations[0].tick = Self.now - 3_700 }.isOver)
  }

  @Test func whatIsWaitedForIsTold() async throws {
    let lab = try lab(draining: true) {
      $0.automations[0].isOn = false
      $0.automations[0].tick = Self.now - 3_400
      $0.heartbeat = Self.now + 200
    }
    #expect(await lab.run().message == "reload-orders succeeded")
    #expect(
      lab.events.messages.filter { $0.contains("waiting for") } == [
        "step 1: schedule nightly: waiting for the tick of the schedule nightly of lab at 2024-03-01 09:03:20 UTC to "
          + "end"
      ]
    )
    #expect(lab.clock.now().seconds > Self.now + 200)
    #expect(lab.server.count(of: "StopSchedule") == 0)
  }
}
