package import Dagster
package import DagsterModel
package import ExactText

/// What has become of what a step targets of an asset.
package struct AssetState: Hashable, Sendable {
  /// Partitions that were materialized, whatever has become of them since: they would be written over.
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

  package init(of activity: AssetActivity) {
    whole = Whole(
      isMaterialized: activity.isMaterialized,
      hasFailed: activity.hasFailed,
      isInFlight: !activity.runs.isEmpty
    )
  }

  /// Of those of its partitions that matter. What is `hidden` may be materialized anyway.
  fileprivate init(of statuses: StatusKeys, among partitions: TargetedPartitions) {
    materialized = partitions.keys.lazy.filter { statuses.materialized.contains($0) }.exact
    failed = partitions.keys.lazy.filter { statuses.failed.contains($0) }.exact
    inFlight = partitions.keys.lazy.filter { statuses.materializing.contains($0) }.exact
  }

  /// Their status tells no more what was there before.
  fileprivate var hidden: Set<ExactString> { failed.union(inFlight) }
}

extension DagsterClient {
  /// The states of partitioned assets, in few requests.
  ///
  /// - Parameters:
  ///   - partitions: those that matter, of each asset.
  ///   - allKeys: all that an asset has, where they are known already.
  package func states(
    of partitions: [AssetKey: TargetedPartitions],
    allKeys: (AssetKey) -> [String]? = { _ in nil }
  ) async throws(DagsterError) -> [AssetKey: AssetState] {
    var states: [AssetKey: AssetState] = [:]
    for (asset, targeted) in partitions.sorted(by: { $0.key < $1.key }) {
      let statuses = try await statusKeys(of: asset, allKeys: allKeys(asset))
      states[asset] = AssetState(of: statuses, among: targeted)
    }
    let hidden = states.mapValues(\.hidden.texts).filter { !$0.value.isEmpty }
    for (asset, made) in try await everMaterialized(hidden) { states[asset]?.materialized.formUnion(made) }
    return states
  }
}
