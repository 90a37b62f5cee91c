import Attempt
import DagsterModel
import Ledger
import Planning
import Works

/// Looks at an approved plan before a job is claimed.
struct ApprovalGate {
  let planner: Planner
  let context: AttemptContext
  let goal: AttemptMachine.Goal

  /// What the record is to keep of the plan, and the approval that is still to be held against the server when
  /// the attempt plans for itself.
  ///
  /// A plan is used up by the attempt that it let in: what that one has done doesn't make it stale for the next
  /// one, which goes on with the same job.
  ///
  /// - Throws: `stale_plan` where the job would do something else by now.
  func pass(_ approval: Approval, fresh: Record) async throws(RunResult) -> (RecordedPlan?, Approval?) {
    let existing = try await existing(fresh.job)
    let isSame = existing?.document.digest == fresh.document.digest
    // A wait is over by the approval of what is left, and not by that of the whole.
    let isHeld = existing?.steps.contains(where: \.isHeld) ?? false
    if isSame, !isHeld, let plan = existing?.plan, plan.digest == approval.digest { return (plan, nil) }
    let now = context.clock.now()
    let claim = Claim(
      existing: existing,
      fresh: fresh,
      holder: context.holder,
      kubernetesJob: context.kubernetesJob,
      goal: goal,
      now: now
    )
    // The attempt finds the same, and says so.
    switch claim {
    case .refuse, .held: return (nil, approval)
    case .create, .resume, .doubtful: break
    }
    let record = existing?.resumed(as: fresh, for: goal, in: context.kubernetesJob)
    let steps = (record ?? fresh).steps.filter { $0.state == .pending || $0.state == .intended }
    let survey = try await planner.survey(steps: steps.map(\.index), after: record, toLaunch: true)
    let plan = try await survey.check(approval)
    // What is under way is watched to its end first, and what it does makes no plan stale.
    let isAttached = record?.steps.firstOpen?.state == .launched
    return (plan, isAttached ? nil : approval)
  }

  private func existing(_ job: String) async throws(RunResult) -> Record? {
    do { return try await context.ledger.read(job)?.record } catch { throw RunResult(error) }
  }
}
