import Contract
import Dagster
import DagsterModel
import Effects
package import Planning
import Works

extension PlanReport {
  /// For a pull request's comment or a pipeline's summary. What comes from the document stands in it as code.
  package static func markdown(_ plan: JobPlan) -> String {
    let style = TerminalStyle(colored: false)
    var lines = [
      "## Plan of \(code(plan.job))", "", "\(code(plan.owner)): \(code(plan.reason))", "",
      "Ledger: \(escaped(ledgerState(plan.ledgerState, style))).",
    ]
    if let unrecorded = unrecorded(plan) { lines += ["", "**Dagster** \(escaped(unrecorded))."] }
    if let obstacle = plan.obstacle { lines += ["", "**It could not run now:** \(escaped(obstacle))"] }
    lines += [
      "", "| step | asset | partitions | new | overwritten | failed before | in flight | runs |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += plan.steps.flatMap(rows)
    let notes = plan.steps.flatMap(self.notes)
    if !notes.isEmpty { lines += [""] + notes.map { "- \($0)" } }
    return (lines + ["", "Digest: \(code(plan.effect.digest))"]).joined(separator: "\n") + "\n"
  }

  private static func rows(_ step: StepPlan) -> [String] {
    let name = "\(StepNumber(at: step.index)). \(step.command)"
    guard let work = step.work else {
      return ["| \(name) | \(code(step.summary)) | \(step.state.whyNothing) | | | | | |"]
    }
    guard !work.assets.isEmpty else {
      return ["| \(name) | \(code(step.summary)) | | | | | | \(work.shape.text) |"]
    }
    return work.assets.map { asset in
      let cells =
        [name, code(asset.asset.description)] + self.cells(asset) + [escaped(work.shape.text)]
      return "| \(cells.joined(separator: " | ")) |"
    }
  }

  private static func cells(_ asset: AssetPlan) -> [String] {
    if let whole = asset.state.whole {
      return [
        "the whole asset", whole.isMaterialized ? "" : "yes", whole.isMaterialized ? "yes" : "",
        whole.hasFailed ? "yes" : "", whole.isInFlight ? "yes" : "",
      ]
    }
    guard let targeted = asset.partitions else { return ["", "", "", "", ""] }
    return ([targeted] + asset.parts(of: targeted).map(\.partitions)).map { partitions in
      partitions.count == 0 ? "0" : "\(partitions.count): \(code(partitions.folded(limit: rangeLimit)))"
    }
  }

  private static func notes(_ step: StepPlan) -> [String] {
    let name = "step \(StepNumber(at: step.index))"
    var notes: [String] = []
    if let work = step.work {
      if work.skipped > 0 {
        notes.append("\(name) leaves out \(partitions(work.skipped)), materialized already")
      }
      notes += (work.launch.map(self.rows) ?? []).map { "\(name), \($0.0): \(code($0.1))" }
      if let time = time(of: work) { notes.append("\(name) takes \(time)") }
      notes += work.changes.map { change in
        "\(name) \(change.isLoss ? "**\(change.verb)**" : change.verb) \(code(change.shown))"
      }
      notes += work.checks.map { "\(name), before: \(code($0.text))" }
      notes += work.reactions.map { "\(name): \(code($0.description)) reacts" }
      notes += work.conflicts.map { "\(name): **in conflict:** \(escaped($0.text))" }
    }
    return notes
      + step.conditions.map { condition in
        let verdict =
          condition.complaint.map { "**not met:** \(escaped($0))" }
          ?? condition.undecided.map { "**undecided:** \(escaped($0))" }
          ?? (condition.isLater ? "afterwards: " : "met: ") + escaped(condition.meaning)
        return "\(name): \(verdict)"
      }
  }

  /// As code that no backtick, pipe or line break in it can end.
  private static func code(_ text: String) -> String {
    let flat = Array(TerminalStyle.printable(String(text.map { $0.isNewline ? " " : $0 })))
    let fence = String(repeating: "`", count: (longestRun(of: "`", in: flat)) + 1)
    let padding = flat.first == "`" || flat.last == "`" ? " " : ""
    return "\(fence)\(padding)\(String(flat).replacing("|", with: "\\|"))\(padding)\(fence)"
  }

  private static func escaped(_ text: String) -> String {
    text.map { character -> String in
      character.isNewline ? " " : "\\`*_[]<>|#@".contains(character) ? "\\\(character)" : String(character)
    }.joined()
  }

  private static func longestRun(of wanted: Character, in text: [Character]) -> Int {
    var (longest, current) = (0, 0)
    for character in text {
      current = character == wanted ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
