import Attempt
import Dagster
import DagsterModel
import Foundation
import Instigators
import JSONTree
import Ledger
import TestSupport
import Testing
import Works

/// Schedules and sensors that are off while a job's steps run. Each test has its own.
@Suite(.onDagster) struct PausingTests {
  private static let noop = "- launch: {job: noop_job, location: lab}"
  private static let fails = "- launch: {job: failing_job, location: lab}"

  private static func sleep(_ seconds: Int) -> String {
    "- launch: {job: sleep_job, location: lab, config: {ops: {sleep_op: {config: {seconds: \(seconds)}}}}}"
  }

  /// - Parameter name: the schedule's; its sensor's begins with it.
  private static func steps(pausing name: String, draining: Bool = false, _ steps: String...) -> String {
    let both =
      "[{kind: schedule, name: \(name), location: lab}, {kind: sensor, name: \(name)_sensor, location: lab}]"
    let pause = draining ? "- pause: {of: \(both), draining: true}" : "- pause: {of: \(both)}"
    return ([pause] + steps + ["- restore: {of: \(both)}"]).joined(separator: "\n")
  }

  private func states(_ name: String, of witness: Witness = Witness()) async throws -> [Instigator] {
    let lab = RepositorySelector(location: "lab")
    return try await witness.ask { client in
      [
        try await client.instigator(InstigatorSelector(.schedule, name, in: lab)),
        try await client.instigator(InstigatorSelector(.sensor, "\(name)_sensor", in: lab)),
      ]
    }
  }

  /// Whether both are as the sandbox began with them: on, as their code says.
  private func areAsBefore(_ name: String) async throws -> Bool {
    try await states(name).allSatisfy { $0.isRunning && $0.isDeclared }
  }

  private func areOff(_ name: String) async throws -> Bool {
    try await states(name).allSatisfy { !$0.isRunning }
  }

