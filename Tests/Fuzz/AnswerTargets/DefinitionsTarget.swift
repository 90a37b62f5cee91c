import Dagster
package import FuzzTargets
import JobDSL
import Ledger
import Planning

extension FuzzTarget {
  /// Checking a document against whatever definitions a server says it has.
  ///
  /// The input is what the answers are made up of, and which document it is.
  package static let definitions = FuzzTarget(
    "definitions",
    seeds: { (0..<64).map { Choices.bytes(1_000, seed: $0) } }
  ) { bytes throws(Violation) in
    var choices = Choices(bytes)
    let text = Array(choices.element(of: documents).utf8)
    let reading = JobReading(text, file: "job.yaml")
    guard let document = reading.document else { throw Violation("expected a document: \(reading.problems)") }
    let server = MadeUpServer(choices)
    let problem = try onThisThread { () -> String? in
      do {
        let check = ServerCheck(
          client: try server.client(),
          document: document,
          root: reading.root,
          file: "job.yaml",
          now: Timestamp(seconds: 1_709_290_800)
        )
        _ = try await check.plan(steps: Array(document.steps.indices))
        return nil
      } catch {
        return "\(error)"
      }
    }
    try require(!server.isAskedWithoutEnd, "expected an end of the requests")
    try require(problem?.isEmpty != true, "expected words for every error")
  }

  private static let documents = [
    "backfill: {assets: [a], partitions: {partitioning: daily, from: \"2024-02-01\", through: \"2024-02-03\"}}",
    "backfill: {assets: [a, x/y], partitions: {partitioning: static, keys: [a, b]}, maxConcurrentRuns: 2}",
    "backfill: {assets: [a], partitions: {partitioning: hourly, all: true}, config: {ops: {a: {config: {b: 1}}}}}",
    "backfill: {assets: [a], partitions: {partitioning: multi, dimensions: ["
      + "{name: d, partitioning: daily, keys: [\"2024-02-01\"]}, {name: s, partitioning: static, all: true}]}}",
    "materialize: {asset: a}",
    "materialize: {asset: a, partition: \"2024-02-01\", config: {ops: {}}}",
    "launch: {job: export, location: lab}",
    "launch: {job: export, location: lab, partition: \"2024-02-01\"}",
    "launch: {job: export, location: lab, config: {ops: {}}}",
  ].map { step in
    "apiVersion: production-jobs/v1\nkind: Job\nmetadata: {name: x, owner: me, reason: why}\nspec:\n  steps:\n  - \(step)\n"
  }
}
