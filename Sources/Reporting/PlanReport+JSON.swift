import Dagster
import DagsterModel
import Effects
import Ledger
package import Planning
import Works

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PlanReport {
  /// The plan for machines. It is what `run --plan-file` reads: `effect` is what `digest` is made of.
  package static func json(_ plan: JobPlan) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Body(plan)), as: UTF8.self) + "\n"
  }

  private struct Body: Encodable {
    var digest: String
    var effect: JobEffect
    var ledger: String
    var obstacle: String?
    /// How long all of it takes; without it where that isn't known of each step.
    var seconds: Double?
    var steps: [Step]
    var unrecorded: [String]?

    init(_ plan: JobPlan) {
      (effect, obstacle) = (plan.effect, plan.obstacle)
      digest = effect.digest
      ledger = PlanReport.ledgerState(plan.ledgerState, TerminalStyle(colored: false))
      seconds = PlanReport.seconds(of: plan)
      steps = plan.steps.map(Step.init)
      unrecorded = plan.unrecorded.isEmpty ? nil : plan.unrecorded
    }
  }

  private struct Step: Encodable {
    var index: Int
    var command: String
    var summary: String
    var state: String
    var runs: Int?
    var runsAtMost: Int?
    var runRules: String?
    var skipped: Int?
    var assets: [Asset]?
    var reactions: [String]?
    var conflicts: [String]?
    var changes: [String]?
    var checks: [Check]?
    var launch: Launch?
    var time: Time?
    var conditions: [Condition]

    init(_ step: StepPlan) {
      (index, command, summary, state) = (step.index, step.command, step.summary, step.state.rawValue)
      runs = step.work?.shape.runs
      runsAtMost = step.work?.shape.maximum
      runRules = step.work?.shape.text
      skipped = step.work?.skipped
      assets = step.work.map { work in work.assets.map(Asset.init) }
      reactions = step.work?.reactions.map(\.description)
      conflicts = step.work?.conflicts.map(\.text)
      changes = step.work.flatMap { $0.changes.isEmpty ? nil : $0.changes.map(\.description) }
      checks = step.work.flatMap { $0.checks.isEmpty ? nil : $0.checks.map(Check.init) }
      launch = step.work?.launch.map(Launch.init)
      time = step.work?.forecast.map(Time.init)
      conditions = step.conditions.map(Condition.init)
    }
  }

  private struct Asset: Encodable {
    var asset: String
    var partitions: Int?
    var ranges: [String]?
    var new: Int
    var overwritten: Int
    var failed: Int
    var inFlight: Int

    init(_ plan: AssetPlan) {
      let targeted = plan.partitions
      asset = plan.asset.description
      if let whole = plan.state.whole {
        (new, overwritten) = whole.isMaterialized ? (0, 1) : (1, 0)
        (failed, inFlight) = (whole.hasFailed ? 1 : 0, whole.isInFlight ? 1 : 0)
        return
      }
      let counts = targeted.map { plan.parts(of: $0).map(\.partitions.count) } ?? [0, 0, 0, 0]
      partitions = targeted?.count
      ranges = targeted?.blocks.map(\.text)
      (new, overwritten, failed, inFlight) = (counts[0], counts[1], counts[2], counts[3])
    }
  }

  /// What an asset check said before.
  private struct Check: Encodable {
    struct Figure: Encodable {
      var label: String
      var number: String
    }

    var asset: String
    var check: String
    var verdict: String?
    var at: String?
    var description: String?
    var figures: [Figure]?

    init(_ plan: CheckPlan) {
      (asset, check) = (plan.check.asset.description, plan.check.name)
      guard let last = plan.last else { return }
      (verdict, description) = (last.verdict, last.description)
      at = last.time.map { "\(Timestamp(seconds: $0))" }
      figures = last.figures.map { Figure(label: $0.label, number: $0.number) }
    }
  }

  private struct Condition: Encodable {
    var path: String
    var meaning: String
    var isMet: Bool
    var complaint: String?
    var undecided: String?

    init(_ condition: ConditionPlan) {
      (path, meaning) = (condition.path, condition.meaning)
      (isMet, complaint, undecided) = (condition.isMet, condition.complaint, condition.undecided)
    }
  }
}

extension Approval {
  /// A plan that `runner plan --output json` has printed.
  ///
  /// - Returns: `nil` where it is none, or where its digest isn't that of its effect.
  package init?(json text: String) {
    struct Kept: Decodable {
      var digest: String
      var effect: JobEffect
    }
    guard let kept = try? JSONDecoder().decode(Kept.self, from: Data(text.utf8)),
      kept.effect.digest == kept.digest
    else { return nil }
    self.init(effect: kept.effect)
  }
}
