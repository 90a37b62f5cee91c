package import Diagnostics
package import JobDSL
import Schema

extension Job {
  /// What the compiler could not see, at the condition's, the step's or the job's own line in its Swift file.
  package var problems: [Diagnostic] {
    let document = diagnostics(JobDocument.schema.issues(in: self.document))
    let settings = KubernetesSettings.schema.issues(in: kubernetes).map { issue in
      diagnostic(issue, at: location, path: Path([.key("kubernetes")] + issue.path.components))
    }
    return document + settings
  }

  /// Each at the place in Swift that says what it is about.
  func diagnostics(_ issues: [Issue]) -> [Diagnostic] {
    let conditions = conditionLocations
    let found = issues.map { issue in
      let location = issue.path.nearest(in: conditions) ?? location(of: issue.path)
      return (step: step(of: issue.path), problem: diagnostic(issue, at: location, path: issue.path))
    }
    // A canary and its rest are one backfill in Swift, and what is wrong with it is said once.
    return found.filter { step, problem in
      guard let canary = step.flatMap(document.canary) else { return true }
      return !found.contains { $0.step == canary && $0.problem.isTold(like: problem) }
    }.map(\.problem)
  }

  /// The step that a place belongs to; `nil` of what is about the whole job.
  private func step(of path: Path) -> Int? {
    let steps = JobDocument.stepsPath.components
    guard path.components.starts(with: steps), path.components.count > steps.count,
      case .index(let index) = path.components[steps.count], stepLocations.indices.contains(index)
    else { return nil }
    return index
  }

  private func location(of path: Path) -> SourceLocation {
    step(of: path).map { stepLocations[$0] } ?? location
  }

  private func diagnostic(_ issue: Issue, at location: SourceLocation, path: Path) -> Diagnostic {
    Diagnostic(
      file: location.packagePath,
      position: Position(line: location.line, column: location.column),
      path: path,
      message: issue.message,
      hint: hint(issue.hint, at: location)
    )
  }

  /// What stands in a file that several jobs share says which of them is meant.
  private func hint(_ hint: String?, at location: SourceLocation) -> String? {
    guard location.packagePath != self.location.packagePath else { return hint }
    let job =
      "in the job \(onOneLine(document.metadata.name)), \(self.location.packagePath):\(self.location.line)"
    return [job, hint].compactMap(\.self).joined(separator: "; ")
  }
}

extension Diagnostic {
  /// Whether a person is told the same at the same place.
  fileprivate func isTold(like other: Diagnostic) -> Bool {
    (file, position, message) == (other.file, other.position, other.message)
  }
}

extension Path {
  /// What is known of it, or of the nearest one above it.
  fileprivate func nearest<Value>(in known: [Path: Value]) -> Value? {
    var path = self
    while !path.components.isEmpty {
      if let value = known[path] { return value }
      path.components.removeLast()
    }
    return nil
  }
}

/// Jobs that share a name: it becomes one folder, one Kubernetes object and one record.
package func problemsOfRepeatedNames(in jobs: [Job]) -> [Diagnostic] {
  guard Set(jobs.lazy.map(\.document.metadata.name)).count < jobs.count else { return [] }
  var first: [String: Job] = [:]
  let byPath = jobs.map { (path: $0.location.packagePath, job: $0) }.sorted { $0.path < $1.path }
  return byPath.compactMap { _, job in
    let name = job.document.metadata.name
    guard let earlier = first[name] else {
      first[name] = job
      return nil
    }
    let place = "\(earlier.location.packagePath):\(earlier.location.line)"
    let issue = Issue(
      "expected a job name of its own, found \"\(name)\" again",
      hint: "\(place) has it already"
    )
    return job.diagnostics([issue]).first
  }
}
