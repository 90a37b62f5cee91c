import Diagnostics
import Schema

/// What stands only in some places of a job.
extension JobDocument {
  /// What other steps do before it is nothing that a rehearsal could see.
  var rehearsalIssues: [Issue] {
    steps.enumerated().dropFirst().compactMap { index, step in
      guard (step.command as? Launch)?.rehearsal != nil else { return nil }
      return Issue(
        at: path(ofStep: index)[\Launch.rehearsal],
        "expected a rehearsal in the job's first step alone: what the steps before it change, it could not see",
        hint: "make two jobs, the later of which requires the other: .requires(.succeeded(\"…\"))"
      )
    }
  }

  /// Before anything there is nothing to look at, and after everything nothing that waits.
  var holdIssues: [Issue] {
    steps.indices.compactMap { index in
      guard steps[index].command is Hold else { return nil }
      let place = index == 0 ? "before" : index == steps.count - 1 ? "after" : nil
      return place.map {
        Issue(
          at: path(ofStep: index),
          "expected a step \($0) this one, found none",
          hint: index == 0
            ? "a job begins with an approved plan anyway: remove it"
            : "a job that is done waits for nothing: remove it"
        )
      }
    }
  }
}
