import Dagster
package import ExactText

/// What has become of what a step targets of an asset.
package struct AssetState: Hashable, Sendable {
  /// Partitions that were materialised, whatever has become of them since: they would be written over.
  package var materialized: Set<ExactString> = []
  /// Partitions that failed at the last attempt.
  package var failed: Set<ExactString> = []
  /// Partitions under way.
  package var inFlight: Set<ExactString> = []
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
    materialized = partitions.keys.lazy.filter { statuses.materialized.contains($0) }.exact
    failed = partitions.keys.lazy.filter { statuses.failed.contains($0) }.exact
    inFlight = partitions.keys.lazy.filter { statuses.materializing.contains($0) }.exact
    // Their status tells no more what was there before.
    let hidden = failed.union(inFlight)
    if !hidden.isEmpty {
      materialized.formUnion(try await client.everMaterialized(hidden.texts, of: asset))
    }
  }
}
