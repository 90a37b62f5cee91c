import Diagnostics
import ExactText
import JobDSL
import Schema

/// The reference of commands and fields, in Markdown, from the declarations that the runner reads documents by.
package enum Reference {
  package static var markdown: String {
    let document = JobDocument.schema.shape
    let commands = document.commands
    return """
      # Reference

      Made by `swift run emit reference` from the fields that the runner reads: change them, not this file.

      A job is written in Swift, and `emit` writes its document, `generated/NAME/job.yaml`. This is everything that a
      document can say. A key that is not here is refused, and so is one that is there twice. How a job says it in Swift is
      in [Steps](../Sources/JobDSL/JobDSL.docc/Steps.md).

      ## Every document

      \(document.table)
      Each of `spec.steps` is a mapping with one of these keys:

      \(Markdown.table(["key", "what it does"], commands.map { ["[`\($0.name)`](#\($0.name.lowercased()))", $0.summary] }))
      \(commands.map(section).joined(separator: "\n"))
      ## Conditions

      What has to hold before a step launches, and after its runs.

      \(conditions(of: commands))
      """
  }

  private static func section(of command: FieldShape) -> String {
    let rules = command.shape.rules(at: "").map { "- \($0)\n" }.joined()
    return """
      ## \(command.name)

      \(command.shape.summary ?? command.summary).

      \(command.shape.table)\(rules.isEmpty ? "" : "\n\(rules)")
      """
  }

  /// Each condition as a document says it, the commands that have it, and what it means.
  private static func conditions(of commands: [FieldShape]) -> String {
    let every = Guarantee.allCases.flatMap { guarantee in
      Conditions(
        requires: Requirement.words + [.succeeded("load-orders-2024-02")],
        atMost: LaunchLimits(partitions: 40, runs: 10),
        overwrites: .nothing,
        only: .missing,
        ensures: guarantee
      ).listed
    }
    let listed =
      every + [
        (.root[\Conditions.ensures], .ensures(.allMaterialized)),
        (.root[\Launch.rehearsal], .expects("rows_deleted", atMost: 10_000)),
      ]
    var rows: [[String]] = []
    for (path, condition) in listed {
      guard case .key(let key) = path.components.first else { continue }
      let holders = commands.filter {
        $0.shape.fields.contains { $0.name.isExactly(key) && $0.shape.takes(condition) }
      }
      .map { "`\($0.name)`" }
      let row = ["`\(key): \(condition.words)`", holders.joined(separator: ", "), condition.meaning]
      if !rows.contains(row) { rows.append(row) }
    }
    return Markdown.table(["condition", "of", "it holds where"], rows)
  }
}

extension Shape {
  /// Whether a field of a condition's name takes this one: not every command takes every requirement.
  fileprivate func takes(_ condition: Condition) -> Bool {
    guard case .requires(let requirement) = condition else { return true }
    let word = String(requirement.text.prefix { $0 != ":" })
    switch self {
    case .list(let item, _), .constrained(let item, _): return item.takes(condition)
    case .wordOr(let words, let cases):
      return words.containsExactly(word) || cases.contains { $0.name.isExactly(word) }
    case .choice(let cases): return cases.contains { $0.name.isExactly(word) }
    default: return false
    }
  }
}

extension Condition {
  fileprivate var words: String {
    switch self {
    case .requires(let requirement): "[\(requirement.text)]"
    case .atMostPartitions(let count): "{partitions: \(count)}"
    case .atMostRuns(let count): "{runs: \(count)}"
    case .overwritesNothing: Overwriting.nothing.rawValue
    case .onlyMissing: PartitionFilter.missing.rawValue
    case .ensures(let guarantee): guarantee.rawValue
    case .expects(let figure, let limit):
      "{…, expects: [{figure: \(figure)\(limit.map { ", atMost: \($0)" } ?? "")}]}"
    }
  }
}
