package import Dagster
package import DagsterModel

/// An asset that Dagster leaves out of a backfill without a word, though it was given it.
package struct UnreachedAsset: Hashable, Sendable {
  package var asset: AssetKey
  /// The one of the backfill's that it reads, over others.
  package var ancestor: AssetKey
  /// One of the others, which the asset reads itself.
  package var between: AssetKey
}

extension DagsterClient {
  /// The assets that a backfill of these would leave out.
  ///
  /// Dagster begins with those that read none of the others, over however many assets, and goes on to what reads one of them
  /// itself (`AssetBackfillData.from_asset_partitions`). What reads another one over assets that aren't selected, and
  /// none itself, is neither.
  package func unreached(in assets: [AssetKey]) async throws(DagsterError) -> [UnreachedAsset] {
    guard assets.count > 1 else { return [] }
    let selected = Set(assets)
    var parents = try await parents(of: assets)
    let unread = assets.filter { selected.isDisjoint(with: parents[$0] ?? []) }
    var level = unread
    while true {
      let above = Set(level.flatMap { parents[$0] ?? [] }).subtracting(selected)
      level = above.filter { parents[$0] == nil }.sorted()
      guard !level.isEmpty else { break }
      parents.merge(try await self.parents(of: level)) { $1 }
    }
    return unread.compactMap { asset in
      for parent in parents[asset] ?? [] {
        if let ancestor = nearest(of: selected.subtracting([asset]), above: parent, parents) {
          return UnreachedAsset(asset: asset, ancestor: ancestor, between: parent)
        }
      }
      return nil
    }
  }

  /// What each reads beside itself.
  private func parents(of assets: [AssetKey]) async throws(DagsterError) -> [AssetKey: [AssetKey]] {
    let definitions = try await self.assets(assets)
    return Dictionary(
      assets.map { asset in (asset, (definitions[asset]?.parents ?? []).filter { $0 != asset }.sorted()) },
      uniquingKeysWith: { $1 }
    )
  }

  private func nearest(of wanted: Set<AssetKey>, above asset: AssetKey, _ parents: [AssetKey: [AssetKey]])
    -> AssetKey?
  {
    var (seen, level): (Set<AssetKey>, [AssetKey]) = ([asset], [asset])
    while !level.isEmpty {
      let above = level.flatMap { parents[$0] ?? [] }
      if let found = above.first(where: wanted.contains) { return found }
      level = above.filter { seen.insert($0).inserted }
    }
    return nil
  }
}
