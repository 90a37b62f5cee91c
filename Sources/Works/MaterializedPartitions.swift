package import Dagster
package import DagsterModel
import ExactText
package import Ledger

/// The partitions that a step's own launches have materialized.
///
/// What others materialized doesn't count: the job may do it with another configuration, or after a repair.
package struct MaterializedPartitions: Hashable, Sendable {
  /// How many runs are asked for what they materialized. A partition of a run beyond is launched again.
  package static let runLimit = 1_000

  private var byAsset: [AssetKey: Set<ExactString>] = [:]
  /// Those whose last run has failed, in the end or a check, though they may be there.
  private var doubted: Set<ExactString> = []

  package init() {}

  /// - Parameters:
  ///   - assets: the step's.
  ///   - passingChecks: whether what a check has failed for is to be made again.
  ///   - doubting: whether `isDoubted` is asked.
  /// - Throws: what the server answers; a part of the truth would launch partitions again that are there.
  package init(
    of assets: [AssetKey],
    by launches: [LaunchRecord],
    passingChecks: Bool = false,
    doubting: Bool = false,
    client: DagsterClient
  ) async throws(DagsterError) {
    var asked = 0
    for id in launches.compactMap(\.dagsterID) {
      let backfill = BackfillID(id)
      let troubled = try await client.troubledChains(ofBackfill: backfill)
      let known = Set(troubled.map(\.root))
      let others = try await client.allRuns(.ofBackfill(backfill, [.success]))
        .filter { !known.contains($0.chainID) }
      let chains = troubled.map(\.runs) + others.map { [$0] }
      let unchecked = passingChecks ? try await Self.failingChecks(backfill, troubled, client) : []
      // A run that failed in the end may have made everything, and have failed over a check.
      let failed = Set(troubled.filter { $0.end.status != .success }.map(\.root)).union(unchecked)
      let settled = chains.filter { !failed.contains($0[0].chainID) }
      let selections = try await Self.selections(of: settled.map { $0[0] }, assets, client)
      for runs in settled {
        if let partition = runs[0].partition, let made = selections[runs[0].id] {
          for asset in made { insert(Materialization(asset: asset, partition: partition)) }
        } else {
          for run in runs where asked < Self.runLimit {
            asked += 1
            for made in try await client.materializations(ofRun: run.id) { insert(made) }
          }
        }
      }
      for runs in chains where doubting && failed.contains(runs[0].chainID) {
        doubted.formUnion(try await Self.partitions(of: runs, client).map(ExactString.init))
      }
    }
  }

  /// What each run was to make: of several assets each may have runs of its own, as those of two code locations have.
  private static func selections(of runs: [Run], _ assets: [AssetKey], _ client: DagsterClient)
    async throws(DagsterError) -> [RunID: Set<AssetKey>]
  {
    if assets.count == 1 { return Dictionary(runs.map { ($0.id, Set(assets)) }) { $1 } }
    return try await client.assets(ofRuns: runs.map(\.id))
  }

  /// The chains with a check that failed.
  private static func failingChecks(_ id: BackfillID, _ chains: [RunChain], _ client: DagsterClient)
    async throws(DagsterError) -> Set<RunID>
  {
    guard let backfill = try await client.backfill(id) else { return [] }
    return Set(try await CheckResult.failed(in: backfill, chains, client: client).map(\.run.chainID))
  }

  /// The partition that a chain is for, or those that its runs have made.
  private static func partitions(of runs: [Run], _ client: DagsterClient) async throws(DagsterError)
    -> [String]
  {
    if let partition = runs[0].partition { return [partition] }
    var made: [String] = []
    for run in runs { made += try await client.materializations(ofRun: run.id).compactMap(\.partition) }
    return made
  }

  private mutating func insert(_ made: Materialization) {
    guard let partition = made.partition else { return }
    doubted.remove(ExactString(partition))
    byAsset[made.asset, default: []].insert(partition)
  }

  /// Whether it is to be made again though it is there.
  package func isDoubted(_ partition: String) -> Bool { doubted.contains(ExactString(partition)) }

  /// Whether the partition is there in each of the assets.
  package func contains(_ partition: String, of assets: [AssetKey]) -> Bool {
    assets.allSatisfy { byAsset[$0]?.contains(partition) == true }
  }
}
