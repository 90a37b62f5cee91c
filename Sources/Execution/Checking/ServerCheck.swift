package import Dagster
import Diagnostics
package import JobDSL
import Schema
package import YAML

/// Checks a document against the definitions of a running server and says what it would launch.
///
/// Everything that Dagster lets through silently is refused here: keys out of bounds are dropped there, keys off
/// the grid rounded, a selection left out means everything. All problems of all steps are found in one go.
package struct ServerCheck: Sendable {
  private let client: DagsterClient
  private let document: JobDocument
  private let root: Node?
  private let file: String
  private let now: Timestamp

  package init(client: DagsterClient, document: JobDocument, root: Node?, file: String, now: Timestamp) {
    self.client = client
    self.document = document
    self.root = root
    self.file = file
    self.now = now
  }

  /// - Parameters:
  ///   - indices: the steps that are still to be launched.
  ///   - done: partitions of a step that are not to be launched again.
  package func plan(
    steps indices: [Int],
    leavingOut done: [Int: MaterializedPartitions] = [:]
  ) async throws(CheckFailure) -> PlannedJob {
    let readiness: Readiness
    do { readiness = try await client.readiness() } catch { throw .dagster(error) }
    try ReadinessCheck(readiness: readiness, now: now).check()
    var plan = PlannedJob(launches: [:])
    var problems: [Issue] = []
    for index in indices {
      let check = StepCheck(
        client: client,
        readiness: readiness,
        job: document.metadata.name,
        path: Path.root["spec"]["steps"][index],
        done: done[index] ?? MaterializedPartitions()
      )
      do {
        plan.launches[index] = try await check.launch(for: document.steps[index], problems: &problems)
      } catch {
        throw .dagster(error)
      }
    }
    guard problems.isEmpty else { throw .document(problems.map(diagnostic)) }
    return plan
  }

  private func diagnostic(_ issue: Issue) -> Diagnostic {
    guard var diagnostic = position(of: issue.path)?.diagnostic(issue.message, hint: issue.hint) else {
      return Diagnostic(file: file, position: nil, path: issue.path, message: issue.message, hint: issue.hint)
    }
    diagnostic.path = issue.path
    return diagnostic
  }

  /// The node at the path, or the nearest one above it.
  private func position(of path: Path) -> Node? {
    var path = path
    while !path.components.isEmpty {
      if let node = root?[path] { return node }
      path.components.removeLast()
    }
    return root
  }
}
