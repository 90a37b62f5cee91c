import Contract
package import Dagster
public import DagsterModel
import Diagnostics
package import ExactText
package import JobDSL
package import Ledger
import Schema
package import Works
package import YAML

/// Checks a document against the definitions of a running server and says what it would launch.
///
/// Everything that Dagster lets through silently is refused here: keys out of bounds are dropped there, keys off
/// the grid rounded, a selection left out means everything. All problems of all steps are found in one go.
package struct ServerCheck: Sendable {
  private let client: DagsterClient
  private let document: JobDocument
  private let places: DocumentPlaces
  private let now: Timestamp

  package init(client: DagsterClient, document: JobDocument, root: Node?, file: String, now: Timestamp) {
    self.client = client
    self.document = document
    places = DocumentPlaces(root: root, file: file)
    self.now = now
  }

  /// - Parameters:
  ///   - indices: the steps that are still to be launched.
  ///   - underWay: those that are under way.
  ///   - done: partitions of a step that are not to be launched again.
  ///   - canaries: what is under way of canaries.
  ///   - launches: whether the server has to be one that can launch now.
  package func plan(
    steps indices: [Int],
    underWay: [Int] = [],
    leavingOut done: [Int: MaterializedPartitions] = [:],
    canaries: [Int: Set<ExactString>] = [:],
    toLaunch launches: Bool = true
  ) async throws(CheckFailure) -> PlannedJob {
    let readiness: Readiness
    do { readiness = try await client.readiness() } catch { throw .dagster(error) }
    if launches { try ReadinessCheck(readiness: readiness, now: now).check() }
    try checkFeatures(of: indices, on: readiness.version)
    do {
      _ = try await client.assets(
        (indices + underWay).flatMap {
          document.steps[$0].command.subject.assets.map(AssetKey.init(userString:))
        }
      )
    } catch {
      throw .dagster(error)
    }
    let keys = PartitionKeysByAsset(client: client)
    var plan = PlannedJob(readiness: readiness)
    var problems: [Issue] = []
    for index in (indices + underWay).sorted() {
      let isUnderWay = !indices.contains(index)
      let canary = document.canary(ofStep: index).map { canary in
        CanaryPartitions(
          aims: canaries[canary] ?? plan.steps[canary]?.partitions?.keys.exact ?? [],
          done: done[canary] ?? MaterializedPartitions()
        )
      }
      let check = StepCheck(
        keys: keys,
        readiness: readiness,
        job: document.metadata.name,
        now: now,
        path: document.path(ofStep: index),
        done: done[index] ?? MaterializedPartitions(),
        canary: canary
      )
      do {
        guard let command = document.steps[index].plannable else {
          let keyword = document.steps[index].keyword
          problems.append(
            Issue(
              at: check.path,
              "expected a command that this runner can carry out, found `\(keyword)`",
              hint: "use the runner that the job was emitted for"
            )
          )
          continue
        }
        if isUnderWay {
          // Nothing is in the way of it any more.
          var past: [Issue] = []
          plan.underWay[index] = try await command.plan(on: check, problems: &past)
        } else {
          plan.steps[index] = try await command.plan(on: check, problems: &problems)
        }
      } catch {
        throw .dagster(error)
      }
    }
    guard problems.isEmpty else { throw .document(problems.map(places.diagnostic)) }
    return plan
  }

  /// Refuses what the server is too old for in any open step, rather than after the ones before it are done.
  private func checkFeatures(of indices: [Int], on version: DagsterVersion) throws(CheckFailure) {
    let needs = indices.flatMap { index in
      (document.steps[index].plannable?.features ?? []).filter { version < $0.since }.map { feature in
        "step \(StepNumber(at: index)): \(feature.name) needs Dagster \(feature.since) or newer, the server is \(version)"
      }
    }
    guard needs.isEmpty else {
      throw .unready(
        needs.joined(separator: "\n") + "\nnothing was launched: update the server, or do without"
      )
    }
  }
}

/// Something that not every supported server can do.
public struct ServerFeature: Hashable, Sendable {
  let name: String
  let since: DagsterVersion

  /// - Parameters:
  ///   - name: what it is, for messages: `a run configuration for a backfill`.
  ///   - since: the first version that has it.
  public init(name: String, since: DagsterVersion) { (self.name, self.since) = (name, since) }

  static let backfillRunConfig = ServerFeature(
    name: "a run configuration for a backfill",
    since: .backfillRunConfig
  )
}
