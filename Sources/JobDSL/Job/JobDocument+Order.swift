import Diagnostics
internal import ExactText
import Schema

extension JobDocument {
  /// A job would wait for itself.
  var orderIssues: [Issue] {
    steps.enumerated().flatMap { index, step in
      step.conditions.listed.compactMap { path, condition in
        guard case .requires(.succeeded(let job)) = condition, job.isExactly(metadata.name) else {
          return nil
        }
        return Issue(
          at: Path(self.path(ofStep: index).components + path.components),
          "expected another job than this one, found \(quoted(job)), which has not succeeded while it runs",
          hint: "remove it: a job's steps are done in their order"
        )
      }
    }
  }
}
