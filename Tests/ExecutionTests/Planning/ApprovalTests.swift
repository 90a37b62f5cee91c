import Attempt
import Contract
import Effects
import Ledger
import Testing

@testable import Planning

/// A run that is held to a plan.
@Suite struct ApprovalTests {
  /// It asks for no more than its digest is made of.
  @Test func doesNotAskWhatIsUnderWay() async throws {
    let lab = try Lab()
    let effect = try await Self.plan(in: lab).effect
    #expect(lab.server.count(of: "UnfinishedBackfills") == 1)
    let approval = try #require(Approval(digest: effect.digest))
    #expect(try await Self.survey(in: lab).check(approval).digest == effect.digest)
    #expect(lab.server.count(of: "UnfinishedBackfills") == 1)
  }

  @Test func saysWhatAnotherPlanDoes() async throws {
    let lab = try Lab()
    let digest = "sha256:" + String(repeating: "a", count: 64)
    let approval = try #require(Approval(digest: digest))
    let survey = try await Self.survey(in: lab)
    let result = await #expect(throws: RunResult.self) { _ = try await survey.check(approval) }
    #expect(result?.verdict == .stalePlan)
    #expect(
      result?.message == """
        reload-orders would do something else now than what was approved; nothing was launched
          what it said is not known here: give it with --plan-file to see the difference
          approved \(digest)
          now      \(try await Self.plan(in: lab).effect.digest)
                   step 1, orders: 3 new, 0 overwritten
          look at it with `runner plan`, and approve what it says now
        """
    )
  }

  private static func plan(in lab: Lab) async throws -> JobPlan {
    try await JobPlanning(job: lab.job, client: try lab.server.client(), ledger: nil, clock: lab.clock).plan()
  }

  private static func survey(in lab: Lab) async throws -> JobSurvey {
    try await Planner(client: try lab.server.client(), job: lab.job, clock: lab.clock, ledger: nil)
      .survey(steps: [0], after: nil, toLaunch: true)
  }
}
