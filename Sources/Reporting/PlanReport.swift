import Contract
import Dagster
import DagsterModel
import Diagnostics
import Effects
import Ledger
package import Planning
import Works

/// What `runner plan` prints for people.
package enum PlanReport {
  /// How many ranges of partitions are spelled out on a line.
  static let rangeLimit = 8

  /// Aligned text; a newline at the end.
  ///
  /// - Parameter colored: whether it goes to a terminal that shows colors.
  package static func text(_ plan: JobPlan, colored: Bool) -> String {
    let style = TerminalStyle(colored: colored)
    var lines = ["plan of \(plan.job)"]
    lines += [
      "  owner     \(shown(plan.owner))", "  reason    \(shown(plan.reason))", "  document  \(plan.document)",
      "  ledger    \(ledgerState(plan.ledgerState, style))",
    ]
    if let unrecorded = unrecorded(plan) { lines.append("  dagster   \(style.red(shown(unrecorded)))") }
    if let obstacle = plan.obstacle { lines.append("  server    \(style.red(shown(obstacle)))") }
    for step in plan.steps { lines += [""] + self.step(step, of: plan.steps.count, style) }
    lines += ["", summary(plan, style), "digest  \(plan.effect.digest)"]
    return lines.map { $0 + "\n" }.joined()
  }

  static func ledgerState(_ ledgerState: JobPlan.LedgerState, _ style: TerminalStyle) -> String {
    switch ledgerState {
    case .unknown: "none given: what was done before is not known"
    case .unused: "the name is new: a run would be the first"
    case .continued(let attempts):
      "\(counted(attempts.count, "attempt")) before"
        + (attempts.lastOutcome.map { ", the last one ended \($0)" } ?? ", the last one has not ended")
        + ": a run would go on with what is left"
    case .refused(let reason): style.yellow("a run would launch nothing: \(shown(reason))")
    }
  }

  /// That a run would end before its first launch.
  static func unrecorded(_ plan: JobPlan) -> String? {
    guard let first = plan.unrecorded.first else { return nil }
    let shown =
      plan.unrecorded.count > 5
      ? "\(first) and \(plan.unrecorded.count - 1) more" : plan.unrecorded.joined(separator: ", ")
    return
      "has work under this job's name that the ledger doesn't know (\(shown)): a run would launch nothing and end "
      + "with 4, unrecorded_launches; look whether this is the right ledger and the right Dagster, or give the job "
      + "another name"
  }

  private static func step(_ step: StepPlan, of count: Int, _ style: TerminalStyle) -> [String] {
    let heading = "step \(StepNumber(at: step.index)) of \(count)  \(step.command) \(shown(step.summary))"
    guard let work = step.work else { return [heading, "  \(step.state.whyNothing)"] }
    var rows: [(String, String)] = work.assets.flatMap { self.rows($0, style) }
    rows += (work.launch.map(self.rows) ?? []).map { ($0.0, shown($0.1)) }
    rows += work.changes.map { change in
      (change.verb, change.isLoss ? style.yellow(shown(change.shown)) : shown(change.shown))
    }
    rows += work.checks.map { ("before", shown($0.text)) }
    if !work.shape.groups.isEmpty { rows.append(("runs", work.shape.text)) }
    if let time = time(of: work) { rows.append(("time", time)) }
    if work.skipped > 0 { rows.append(("left out", "\(partitions(work.skipped)), materialized already")) }
    rows += work.reactions.map { ("reacts", style.yellow(shown($0.description))) }
    rows += work.conflicts.map { ("in conflict", style.red(shown($0.text))) }
    rows += step.conditions.map { ("condition", self.condition($0, style)) }
    let width = rows.map(\.0.count).max() ?? 0
    return [heading] + rows.map { "  \($0.0.padding(to: width))  \($0.1)" }
  }

  private static func rows(_ asset: AssetPlan, _ style: TerminalStyle) -> [(String, String)] {
    if let whole = asset.state.whole {
      var words = [whole.isMaterialized ? style.yellow("materialized already: made anew") : "new"]
      if whole.hasFailed { words.append("its last run failed") }
      if whole.isInFlight { words.append(style.red("a run is under way")) }
      return [("asset", "\(asset.asset)  \(words.joined(separator: ", "))")]
    }
    guard let targeted = asset.partitions else { return [("asset", "\(asset.asset)")] }
    let parts = asset.parts(of: targeted)
    let range = targeted.count == 0 ? "" : "  \(shown(targeted.folded(limit: rangeLimit)))"
    let rows = [("asset", "\(asset.asset)  \(partitions(targeted.count))\(range)")]
    return rows
      + parts.filter { $0.partitions.count > 0 }.map { part in
        let text = "\(part.partitions.count)  \(shown(part.partitions.folded(limit: rangeLimit)))"
        return ("  \(part.name)", part.isWarning ? style.yellow(text) : text)
      }
  }

  private static func condition(_ condition: ConditionPlan, _ style: TerminalStyle) -> String {
    if let complaint = condition.complaint { return style.red("not met: \(shown(complaint))") }
    if let undecided = condition.undecided { return style.yellow("undecided: \(shown(undecided))") }
    return (condition.isLater ? "afterwards: " : "met: ") + condition.meaning
  }

  private static func summary(_ plan: JobPlan, _ style: TerminalStyle) -> String {
    let work = plan.steps.compactMap(\.work)
    let runs = work.reduce(0) { $0 + $1.shape.runs }
    let maximum = work.reduce(0) { $0 + $1.shape.maximum }
    let overwritten = work.reduce(0) { $0 + $1.overwritten }
    var parts = [
      counted(work.count, "step"),
      runs == maximum ? counted(runs, "run") : "\(runs) to \(maximum) runs",
      overwritten == 0 ? "nothing overwritten" : style.yellow("\(overwritten) overwritten"),
    ]
    if let seconds = seconds(of: plan) { parts.append(aboutText(seconds)) }
    if !plan.unmet.isEmpty {
      parts.append(style.red("\(plan.unmet.count) not met: it would not be launched"))
    }
    return "in all  \(parts.joined(separator: ", "))"
  }

  /// What comes from outside must neither break the layout nor move a terminal's cursor.
  private static func shown(_ text: String) -> String { RecordReport.oneLine(text) }

  static func partitions(_ count: Int) -> String { counted(count, "partition") }
}

extension StepRecord.State {
  /// Why a step has no work.
  var whyNothing: String {
    switch self {
    case .succeeded: "done: it is not launched again"
    case .launched: "under way: a run would watch it"
    case .pending, .intended, .failed, .canceled: "nothing to launch"
    }
  }
}

extension Conflict {
  package var text: String {
    switch self {
    case .backfill(let id, []): "backfill \(id) of a job of these assets is under way"
    case .backfill(let id, let assets):
      "backfill \(id) of \(assets.map(\.description).joined(separator: ", ")) is under way"
    case .run(let id, let asset): "run \(id) of \(asset) is under way"
    }
  }
}

extension RunShape {
  /// `4: at most 5 partitions a run`.
  package var text: String {
    let number = isExact ? "\(runs)" : "\(runs) to \(maximum), as Dagster goes along"
    let rules =
      groups.count == 1
      ? groups[0].rule.description
      : groups.map { group in
        "\(group.assets.map(\.description).joined(separator: ", ")) \(group.runs), \(group.rule.description)"
      }.joined(separator: "; ")
    return "\(number): \(rules)"
  }
}
