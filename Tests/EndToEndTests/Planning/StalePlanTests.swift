import Foundation
import Ledger
import TestSupport
import Testing

/// Plans that are not true any more when they are to be carried out.
@Suite(.onDagster) struct StalePlanTests {
  static func steps(_ from: String, _ through: String, _ more: String = "") -> String {
    """
    - backfill:
        assets: [plan_stale]
        partitions: {partitioning: daily, from: "\(from)", through: "\(through)"}\(more)
    """
  }

  /// Of nothing but the digest it isn't known what has changed.
  @Test func saysWhatItWouldDoNow() async throws {
    let job = try JobFile("stale", steps: Self.steps("2024-01-01", "2024-01-05"))
    try await Witness().report(["2024-01-05"], of: "plan_stale")
    let plan = try await job.printedPlan()
    try await Witness().report(["2024-01-03"], of: "plan_stale")
    let ending = try await job.run("--plan", plan.digest)
    #expect(ending.status == 3)
    #expect(
      ending.output == """
        stale_plan: \(job.name) would do something else now than what was approved; nothing was launched
          what it said is not known here: give it with --plan-file to see the difference
          approved \(plan.digest)
          now      \(try await job.printedPlan().digest)
                   step 1, plan_stale: 3 new, 2 overwritten
          look at it with `runner plan`, and approve what it says now

        """
    )
    try await Witness().expectNothingLaunched(by: job.name)
    #expect(try await job.record() == nil)
  }

  @Test func leavesOutWhatIsNotMissingAnyMore() async throws {
    let steps = Self.steps("2024-02-01", "2024-02-03", "\n    only: missing")
    let job = try JobFile("stale-missing", steps: steps)
    let plan = try await job.printedPlan()
    try await Witness().report(["2024-02-02"], of: "plan_stale")
    let ending = try await job.run("--plan", plan.digest)
    #expect(ending.status == 3)
    #expect(
      ending.output.contains("           step 1, plan_stale: 2 new, 0 overwritten\n"),
      "\(ending.output)"
    )
  }

  @Test func tellsTheDifferenceFromTheKeptPlan() async throws {
    let job = try JobFile("stale-file", steps: Self.steps("2024-03-01", "2024-03-03"))
    try job.folder.write(try await job.plan("--output", "json").output, to: "plan.json")
    let approved = try await job.printedPlan().digest
    try await Witness().report(["2024-03-02"], of: "plan_stale")
    let ending = try await job.run("--plan-file", "plan.json")
    #expect(ending.status == 3)
    #expect(
      ending.output == """
        stale_plan: \(job.name) would do something else now than what was approved; nothing was launched
          step 1, plan_stale: materialized meanwhile, so that they would be overwritten: 2024-03-02
          approved \(approved)
          now      \(try await job.printedPlan().digest)
          look at it with `runner plan`, and approve what it says now

        """
    )
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func isOfOneDocument() async throws {
    let job = try JobFile("stale-document", steps: Self.steps("2024-04-01", "2024-04-03"))
    let plan = try await job.printedPlan()
    try job.rewrite(steps: Self.steps("2024-04-01", "2024-04-04"))
    let ending = try await job.run("--plan", plan.digest)
    #expect(ending.status == 3)
    #expect(
      ending.output == """
        stale_plan: \(job.name) would do something else now than what was approved; nothing was launched
          what it said is not known here: give it with --plan-file to see the difference
          approved \(plan.digest)
          now      \(try await job.printedPlan().digest)
                   step 1, plan_stale: 4 new, 0 overwritten
          look at it with `runner plan`, and approve what it says now

        """
    )
  }

  @Test func refusesADigestAndAnotherPlansFile() async throws {
    let job = try JobFile("two-plans", steps: Self.steps("2024-06-01", "2024-06-02"))
    try job.folder.write(try await job.plan("--output", "json").output, to: "plan.json")
    let kept = try await job.printedPlan().digest
    let other = "sha256:" + String(repeating: "ab", count: 32)
    let ending = try await job.run("--plan", other, "--plan-file", "plan.json")
    #expect(
      ending
        == Child.Ending(
          status: 65,
          output: "",
          errors: "plan.json: error: expected the plan \(other), found \(kept): approve one of them\n"
        )
    )
  }

  /// What an attempt has done under a plan doesn't make it stale for the next one, as a pod that is restarted.
  @Test func holdsForTheNextAttempt() async throws {
    let steps = "\(Self.steps("2024-05-01", "2024-05-01"))\n- launch: {job: failing_job, location: lab}"
    let job = try JobFile("approved", steps: steps)
    let plan = try await job.printedPlan()
    #expect(try await job.run("--plan", plan.digest).status == 1)
    let kept = try #require(try await job.record()?.plan)
    #expect(kept.digest == plan.digest)
    #expect(kept.assets.map(\.asset) == ["plan_stale"])
    #expect(kept.assets.first?.first == "2024-05-01")
    #expect(try await job.run("--plan", plan.digest).status == 1)
    let record = try #require(try await job.record())
    #expect(record.attempts.map(\.outcome) == [.failed, .failed])
    #expect(record.steps.map(\.launches.count) == [1, 2])
  }

  @Test func refusesWhatIsNoDigest() async throws {
    let job = try JobFile("no-digest", steps: Self.steps("2024-06-01", "2024-06-01"))
    let ending = try await job.run("--plan", "sha256:12")
    #expect(ending.status == 64)
    #expect(
      ending.errors.hasPrefix(
        "Error: expected `sha256:` and 64 hexadecimal digits as --plan, found \"sha256:12\"\n"
      )
    )
  }

  @Test func refusesAnAlteredPlan() async throws {
    let job = try JobFile("altered", steps: Self.steps("2024-06-01", "2024-06-02"))
    let plan = try await job.plan("--output", "json").output
    try job.folder.write(plan.replacing("\"2024-06-01\"", with: "\"2024-06-03\""), to: "plan.json")
    let ending = try await job.run("--plan-file", "plan.json")
    #expect(ending.status == 65)
    #expect(
      ending.errors
        == "plan.json: error: expected what `runner plan --output json` printed, unchanged, found something else\n"
    )
  }
}
