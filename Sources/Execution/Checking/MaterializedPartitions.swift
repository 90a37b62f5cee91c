import Dagster
import ExactText

/// The partitions that a step's own launches have materialised.
///
/// What others materialised doesn't count: the job may do it with another configuration, or after a repair.
package struct MaterializedPartitions: Hashable, Sendable {
  /// How many runs are asked for what they materialised. A partition of a run beyond is launched again.
  static let runLimit = 1_000

  /// Of which every asset was materialised.
  private var whole: Set<ExactString> = []
  private var byAsset: [AssetKey: Set<ExactString>] = [:]

  init() {}

  /// - Throws: what the server answers; a part of the truth would launch partitions again that are there.
  init(by launches: [LaunchRecord], client: DagsterClient) async throws(DagsterError) {
    var asked = 0
    for id in launches.compactMap(\.dagsterID) {
      for run in try await client.allRuns(.ofBackfill(BackfillID(id))) {
        if run.status == .success, let partition = run.partition {
          whole.insert(partition)
        } else if run.status.isTerminal, asked < Self.runLimit {
          asked += 1
          for made in try await client.materializations(ofRun: run.id) { insert(made) }
        }
      }
    }
  }

  private mutating func insert(_ made: Materialization) {
    guard let partition = made.partition else { return }
    byAsset[made.asset, default: []].insert(partition)
  }

  /// Whether the partition is there in each of the assets.
  func contains(_ partition: String, of assets: [AssetKey]) -> Bool {
    whole.contains(partition) || assets.allSatisfy { byAsset[$0]?.contains(partition) == true }
  }
}
