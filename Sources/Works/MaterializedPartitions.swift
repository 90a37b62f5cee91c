package import Dagster
package import DagsterModel
import ExactText
package import Ledger

/// The partitions that a step's own launches have materialized.
///
/// What others materialized doesn't count: the job may do it with another configuration, or after a repair.
package struct MaterializedPartitions: Hashable, Sendable {
  /// Those of which the last run has succeeded, and its checks where they have to.
  private var settled = PartitionsByAsset()
  /// All of them.
  private var made = PartitionsByAsset()
  /// Assets without partitions that they have materialized, of a backfill's by runs that have succeeded.
  private var whole: Set<AssetKey> = []
  /// Those whose last run has failed, in the end or a check, though they may be there.
  private var doubted: Set<ExactString> = []

  package init() {}

  /// - Parameters:
  ///   - assets: the step's.
  ///   - aim: what the step asks of its runs: where checks have to pass, what one has failed for is to be made again; and
  ///     where a run may leave a partition out, that is not.
  /// - Throws: what the server answers; a part of the truth would launch partitions again that are there.
  package init(of assets: [AssetKey], by launches: [LaunchRecord], for aim: WorkAim, client: DagsterClient)
    async throws(DagsterError)
  {
    for launch in launches {
      guard let id = launch.dagsterID else { continue }
      switch launch.kind {
      case .backfill: try await add(BackfillID(id), of: assets, for: aim, client)
      case .run: try await add(RunID(id), client)
      default: continue
      }
    }
  }

  private mutating func add(
    _ id: BackfillID,
    of assets: [AssetKey],
    for aim: WorkAim,
    _ client: DagsterClient
  )
    async throws(DagsterError)
  {
    let backfill = try await client.backfill(id)
    var troubled = try await client.troubledChains(ofBackfill: id)
    if aim.needsChecks, let backfill {
      troubled += try await CheckResult.mended(in: backfill, troubled, client: client)
    }
    let counts = backfill?.assetCounts ?? [:]
    var parts = try await MadePartitions(of: id, counts, troubled, assets: assets, client: client)
    if !aim.allowsGaps { try await parts.verify(client) }
    // A run that failed in the end may have made everything, and have failed over a check.
    var failed = Set(troubled.filter { $0.end.status != .success }.map(\.root))
    if aim.needsChecks, let backfill {
      let checks = try await CheckResult.failed(in: backfill, troubled, client: client)
      failed.formUnion(checks.map(\.run.chainID))
    }
    for runs in parts.chains {
      let made = parts.made(by: runs)
      self.made.formUnion(made)
      let partitions = Set(
        (runs[0].partition.map { [$0] } ?? made.compactMap(\.partition)).map(ExactString.init)
      )
      if failed.contains(runs[0].chainID) {
        doubted.formUnion(partitions)
      } else {
        doubted.subtract(partitions)
        settled.formUnion(made)
        whole.formUnion(made.filter { $0.partition == nil }.map(\.asset))
      }
    }
  }

  /// A run of its own has no part that could be left out of the next one.
  private mutating func add(_ id: RunID, _ client: DagsterClient) async throws(DagsterError) {
    for run in try await client.chain(of: id)?.runs ?? [] {
      let made = try await client.materializations(ofRun: run.id)
      self.made.formUnion(made)
      whole.formUnion(made.filter { $0.partition == nil }.map(\.asset))
    }
  }

  /// Whether it is to be made again though it is there.
  package func isDoubted(_ partition: String) -> Bool { doubted.contains(ExactString(partition)) }

  /// Whether the partition is done in each of the assets: it is not to be launched again.
  package func contains(_ partition: String, of assets: [AssetKey]) -> Bool {
    settled.contains(partition, of: assets)
  }

  /// Whether it was these launches that materialized the partition, however their runs have ended, or the whole of an asset
  /// without partitions.
  package func hasMade(_ partition: String?, of asset: AssetKey) -> Bool {
    partition.map { made.contains($0, of: [asset]) } ?? whole.contains(asset)
  }
}
