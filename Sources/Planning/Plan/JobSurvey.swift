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
  package let planned: PlannedJob
  let facts: ServerFacts
  /// What the job's own launches have materialized, by step.
  let done: [Int: MaterializedPartitions]
  let ownLaunches: Set<String>

  /// - Parameter steps: whose conditions are looked at; `nil` for all.
  func findings(of job: JobToRun, steps: Set<Int>? = nil) async throws(RunResult) -> [ConditionCheck.Finding]
  {
    let check = ConditionCheck(
      facts: facts,
      document: job.document,
      ownLaunches: ownLaunches,
      done: done
    )
    do { return try await check.findings(of: planned, steps: steps) } catch { throw RunResult(error) }
  }

  func work(ofStep index: Int) async throws(DagsterError) -> StepPlan.Work? {
    guard let step = planned.steps[index] else { return nil }
    let states = try await facts.states(of: step, at: index)
    let conflicts = try await facts.conflicts(of: step, besides: ownLaunches)
    let reactions = try await facts.reactions(to: step)
    let shape = try await facts.shape(of: step)
    let launch = await facts.launch(of: step)
    let past = if let launch { launch.past } else { await facts.past(of: shape) }
    return StepPlan.Work(
      assets: step.assets.compactMap { asset in
        states[asset.key].map { AssetPlan(asset: asset.key, state: $0) }
      },
      partitions: step.partitions,
      shape: shape,
      skipped: step.work.skipped,
      reactions: step.work.isEmpty ? [] : reactions,
      conflicts: conflicts,
      changes: step.changes,
      launch: launch?.plan,
      forecast: Forecast(
        shape,
        of: step.partitions,
        past: past,
        atOnce: planned.readiness.atOnce(of: step.work)
      )
    )
  }

  func effect(of job: JobToRun) async throws(RunResult) -> JobEffect {
    do throws(DagsterError) {
      var steps: [StepEffect] = []
      for (index, step) in planned.steps.sorted(by: { $0.key < $1.key }) {
        steps.append(try await effect(of: step, at: index, document: job.document))
      }
      return JobEffect(job: job.name, document: job.digest, steps: steps)
    } catch {
      throw RunResult(error)
    }
  }

  private func effect(of step: PlannedStep, at index: Int, document: JobDocument) async throws(DagsterError)
    -> StepEffect
  {
    let command = document.steps[index]
    let states = try await facts.states(of: step, at: index)
    let reactions = step.work.isEmpty ? [] : try await facts.reactions(to: step)
    return StepEffect(
      index: index,
      command: command.keyword,
      job: step.work.job?.description,
      configuration: step.work.configuration.map { "sha256:" + SHA256.hash($0.encoded()).hexadecimal },
      onlyMissing: command.conditions.only == .missing,
      assets: step.assets.map { asset in
        AssetEffect(of: asset, in: step, states[asset.key])
      },
      reactions: reactions.map(\.description),
      changes: step.changes.isEmpty ? nil : step.changes.map(\.description)
    )
  }
}

extension AssetEffect {
  fileprivate init(of asset: AssetDefinition, in step: PlannedStep, _ state: AssetState?) {
    self.init(
      asset: asset.key.description,
      policy: step.work.runs == .none
        ? "no run" : (step.work.runs == .byPolicy ? asset.runRule : .single).description
    )
    if let whole = state?.whole {
      isMaterialized = whole.isMaterialized
      return
    }
    let materialized = state?.materialized ?? []
    let keys = step.partitions?.keys ?? []
    new = keys.filter { !materialized.contains($0) }
    overwritten = keys.filter { materialized.contains($0) }
  }
}

extension RunShape.Rule {
  package var description: String {
    switch self {
    case .single: "one run"
    case .onePerPartition: "one run a partition"
    case .onePerBlock: "one run for partitions that follow each other"
    case .chunks(1): "one run a partition"
    case .chunks(let length): "at most \(length) partitions a run"
    }
  }
}
