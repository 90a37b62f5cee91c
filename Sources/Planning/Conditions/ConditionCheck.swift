import Attempt
import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JobDSL
import Schema
import Works

/// Holds a document's conditions against the server.
struct ConditionCheck {
  let facts: ServerFacts
  let document: JobDocument
  /// The ids of what the job itself has launched before.
  let ownLaunches: Set<String>
  /// What the job itself has materialized before, by step.
  let done: [Int: MaterializedPartitions]
  let order: OrderCheck

  /// A condition, and what is wrong with it.
  struct Finding {
    var step: Int
    var condition: Condition
    var path: Path
    var verdict: Verdict

    /// Why nothing is launched: it isn't met, or nobody can tell.
    var issue: Issue? {
      switch verdict {
      case .met: nil
      case .unmet(let complaint): Issue(at: path, complaint.message, hint: complaint.hint)
      case .undecided(let reason): Issue(at: path, reason)
      }
    }
  }

  enum Verdict {
    case met
    case unmet(Complaint)
    /// It can't be told, for this reason.
    case undecided(String)
  }

  /// Every condition of the planned steps, in the document's order.
  ///
  /// - Parameter steps: whose conditions are looked at; `nil` for all.
  func findings(of job: PlannedJob, steps: Set<Int>? = nil) async throws(RunResult) -> [Finding] {
    var findings: [Finding] = []
    let wanted = job.steps.filter { steps?.contains($0.key) ?? true }
    for (index, step) in wanted.sorted(by: { $0.key < $1.key }) {
      let place = document.path(ofStep: index)
      for (path, condition) in document.steps[index].conditions.listed {
        let whole = Path(place.components + path.components)
        let verdict = try await verdict(on: condition, of: step, at: index, in: job)
        findings.append(Finding(step: index, condition: condition, path: whole, verdict: verdict))
      }
    }
    return findings
  }

  struct Complaint {
    var message: String
    var hint: String
  }

  private func verdict(on condition: Condition, of step: PlannedStep, at index: Int, in job: PlannedJob)
    async throws(RunResult) -> Verdict
  {
    // Also where nothing is left to launch: after the other job there may be.
    if case .requires(.succeeded(let other)) = condition { return try await order.verdict(on: other) }
    do throws(DagsterError) {
      return try await complaint(about: condition, of: step, at: index, in: job).map(Verdict.unmet) ?? .met
    } catch {
      throw RunResult(error)
    }
  }

  private func complaint(about condition: Condition, of step: PlannedStep, at index: Int, in job: PlannedJob)
    async throws(DagsterError) -> Complaint?
  {
    // Nothing is launched, so that nothing can be wrong with it.
    if step.work.isEmpty { return nil }
    switch condition {
    case .requires(.noActiveBackfill): return try await activeBackfill(of: step)
    case .requires(.upstreamMaterialized): return try await missingUpstream(of: step, at: index, in: job)
    case .atMostPartitions(let limit): return tooManyPartitions(in: step, at: index, limit: limit)
    case .atMostRuns(let limit): return try await tooManyRuns(in: step, limit: limit)
    case .overwritesNothing: return try await overwritten(by: step, at: index)
    case .requires(.succeeded), .onlyMissing, .ensures, .expects: return nil
    }
  }

  private func tooManyPartitions(in step: PlannedStep, at index: Int, limit: Int) -> Complaint? {
    // Where anything is left, the canary has made as many as it was told.
    let canary = document.steps[index].command.subject.part?.canary ?? 0
    guard let targeted = step.work.targeted, targeted + canary > limit else { return nil }
    let besides = canary > 0 ? " and the canary's \(canary)" : ""
    return Complaint(
      message: "expected at most \(counted(limit, "partition")), found \(targeted)\(besides)",
      hint: "select fewer, or raise the limit in the job and have it reviewed"
    )
  }

  private func tooManyRuns(in step: PlannedStep, limit: Int) async throws(DagsterError) -> Complaint? {
    let shape = try await facts.shape(of: step)
    guard shape.maximum > limit else { return nil }
    let found = shape.isExact ? "\(shape.runs)" : "\(shape.runs) to \(shape.maximum), as Dagster goes along"
    return Complaint(
      message: "expected at most \(counted(limit, "run")), found \(found)",
      hint: "select fewer partitions, or raise the limit in the job and have it reviewed"
    )
  }

  private func activeBackfill(of step: PlannedStep) async throws(DagsterError) -> Complaint? {
    let others = try await facts.backfills(of: step.assets, besides: ownLaunches)
    guard let first = others.first else { return try await straggler(of: step) }
    let more = others.count > 1 ? " and \(others.count - 1) more" : ""
    return Complaint(
      message: "expected no other backfill of its assets under way, found \(first.id)\(more)",
      hint: "wait for it to end, or cancel it in Dagster"
    )
  }

  private func straggler(of step: PlannedStep) async throws(DagsterError) -> Complaint? {
    guard let first = try await facts.stragglers(of: step.assets, besides: ownLaunches).first else {
      return nil
    }
    let found =
      first.isToCome
      ? "run \(first.run) of backfill \(first.backfill), which failed and which Dagster will retry, though the backfill "
        + "has ended"
      : "run \(first.run) of backfill \(first.backfill), which goes on though the backfill has ended"
    return Complaint(
      message: "expected no other backfill of its assets under way, found \(found)",
      hint: "wait for it to end, or cancel it in Dagster"
    )
  }

  private func overwritten(by step: PlannedStep, at index: Int) async throws(DagsterError) -> Complaint? {
    let states = try await facts.states(of: step, at: index)
    for asset in step.assets {
      guard let state = states[asset.key] else { continue }
      let own = done[index]
      if state.whole?.isMaterialized == true, own?.hasMade(nil, of: asset.key) != true {
        return Complaint(
          message: "expected nothing that is materialized already, found \"\(asset.key)\"",
          hint: "to materialize it again, remove this condition and have it reviewed"
        )
      }
      let found = step.partitions?.filter { key in
        state.materialized.contains(key) && own?.hasMade(key, of: asset.key) != true
      }
      guard let found, found.count > 0 else { continue }
      return Complaint(
        message: "expected nothing that is materialized already, found \(found.count) of "
          + "\(counted(step.partitions?.count ?? 0, "partition")) of \"\(asset.key)\": \(found.folded(limit: 5))",
        hint:
          "leave them out with `.only(.missing)` in place of this condition, or remove it, and have it reviewed"
      )
    }
    return nil
  }

  private func missingUpstream(of step: PlannedStep, at index: Int, in job: PlannedJob)
    async throws(DagsterError)
    -> Complaint?
  {
    let promised = (Array(job.steps) + Array(job.underWay)).filter { $0.key < index }.map(\.value)
    return try await UpstreamCheck(facts: facts, step: step, promised: promised).complaint()
      .map { Complaint(message: $0.message, hint: $0.hint) }
  }
}
