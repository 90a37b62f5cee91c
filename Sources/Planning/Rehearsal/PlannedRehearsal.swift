import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JSONTree
import JobDSL
import RunHistory
import Schema

/// How a step is tried before: a run that changes nothing, and what it reports.
package struct PlannedRehearsal: Sendable {
  /// Without the tags by which it is found again.
  var run: RunRequest
  var expects: [ExpectedFigure]
  /// Where the document has what is expected.
  var path: Path
  /// What it reported; `nil` where there was none yet.
  var outcome: Outcome?

  package struct Outcome: Hashable, Sendable {
    var run: RunID
    var figures: [RunFigure]
  }

  /// For the plan and its digest, in which the numbers count and not which run reported them.
  var changes: [PlannedChange] {
    guard let outcome else {
      return [PlannedChange("rehearses", "", now: "nothing yet: see `plan --rehearse`")]
    }
    return zip(expects, outcome.figures).map { expected, figure in
      let limit = expected.atMost.map { ", at most \($0)" } ?? ""
      return PlannedChange(
        RehearsedFigure.verb,
        RehearsedFigure(figure).text,
        now: "\(limit), by run \(outcome.run)"
      )
    }
  }

  /// What is expected, and whether it is so.
  func findings(step: Int) -> [ConditionCheck.Finding] {
    expects.enumerated().map { index, expected in
      let number = outcome?.figures[index].number
      let verdict: ConditionCheck.Verdict =
        switch (number, expected.atMost) {
        case (nil, _): .undecided("it has not been rehearsed: plan with --rehearse")
        case (.some(let number), .some(let limit)) where (Double(number) ?? .infinity) > Double(limit):
          .unmet(
            .init(
              message: "expected at most \(limit), found \(expected.figure) \(number) in its rehearsal",
              hint:
                "look at run \(outcome?.run.rawValue ?? ""); to let it do more, raise the limit and have it reviewed"
            )
          )
        default: .met
        }
      return ConditionCheck.Finding(
        step: step,
        condition: .expects(expected.figure, atMost: expected.atMost),
        path: path[index],
        verdict: verdict
      )
    }
  }
}

/// A number of a rehearsal in an effect: `rehearsed rows_deleted 1204`.
struct RehearsedFigure {
  static let verb = "rehearsed"

  let label: String
  let number: String

  init(_ figure: RunFigure) { (label, number) = (figure.label, figure.number) }

  /// - Returns: `nil` for another change.
  init?(change: String) {
    let words = change.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 3, words[0] == Self.verb else { return nil }
    label = words[1..<(words.count - 1)].joined(separator: " ")
    number = String(words[words.count - 1])
  }

  var text: String { "\(label) \(number)" }
  var change: String { "\(Self.verb) \(text)" }

  /// `rows_deleted: 1210 now, 6 more than the 1204 that were approved`.
  func difference(from approved: RehearsedFigure) -> String {
    let before = "the \(approved.number) that were approved"
    guard let new = Int(number), let old = Int(approved.number), new != old else {
      return "\(label): \(number) now, rather than \(before)"
    }
    return "\(label): \(number) now, \(abs(new - old)) \(new > old ? "more" : "fewer") than \(before)"
  }
}

extension JobSurvey {
  /// What the steps' rehearsals reported, for the record.
  package var rehearsed: [String] {
    planned.steps.sorted { $0.key < $1.key }.flatMap { _, step in
      (step.rehearsal?.outcome?.figures ?? []).map { RehearsedFigure($0).text }
    }
  }
}
