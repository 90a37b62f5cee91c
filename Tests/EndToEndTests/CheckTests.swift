import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// Asset checks that are run by themselves.
@Suite(.inTheField) struct CheckTests {
  private func job(_ step: String) throws -> JobFile {
    try JobFile("check", steps: "- check: {\(step)}", url: SharedServer.fieldURL)
  }

  @Test func runsTheChecksAndMaterializesNothing() async throws {
    let job = try job("asset: sound")
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(
      plan.output.contains("step 1 of 1  check checks of sound\n  checks  sound: sound_rows\n"),
      "\(plan.output)"
    )
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let id = try #require(try await job.record()?.steps.first?.launches.first?.dagsterID)
    let run = RunID(id)
    let executed = try await Field.witness.ask { client in try await client.checks(ofRun: run) }
    #expect(executed == [AssetCheck(asset: AssetKey(userString: "sound"), name: "sound_rows")])
    let made = try await Field.witness.ask { client in try await client.materializations(ofRun: run) }
    #expect(made.isEmpty)
    let again = try await job.run()
    #expect(again.status == 0 && again.output.hasPrefix("already_succeeded"))
    #expect(try await job.record()?.steps.first?.launches.count == 1)
  }

  @Test(arguments: [
    ("asset: doubted", "doubted_rows of doubted failed (ERROR): only 3 rows"),
    ("asset: warned, checks: [warned_rows]", "warned_rows of warned failed (WARN): only 3 rows"),
    ("asset: blocked", "blocked_ok"),
    ("asset: vague", "vague_schema of vague was not evaluated"),
  ])
  func failsWhereOneFails(step: String, words: String) async throws {
    let job = try job(step)
    let ending = try await job.run()
    #expect(ending.status == 1)
    #expect(ending.output.contains(words), "\(ending.output)")
    #expect(try await job.record()?.steps.first?.state == .failed)
    // The next attempt runs them again.
    #expect(try await job.run().status == 1)
    #expect(try await job.record()?.steps.first?.launches.count == 2)
  }

  @Test(arguments: [
    (
      "asset: sound, checks: [sound_rowz]",
      "job.yaml:9:36: error: spec.steps[0].check.checks[0]: expected a check of \"sound\", found \"sound_rowz\" "
        + "(did you mean \"sound_rows\"?)"
    ),
    (
      "asset: sound, checks: [sound_rows, sound_schema]",
      "job.yaml:9:48: error: spec.steps[0].check.checks[1]: expected a check that can be run by itself, found "
        + "\"sound_schema\", which the asset's own code makes (materialize the asset, with `ensures: checksPassed`)"
    ),
    (
      "asset: seen",
      "job.yaml:9:20: error: spec.steps[0].check.asset: expected an asset with checks that can be run by themselves, "
        + "found \"seen\", whose own code makes them (materialize it, with `ensures: checksPassed`)"
    ),
    (
      "asset: retry_dim",
      "job.yaml:9:20: error: spec.steps[0].check.asset: expected an asset with checks, found \"retry_dim\", which has "
        + "none (leave this step out)"
    ),
  ])
  func refusesWhatCannotBeRun(step: String, error: String) async throws {
    let ending = try await job(step).run()
    #expect(ending.status == 65)
    #expect(ending.errors.contains(error), "\(ending.errors)")
  }
}

/// What becomes of a run of asset checks that takes its time.
@Suite(.onDagster) struct SlowCheckTests {
  private static let check = "- check: {asset: inspected}"

  /// The next job that runs them is planned with what they said.
  @Test func whatTheySayIsRecordedAndPlannedWith() async throws {
    let step = "- check: {asset: tried_days}"
    let job = try JobFile("check-figures", steps: step)
    #expect(try await job.run().status == 0)
    let said = "tried_days_rows of tried_days passed"
    let message = try await job.record()?.steps[0].message
    #expect(message == "1 asset check passed:\n  \(said): rows 120, share 0.5")
    let status = try await job.start("status", job.name).ending()
    #expect(status.output.contains("\(said): rows 120, share 0.5"), "\(status.output)")
    let next = try JobFile("check-figures-again", steps: step)
    let plan = try await next.plan()
    #expect(plan.output.contains("\n  before  \(said) at 20"), "\(plan.output)")
    #expect(plan.output.contains(" UTC: rows 120, share 0.5\n"), "\(plan.output)")
  }

  /// One that is under way says nothing yet.
  @Test func aPlanTellsTheResultBeforeTheOneThatIsUnderWay() async throws {
    #expect(try await JobFile("check-before", steps: Self.check).run().status == 0)
    let job = try JobFile("check-under-way", steps: Self.check)
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    try await Witness().waitForStart(of: job.name)
    let plan = try await JobFile("check-planned-meanwhile", steps: Self.check).plan()
    #expect(plan.output.contains("\n  before  inspected_slowly of inspected passed at 20"), "\(plan.output)")
    #expect(try await job.start("cancel", job.name).ending().status == 0)
    #expect(await child.ending().status == 1)
  }

  @Test func anAttemptThatWasKilledIsGoneOnWith() async throws {
    let job = try JobFile("check-killed", steps: Self.check)
    try await job.runAndKill(lease: 3) { $0.steps[0].state != .pending }
    let ending = try await job.run("--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Witness().runs(of: job.name).count == 1)
    #expect(try #require(try await job.record()).steps.map(\.launches.count) == [1])
  }

  @Test func aCancellationStopsIt() async throws {
    let job = try JobFile("check-canceled", steps: Self.check)
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    try await Witness().waitForStart(of: job.name)
    let cancel = try await job.start("cancel", job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(await child.ending().status == 1)
    #expect(try await Witness().runs(of: job.name).map(\.status) == [.canceled])
    #expect(try await job.record()?.outcome == .canceled)
  }

  @Test func aPlanIsStaleWhereWhatFollowsIsThereByNow() async throws {
    let day = "- materialize: {asset: tried_days, partition: \"2024-11-01\"}"
    let job = try JobFile("check-stale", steps: "\(Self.check)\n\(day)")
    let digest = try await job.printedPlan().digest
    try await Witness().report(["2024-11-01"], of: "tried_days")
    #expect(try await job.run("--plan", digest).status == 3)
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func aReadOnlyServerRefuses() async throws {
    let job = try JobFile("check-read-only", steps: Self.check, url: SharedServer.readOnlyURL)
    #expect(try await job.run().status == 77)
    try await Witness().expectNothingLaunched(by: job.name)
  }
}
