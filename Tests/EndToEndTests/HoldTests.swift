import Foundation
import Ledger
import TestSupport
import Testing

/// Jobs that wait for a person between two steps.
@Suite(.onDagster) struct HoldTests {
  private static let noop = "- launch: {job: noop_job, location: lab}"

  /// - Parameter first: what a person is to look at.
  private static func steps(after first: String = noop) -> String {
    """
    \(first)
    - hold: {until: the products look right, show: ["https://bi.example/products"]}
    \(noop)
    """
  }

  private func launches(of job: JobFile) async throws -> Int { try await Witness().runs(of: job.name).count }

  @Test func goesOnWithTheApprovedPlanOfTheRestAlone() async throws {
    let job = try JobFile("hold", steps: Self.steps())
    let whole = try await job.printedPlan()
    let first = try await job.run("--plan", whole.digest)
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    #expect(
      first.output.hasPrefix("waiting: \(job.name) waits at step 2 until the products look right; "),
      "\(first.output)"
    )
    #expect(try await launches(of: job) == 1)
    var record = try #require(try await job.record())
    #expect(record.outcome == nil)
    #expect(record.attempts.map(\.outcome) == [.waiting])
    #expect(record.steps.map(\.state) == [.succeeded, .pending, .pending])
    #expect(record.lease?.isOpen == false)

    let status = try await job.start("history").ending()
    #expect(status.output.contains("waiting"), "\(status.output)")

    // Nobody has approved what is left: neither the plan of the whole nor no plan at all lets it go on.
    let again = try await job.run("--plan", whole.digest)
    #expect(again.status == 3, "\(again.output)")
    let without = try await job.run()
    #expect(without.status == 0)
    #expect(without.output.hasPrefix("waiting: "), "\(without.output)")
    #expect(try await launches(of: job) == 1)

    let plan = try await job.plan()
    #expect(plan.output.contains("waits until  the products look right"), "\(plan.output)")
    #expect(plan.output.contains("shows        https://bi.example/products"), "\(plan.output)")
    let rest = try await job.printedPlan()
    #expect(rest.digest != whole.digest)
    let last = try await job.run("--plan", rest.digest)
    #expect(last.status == 0, "\(last.output)\(last.errors)")
    #expect(last.output.hasPrefix("succeeded: "), "\(last.output)")
    #expect(try await launches(of: job) == 2)
    record = try #require(try await job.record())
    #expect(record.outcome == .succeeded)
    #expect(record.steps[1].message == "what is left was approved by ada: \(rest.digest)")
    #expect(try await job.run("--plan", rest.digest).output.hasPrefix("already_succeeded"))
  }

  /// Approved while what is to be looked at was still being made: nobody can have looked.
  @Test func anApprovalFromBeforeTheWaitDoesNotEndIt() async throws {
    let steps = Self.steps(
      after: "- launch: {job: sleep_job, location: lab, config: {ops: {sleep_op: {config: {seconds: 6}}}}}"
    )
    let job = try JobFile("hold-early", steps: steps)
    let child = try job.start("run", "job.yaml", "--lease", "3")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    let early = try await job.printedPlan()
    child.send(SIGKILL)
    _ = await child.ending()
    var ending = try await job.run("--plan", early.digest, "--lease", "3")
    #expect(ending.output.hasPrefix("waiting: "), "\(ending.output)\(ending.errors)")
    #expect(try await launches(of: job) == 1)
    // The same digest says the same of what is left; given again, somebody has approved it after the wait began.
    ending = try await job.run("--plan", early.digest, "--lease", "3")
    #expect(ending.output.hasPrefix("succeeded: "), "\(ending.output)\(ending.errors)")
    #expect(try await launches(of: job) == 2)
  }

  @Test func isCanceledWhileItWaits() async throws {
    let job = try JobFile("hold-cancel", steps: Self.steps())
    #expect(try await job.run().output.hasPrefix("waiting: "))
    let rest = try await job.printedPlan()
    let cancel = try await job.start("cancel", job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)")
    let ending = try await job.run("--plan", rest.digest)
    #expect(ending.status == 1)
    #expect(ending.output.hasPrefix("canceled: "), "\(ending.output)")
    #expect(try await launches(of: job) == 1)
    #expect(try await job.record()?.outcome == .canceled)
  }

  @Test func aStalePlanOfTheRestLaunchesNothing() async throws {
    let job = try JobFile(
      "hold-stale",
      steps: """
        - launch: {job: noop_job, location: lab}
        - hold: {until: it looks right}
        - backfill: {assets: [plan_stale], partitions: {partitioning: daily, from: "2024-09-01", through: "2024-09-02"}}
        """
    )
    #expect(try await job.run().output.hasPrefix("waiting: "))
    let rest = try await job.printedPlan()
    try await Witness().report(["2024-09-02"], of: "plan_stale")
    let ending = try await job.run("--plan", rest.digest)
    #expect(ending.status == 3, "\(ending.output)")
    #expect(try await launches(of: job) == 1)
    #expect(try await job.record()?.steps[1].isHeld == true)
  }

  @Test func aReadOnlyServerRefusesWhatIsLeft() async throws {
    let job = try JobFile("hold-read-only", steps: Self.steps())
    #expect(try await job.run().output.hasPrefix("waiting: "))
    let rest = try await job.printedPlan()
    var elsewhere = job
    elsewhere.environment["DAGSTER_URL"] = SharedServer.readOnlyURL
    #expect(try await elsewhere.run("--plan", rest.digest).status == 77)
    #expect(try await launches(of: job) == 1)
    #expect(try await job.record()?.steps[1].isHeld == true)
    #expect(try await job.run("--plan", rest.digest).output.hasPrefix("succeeded: "))
  }

  @Test(arguments: [("", "before"), ("- launch: {job: noop_job, location: lab}\n", "after")])
  func standsBetweenTwoSteps(before: String, word: String) async throws {
    let after = word == "before" ? "\n- launch: {job: noop_job, location: lab}" : ""
    let job = try JobFile("hold-alone", steps: "\(before)- hold: {until: it looks right}\(after)")
    let ending = try await job.start("validate", "job.yaml").ending()
    #expect(ending.status == 65)
    #expect(ending.errors.contains("expected a step \(word) this one, found none"), "\(ending.errors)")
  }
}
