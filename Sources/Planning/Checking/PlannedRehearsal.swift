import DagsterModel
import Diagnostics
import Effects
import JobDSL
import Works

/// How a step is tried before, and what came of it.
package struct PlannedRehearsal: Sendable {
  /// Without the tags by which it is found again.
  var run: RunRequest
  var expects: [ExpectedFigure]
  /// Where the document has what is expected.
  var path: Path
  /// What it reported; `nil` where there was none yet.
  var outcome: Rehearsed?

  /// What it reported, for the record; `nil` where there was nothing yet.
  package var reported: [String]? { outcome?.figures.map(\.text) }

  /// For the plan and its digest, in which the numbers count and not which run reported them.
  var changes: [PlannedChange] {
    guard let outcome else {
      return [PlannedChange("rehearses", "", now: "nothing yet: see `plan --rehearse`")]
    }
    return zip(expects, outcome.figures).map { expected, figure in
      let limit = expected.atMost.map { ", at most \($0)" } ?? ""
      return PlannedChange(
        RehearsedFigure.verb,
        figure.text,
        now: "\(limit), by run \(outcome.run)"
      )
    }
  }
}
