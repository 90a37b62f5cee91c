import Dagster
import DagsterModel
import Effects
import ExactText
import Works

extension JobEffect {
  /// What a person approves of the plans of a job's steps.
  init(job: String, document: String, of plans: [StepPlan]) {
    self.init(job: job, document: document, steps: plans.compactMap(StepEffect.init))
  }
}

extension StepEffect {
  /// - Returns: `nil` for a step that launches nothing any more.
  fileprivate init?(_ plan: StepPlan) {
    guard let work = plan.work else { return nil }
    self.init(
      index: plan.index,
      command: plan.command,
      job: work.job,
      configuration: work.configuration,
      onlyMissing: work.onlyMissing,
      assets: work.assets.map(AssetEffect.init),
      reactions: work.reactions.map(\.description),
      changes: work.changes.isEmpty ? nil : work.changes.map(\.description)
    )
  }
}

extension AssetEffect {
  fileprivate init(_ plan: AssetPlan) {
    self.init(asset: plan.asset.description, policy: plan.rule?.description ?? "no run")
    if let whole = plan.state.whole {
      isMaterialized = whole.isMaterialized
      return
    }
    let keys = plan.partitions?.keys ?? []
    new = keys.filter { !plan.state.materialized.contains($0) }
    overwritten = keys.filter { plan.state.materialized.contains($0) }
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
