import Attempt
import Contract
import Diagnostics
import Effects
import ExactText
import Works

extension RunResult {
  init(_ failure: CheckFailure) {
    switch failure {
    case .document(let problems):
      self.init(
        .invalidDocument,
        "invalid_document",
        "the document does not fit the server's definitions; nothing was launched",
        problems: problems
      )
    case .unready(let message): self.init(.unavailable, "unavailable", message)
    case .refused(let message): self.init(.refused, "refused", message)
    case .dagster(let error): self.init(error)
    }
  }

  static func conditionNotMet(_ job: String, _ problems: [Diagnostic]) -> RunResult {
    let what = problems.count == 1 ? "a condition of \(job) is" : "\(problems.count) conditions of \(job) are"
    let listed = problems.map { "\n  \($0.path): \($0.message)" }.joined()
    return RunResult(
      .refused,
      "condition_not_met",
      "\(what) not met; nothing of the step was launched\(listed)",
      problems: problems
    )
  }

  /// The last day on which the job could begin is over.
  static func noLongerValid(_ job: String, _ problem: Diagnostic) -> RunResult {
    RunResult(
      .refused,
      "no_longer_valid",
      "\(job) may not begin any more; nothing was launched\n  \(problem.path): \(problem.message)",
      problems: [problem]
    )
  }

  /// The rows have moved since the plan was approved, or the job has done a part of its work.
  static func rehearsedOtherwise(_ job: String, approved: [String], now: [String]) -> RunResult {
    let known = approved.compactMap { RehearsedFigure(text: $0) }
    let lines = now.compactMap { text -> String? in
      guard let figure = RehearsedFigure(text: text),
        let before = known.first(where: { $0.label.isExactly(figure.label) }), before.number != figure.number
      else { return nil }
      return "\n  \(figure.difference(from: before))"
    }
    return RunResult(
      .stalePlan,
      "stale_plan",
      "\(job) would do something else now than what was approved; nothing was launched\(lines.joined())\n"
        + "  look at it with `runner plan --rehearse`, and approve what it says now"
    )
  }

  /// What is different is known where the plan is, and not of its digest alone.
  static func stalePlan(_ approval: Approval, now effect: JobEffect) -> RunResult {
    let lines = approval.effect.map { PlanDifference(from: $0, to: effect).lines }
    let difference =
      lines.map { $0.map { "\n  \($0)" }.joined() }
      ?? "\n  what it said is not known here: give it with --plan-file to see the difference"
    return RunResult(
      .stalePlan,
      "stale_plan",
      "\(effect.job) would do something else now than what was approved; nothing was launched\(difference)\n"
        + "  approved \(approval.digest)\n  now      \(effect.digest)\(lines == nil ? effect.briefly : "")\n"
        + "  look at it with `runner plan`, and approve what it says now"
    )
  }
}

extension JobEffect {
  fileprivate var briefly: String {
    steps.flatMap { step in
      step.assets.map { asset in
        let counts =
          asset.isMaterialized.map { $0 ? "overwritten" : "new" }
          ?? "\(asset.new?.count ?? 0) new, \(asset.overwritten?.count ?? 0) overwritten"
        return "\n           step \(StepNumber(at: step.index)), \(asset.asset): \(counts)"
      }
    }.joined()
  }
}
