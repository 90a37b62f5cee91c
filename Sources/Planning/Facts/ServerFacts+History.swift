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

/// An asset check that would be run.
package struct CheckPlan: Hashable, Sendable {
  package var check: AssetCheck
  /// `nil` where it was never executed.
  package var last: CheckExecution?
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

  /// What the asset checks that it runs by themselves said before: of the first of many, and as far as the server can tell.
  func checks(of step: PlannedStep) async -> [CheckPlan] {
    var plans: [CheckPlan] = []
    for check in step.work.checks.prefix(20) {
      do throws(DagsterError) {
        plans.append(CheckPlan(check: check, last: try await client.lastExecution(of: check)))
      } catch {
        continue
      }
    }
    return plans
  }

  /// The earlier runs of each group of a shape.
  func past(of shape: RunShape) async -> [PastRuns] {
    (try? await client.pastRuns(of: shape.groups.map(\.assets))) ?? []
  }

  /// - Parameter past: the earlier runs, where they were asked for already.
  func forecast(of step: PlannedStep, _ shape: RunShape, past: [PastRuns]?, on readiness: Readiness) async
    -> Forecast?
  {
    let past = if let past { past } else { await self.past(of: shape) }
    return Forecast(shape, past: past, atOnce: readiness.atOnce(of: step.work))
  }
}
