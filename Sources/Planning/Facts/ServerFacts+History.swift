import Dagster
package import DagsterModel
import ExactText
package import RunHistory
import Works

/// How a Dagster job would be launched, beside how it was before.
package struct LaunchPlan: Hashable, Sendable {
  package var job: JobSelector
  /// What is sent, and what the server fills in.
  package var configuration: RunConfiguration
  /// Its newest run, however it ended; `nil` where it never ran.
  package var last: Run?
  /// What is otherwise than in that run; `nil` where there was none, or its configuration can't be read with certainty.
  package var differences: [RunConfiguration.Difference]?
}

extension ServerFacts {
  /// `nil` for a step that runs no job by its name, and where the server can't tell: nobody approves less for that.
  func launch(of step: PlannedStep) async -> (plan: LaunchPlan, past: [PastRuns])? {
    guard let job = step.work.job, !job.name.isExactly(JobSelector.assetJobName),
      let history = try? await client.history(of: job)
    else { return nil }
    let configuration = RunConfiguration(given: step.work.configuration, defaults: history.defaults)
    let before = history.lastConfig.map { RunConfiguration(given: $0, defaults: history.defaults) }
    let plan = LaunchPlan(
      job: job,
      configuration: configuration,
      last: history.last,
      differences: before.map(configuration.differences(from:))
    )
    return (plan, [history.past])
  }

  /// The earlier runs of each group of a shape.
  func past(of shape: RunShape) async -> [PastRuns] {
    (try? await client.pastRuns(of: shape.groups.map(\.assets))) ?? []
  }
}

extension Forecast {
  /// - Parameter past: the earlier runs of each of the shape's groups.
  init?(_ shape: RunShape, of partitions: TargetedPartitions?, past: [PastRuns], atOnce: Int?) {
    guard past.count == shape.groups.count else { return nil }
    let count = Double(partitions?.count ?? 1)
    let loads = zip(shape.groups, past).map { group, past in
      Load(runs: group.runs, partitionsEach: group.runs > 0 ? count / Double(group.runs) : 0, past: past)
    }
    self.init(loads, atOnce: atOnce)
  }
}

extension Readiness {
  /// How many of a step's runs may run at once; `nil` where nothing limits them.
  func atOnce(of work: any Work) -> Int? {
    // Below zero it stands for no limit.
    let all = maxConcurrentRuns.flatMap { $0 < 0 ? nil : $0 }
    let byTag = tagConcurrencyLimitsYaml.flatMap { TagConcurrencyLimits(yaml: $0).atOnce(with: work.tags) }
    return [all, byTag].compactMap(\.self).min()
  }
}
