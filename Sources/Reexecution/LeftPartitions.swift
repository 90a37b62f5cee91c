import Dagster
import DagsterModel
import ExactText
import RunHistory
import Works

/// What a backfill of assets has left undone: what it targeted and none of its runs has materialized, whether it failed or
/// was never begun. Dagster's own re-execution of a backfill counts in the same way.
struct LeftPartitions: Hashable, Sendable {
  /// In the order of each asset's partitions; an asset of which nothing is left has no entry.
  var partitions: [AssetKey: TargetedPartitions] = [:]
  /// Assets without partitions.
  var whole: [AssetKey] = []
  /// Partitions that are left, and that their asset has no longer.
  var gone: [AssetKey: [String]] = [:]
  /// Why it can't be told of an asset.
  var undecided: [AssetKey: String] = [:]

  /// - Parameters:
  ///   - targets: what it was launched for.
  ///   - chains: those of its runs that have not simply succeeded.
  ///   - multi: its assets with several dimensions, of whose partitions none follows another.
  init(
    of backfill: Backfill,
    _ targets: BackfillTargets,
    _ chains: [RunChain],
    multi: Set<AssetKey>,
    client: DagsterClient
  ) async throws(DagsterError) {
    whole = backfill.unpartitioned.filter { !$0.value.materialized }.keys.sorted()
    var parts = try await MadePartitions(
      of: backfill.id,
      backfill.assetCounts,
      chains,
      assets: backfill.assetCounts.keys.sorted(),
      client: client
    )
    try await parts.verify(client)
    let made = parts.all
    for (asset, counts) in backfill.assetCounts.sorted(by: { $0.key < $1.key })
    where counts.materialized < counts.targeted {
      let keys = try await client.partitionKeys(of: asset)
      guard let targeted = targets.keys[asset]?.places(among: keys) else {
        undecided[asset] = "its partitions are defined otherwise since"
        continue
      }
      let left = targeted.places.filter { !made.contains(keys[$0], of: [asset]) }
      guard targeted.places.count - left.count >= counts.materialized else {
        undecided[asset] =
          "Dagster counts \(counts.materialized) of its partitions as materialized, and doesn't know the runs any more "
          + "that made them, or there are too many"
        continue
      }
      let unknown = targeted.unknown.filter { !made.contains($0, of: [asset]) }
      if !unknown.isEmpty { gone[asset] = unknown }
      guard !left.isEmpty else { continue }
      let names = left.map { keys[$0] }
      partitions[asset] =
        multi.contains(asset)
        ? TargetedPartitions(listed: names) : TargetedPartitions(keys: names, places: left)
    }
  }
}
