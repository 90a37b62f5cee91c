import Attempt
import Dagster
import DagsterModel
import ExactText
import JSONTree
import JobDSL
import RunHistory
import Works

/// The exact launches of a job's open steps, and what more there is to be asked about them.
package struct JobSurvey {
  let job: JobToRun
  package let planned: PlannedJob
  let facts: ServerFacts
  /// What the job's own launches have materialized, by step.
  let done: [Int: MaterializedPartitions]
  let ownLaunches: Set<String>
  let order: OrderCheck

  /// Whether no step has anything left to launch.
  var launchesNothing: Bool { planned.steps.values.allSatisfy(\.work.isEmpty) }

  /// - Parameter steps: whose conditions are looked at; `nil` for all.
  func findings(steps: Set<Int>? = nil) async throws(RunResult) -> [ConditionCheck.Finding] {
    let check = ConditionCheck(
      facts: facts,
      document: job.document,
      ownLaunches: ownLaunches,
      done: done,
      order: order
    )
    let rehearsals = planned.steps.filter { steps?.contains($0.key) ?? true }
      .flatMap { index, step in step.rehearsal?.findings(step: index) ?? [] }
    return try await check.findings(of: planned, steps: steps) + rehearsals
  }

  /// What each step would do; one that is under way or done has no work.
  ///
  /// - Parameter inDetail: whether it is asked as well what an approval doesn't depend on: into how many runs it is cut,
  ///   what is under way, and how it was before.
  func plans(inDetail: Bool = false) async throws(RunResult) -> [StepPlan] {
    let steps = job.document.steps
    var plans = steps.enumerated().map { index, step in
      StepPlan(index: index, command: step.keyword, summary: step.command.subject.summary)
    }
    do throws(DagsterError) {
      for (index, step) in planned.steps.sorted(by: { $0.key < $1.key }) {
        var work = StepPlan.Work(step, states: try await facts.states(of: step, at: index))
        work.onlyMissing = steps[index].conditions.only == .missing
        if !step.work.isEmpty { work.reactions = try await facts.reactions(to: step) }
        if inDetail { try await addDetails(of: step, to: &work) }
        plans[index].work = work
      }
    } catch {
      throw RunResult(error)
    }
    return plans
  }

  private func addDetails(of step: PlannedStep, to work: inout StepPlan.Work) async throws(DagsterError) {
    work.shape = try await facts.shape(of: step)
    work.conflicts = try await facts.conflicts(of: step, besides: ownLaunches)
    work.checks = await facts.checks(of: step)
    let launch = await facts.launch(of: step)
    work.launch = launch?.plan
    work.forecast = await facts.forecast(of: step, work.shape, past: launch?.past, on: planned.readiness)
  }

  /// Asks how many seconds a step takes; gives `nil` where that can't be told, which is in the way of nothing.
  func forecast(of step: PlannedStep) -> @Sendable () async -> Double? {
    let (client, now, readiness) = (facts.client, facts.now, planned.readiness)
    return {
      let facts = ServerFacts(client: client, now: now)
      guard !step.work.isEmpty, let shape = try? await facts.shape(of: step) else { return nil }
      let past = await facts.launch(of: step)?.past
      return await facts.forecast(of: step, shape, past: past, on: readiness)?.seconds
    }
  }
}

extension JobSurvey {
  /// What the steps' rehearsals reported, for the record.
  package var rehearsed: [String] {
    planned.steps.sorted { $0.key < $1.key }.flatMap { _, step in step.rehearsal?.reported ?? [] }
  }
}

extension StepPlan.Work {
  fileprivate init(_ step: PlannedStep, states: [AssetKey: AssetState]) {
    assets = step.assets.compactMap { asset in
      let rule = step.work.runs == .none ? nil : step.work.runs == .byPolicy ? asset.runRule : .single
      return states[asset.key].map { state in
        AssetPlan(asset: asset.key, rule: rule, partitions: step.partitions(of: asset.key), state: state)
      }
    }
    (changes, skipped) = (step.changes, step.work.skipped)
    job = step.work.job?.description
    configuration = step.work.configuration.map { "sha256:" + SHA256.hash($0.encoded()).hexadecimal }
  }
}
