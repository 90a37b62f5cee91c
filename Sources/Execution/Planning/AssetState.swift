import Dagster

/// What has become of what a step targets of an asset.
package struct AssetState: Hashable, Sendable {
  /// Partitions that were materialised, whatever has become of them since: they would be written over.
  package var materialized: Set<String> = []
  /// Partitions that failed at the last attempt.
  package var failed: Set<String> = []
  /// Partitions under way.
  package var inFlight: Set<String> = []
  /// Of an asset without partitions, or of one whose partitions are not told apart.
  package var whole: Whole?

  /// An asset as one.
  package struct Whole: Hashable, Sendable {
    package var isMaterialized: Bool
    package var hasFailed: Bool
    package var isInFlight: Bool
  }

  init(of activity: AssetActivity) {
    whole = Whole(
      isMaterialized: activity.isMaterialized,
      hasFailed: activity.hasFailed,
      isInFlight: !activity.runs.isEmpty
    )
  }

  /// - Parameters:
  ///   - partitions: those that matter.
  ///   - allKeys: the asset's, where they are known already.
  init(
    of asset: AssetKey,
    among partitions: TargetedPartitions,
    allKeys: [String]? = nil,
    client: DagsterClient
  ) async throws(DagsterError) {
    let statuses = try await client.statusKeys(of: asset, allKeys: allKeys)
    materialized = Set(partitions.keys.lazy.filter(statuses.materialized.contains))
    failed = Set(partitions.keys.lazy.filter(statuses.failed.contains))
    inFlight = Set(partitions.keys.lazy.filter(statuses.materializing.contains))
    // Their status tells no more what was there before.
    let hidden = failed.union(inFlight)
    if !hidden.isEmpty {
      materialized.formUnion(try await client.everMaterialized(hidden.sorted(), of: asset))
    }
  }
}
