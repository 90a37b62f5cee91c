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

  /// - Parameter passingChecks: whether what a check has failed for is to be made again.
  /// - Throws: what the server answers; a part of the truth would launch partitions again that are there.
  init(by launches: [LaunchRecord], passingChecks: Bool = false, client: DagsterClient)
    async throws(DagsterError)
  {
    var asked = 0
    for id in launches.compactMap(\.dagsterID) {
      let backfill = BackfillID(id)
      let troubled = try await client.troubledChains(ofBackfill: backfill)
      let known = Set(troubled.map(\.root))
      let others = try await client.allRuns(.ofBackfill(backfill, [.success]))
        .filter { !known.contains($0.chainID) }
      // A run that failed in the end may have made everything, and have failed over a check.
      let unsettled = passingChecks ? try await Self.failingChecks(backfill, troubled, client) : []
      for runs in troubled.filter({ $0.end.status == .success }).map(\.runs) + others.map({ [$0] })
      where !unsettled.contains(runs[0].chainID) {
        if let partition = runs[0].partition {
          whole.insert(partition)
        } else {
          for run in runs where asked < Self.runLimit {
            asked += 1
            for made in try await client.materializations(ofRun: run.id) { insert(made) }
          }
        }
      }
    }
  }

  /// The chains with a check that failed.
  private static func failingChecks(_ id: BackfillID, _ chains: [RunChain], _ client: DagsterClient)
    async throws(DagsterError) -> Set<RunID>
  {
    guard let backfill = try await client.backfill(id) else { return [] }
    return Set(try await FailedCheck.all(of: backfill, chains, client: client).map(\.run.chainID))
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