  @Test func areOffMeanwhileAndAsBeforeAfterwards() async throws {
    let name = "pause_whole"
    let job = try JobFile("pause", steps: Self.steps(pausing: name, Self.sleep(4)))
    let plan = try await job.plan()
    #expect(
      plan.output.contains(
        "switches off  the schedule pause_whole of lab, which is on, and ticks once within a day, next at "
      ),
      "\(plan.output)"
    )
    #expect(
      plan.output.contains(
        "switches off  the sensor pause_whole_sensor of lab, which is on, and looks every 3600 s"
      ),
      "\(plan.output)"
    )
    let digest = try await job.printedPlan().digest
    let child = try job.start("run", "job.yaml", "--plan", digest)
    try await job.waitForRecord { $0.steps[1].state == .launched }
    #expect(try await areOff(name))
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))

    let record = try #require(try await job.record())
    #expect(record.outcome == .succeeded)
    #expect(record.steps.map(\.state) == [.succeeded, .succeeded, .succeeded])
    let pause = try #require(record.steps[0].launches.first?.pause)
    #expect(pause.automations.map(\.text) == ["schedule \(name) of lab", "sensor \(name)_sensor of lab"])
    #expect(pause.released != nil && pause.restored != nil && pause.leftTo == nil)
    let status = try await job.start("status", job.name).ending()
    #expect(status.status == 0, "\(status.output)")
  }

  @Test func areAsBeforeWhereAStepFails() async throws {
    let name = "pause_fails"
    let job = try JobFile("pause-fails", steps: Self.steps(pausing: name, Self.fails))
    for _ in 1...2 {
      let ending = try await job.run()
      #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
      #expect(!ending.output.contains("still switched off"), "\(ending.output)")
      #expect(try await areAsBefore(name))
      let record = try #require(try await job.record())
      #expect(record.outcome == .failed)
      #expect(record.steps.map(\.state) == [.pending, .failed, .pending])
    }
    let launches = try #require(try await job.record()).steps[0].launches
    #expect(launches.count == 2)
    #expect(launches.allSatisfy { $0.pause?.isOpen == false })
  }

  @Test func areAsBeforeWhereTheJobIsCanceled() async throws {
    let name = "pause_canceled"
    let job = try JobFile("pause-canceled", steps: Self.steps(pausing: name, Self.sleep(600)))
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[1].state == .launched }
    #expect(try await areOff(name))
    let cancel = try await job.start("cancel", job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(await child.ending().status == 1)
    #expect(try await areAsBefore(name))
    #expect(try await job.record()?.outcome == .canceled)
  }

  @Test func areSwitchedOnByTheLastOfTwoJobs() async throws {
    let name = "pause_shared"
    let first = try JobFile("pause-first", steps: Self.steps(pausing: name, Self.sleep(3)))
    var second = try JobFile("pause-second", steps: Self.steps(pausing: name, Self.sleep(12)))
    second.shareLedger(of: first)
    let one = try first.start("run", "job.yaml")
    try await first.waitForRecord { $0.steps[1].state == .launched }
    let plan = try await second.plan()
    #expect(
      plan.output.contains(
        "of lab, which is off for a pause, and is switched on by the last job that needs it off"
      ),
      "\(plan.output)"
    )
    let two = try second.start("run", "job.yaml")
    try await second.waitForRecord { $0.steps[1].state == .launched }
    #expect(await one.ending().status == 0)
    #expect(try await areOff(name))
    let left = try #require(try await first.record()?.steps[0].launches.first?.pause)
    #expect(left.restored != nil && left.leftTo?.count == 1)
    let ending = await two.ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))
  }

  /// The next attempt goes on within the pause, and ends it.
  @Test func stayOffUntilTheNextAttemptWhereTheRunnerIsKilled() async throws {
    let name = "pause_killed"
    let job = try JobFile("pause-killed", steps: Self.steps(pausing: name, Self.sleep(5)))
    try await job.runAndKill(lease: 3) { $0.steps[1].state == .launched }
    #expect(try await areOff(name))
    let ending = try await job.run("--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))
    #expect(try await job.record()?.steps[0].launches.count == 1)
  }

  /// Where nobody goes on.
  @Test func areSwitchedOnByRestore() async throws {
    let name = "pause_left"
    let job = try JobFile("pause-left", steps: Self.steps(pausing: name, Self.sleep(2)))
    try await job.runAndKill(lease: 3) { $0.steps[1].state == .launched }
    #expect(try await areOff(name))
    var ending = try await job.start("restore", job.name, "--lease", "3").ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.hasPrefix("restored: "), "\(ending.output)")
    #expect(try await areAsBefore(name))
    ending = try await job.start("restore", job.name).ending()
    #expect(ending.output.hasPrefix("nothing_to_restore: "), "\(ending.output)")
    // The job isn't over: it pauses again, and goes on.
    ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))
  }

  @Test func runsThatTheyHaveLaunchedEndBefore() async throws {
    let name = "pause_drained"
    let run = try await Witness().ask { client in
      try await client.launchRun(
        RunRequest(
          job: JobSelector(location: "lab", name: "sleep_job"),
          runConfig: ["ops": ["sleep_op": ["config": ["seconds": 8]]]],
          tags: [Tag("dagster/schedule_name", name)]
        )
      )
    }
    let job = try JobFile("pause-drained", steps: Self.steps(pausing: name, draining: true, Self.noop))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))
    let end = try #require(try await Witness().ask { try await $0.run(run)?.endTime })
    let began = try #require(try await job.record()?.steps[1].launches.first?.intended)
    #expect(began.seconds >= end)
  }

  @Test func whatIsOffStaysOff() async throws {
    let nightly = "[{kind: schedule, name: nightly, location: lab}]"
    let job = try JobFile(
      "pause-off",
      steps: "- pause: {of: \(nightly)}\n\(Self.noop)\n- restore: {of: \(nightly)}"
    )
    #expect(try await job.plan().output.contains("the schedule nightly of lab, which is off, and stays so"))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let now = try await Witness().ask {
      try await $0.instigator(
        InstigatorSelector(.schedule, "nightly", in: RepositorySelector(location: "lab"))
      )
    }
    #expect(!now.isRunning && now.isDeclared)
  }

  /// Dagster has other ids for them by then.
  @Test func areAsBeforeWhereTheirLocationHasMoved() async throws {
    try await OwnServer.with("--forked-runs") { server in
      let (name, witness) = ("pause_whole", Witness(url: server.url))
      // Nobody ever switched it, so that nothing of it is stored with its old id.
      let poke = InstigatorSelector(.sensor, "poke", in: RepositorySelector(location: "lab"))
      let before = try await witness.ask { try await $0.instigator(poke).id }
      let job = try JobFile("pause-moved", steps: Self.steps(pausing: name, Self.sleep(20)), url: server.url)
      let child = try job.start("run", "job.yaml")
      try await job.waitForRecord { $0.steps[1].state == .launched }
      try await server.moveCodeLocation()
      #expect(try await states(name, of: witness).allSatisfy { !$0.isRunning })
      let ending = await child.ending()
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      #expect(try await states(name, of: witness).allSatisfy { $0.isRunning && $0.isDeclared })
      #expect(try await witness.ask { try await $0.instigator(poke).id } != before)

      // What is stored of both has the old ids still, whatever the code's are.
      let next = try JobFile("pause-moved-next", steps: Self.steps(pausing: name, Self.noop), url: server.url)
      #expect(try await next.run().status == 0)
      #expect(try await next.record()?.steps[0].launches[0].pause?.automations.count == 2)
      #expect(try await states(name, of: witness).allSatisfy { $0.isRunning && $0.isDeclared })
    }
  }

  /// What the steps in between come to has changed since somebody approved it: nothing is switched off.
  @Test func aStalePlanChangesNothing() async throws {
    let name = "pause_stale"
    let days = """
      - backfill:
          assets: [tried_days]
          partitions: {partitioning: daily, keys: ["2024-10-01", "2024-10-02"]}
      """
    let job = try JobFile("pause-stale", steps: Self.steps(pausing: name, days))
    let digest = try await job.printedPlan().digest
    try await Witness().report(["2024-10-02"], of: "tried_days")
    let ending = try await job.run("--plan", digest)
    #expect(ending.status == 3, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore(name))
    #expect(try await job.record() == nil)
    let approved = try await job.printedPlan().digest
    #expect(try await job.run("--plan", approved).status == 0)
    #expect(try await areAsBefore(name))
  }

  /// Dagster's daemon may switch on again what it has read before. Whoever stands still meanwhile must not switch it off for good.
  @Test func isSwitchedOffAgainOnlyAsLongAsTheClaimIsSure() async throws {
    let name = "pause_unsure"
    var launch = LaunchRecord(launchID: "l", kind: PauseWork.kind, intended: Timestamp(seconds: 0))
    launch.pause = PauseWork(try await states(name), drains: false).pause
    for isSure in [false, true] {
      var aim = WorkAim.strictest
      aim.isSure = { isSure }
      let (seen, wanted) = (launch, aim)
      let observation = try await Witness().ask { client in
        try await PauseWork.observe("off", of: seen, for: wanted, on: client)
      }
      #expect(!observation.isOver)
      #expect(try await areOff(name) == isSure)
    }
    try await Witness().ask { client in
      for state in try await states(name) { try await client.resetToCode(state.selector) }
    }
  }

  @Test func aReadOnlyServerChangesNothing() async throws {
    let job = try JobFile(
      "pause-read-only",
      steps: Self.steps(pausing: "pause_read_only", Self.noop),
      url: SharedServer.readOnlyURL
    )
    let ending = try await job.run()
    #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
    #expect(try await areAsBefore("pause_read_only"))
  }

  @Test func anUnknownOneIsRefused() async throws {
    let nightli = "[{kind: schedule, name: nightli, location: lab}]"
    let job = try JobFile(
      "pause-unknown",
      steps: "- pause: {of: \(nightli)}\n\(Self.noop)\n- restore: {of: \(nightli)}"
    )
    let ending = try await job.plan()
    #expect(ending.status == 65, "\(ending.output)")
    #expect(
      ending.errors.contains("expected a schedule that Dagster knows, found \"nightli\" of \"lab\""),
      "\(ending.errors)"
    )
    #expect(ending.errors.contains("did you mean \"nightly\"?"), "\(ending.errors)")
  }
}
