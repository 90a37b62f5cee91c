import Dagster
package import DagsterModel

/// Something that would materialize an asset by itself, in answer to the step.
package struct Reaction: Hashable, Sendable {
  /// The asset that is made; `nil` where that is up to a sensor's code.
  package var asset: AssetKey?
  /// The condition or the sensor, in Dagster's words.
  package var by: String
  /// Whether what evaluates it is switched on.
  package var isOn: Bool

  package var description: String {
    (asset.map { "\($0) by \(by)" } ?? by) + (isOn ? "" : " (switched off)")
  }
}

/// Something under way that targets the same assets.
package enum Conflict: Hashable, Sendable {
  case backfill(BackfillID, of: [AssetKey])
  case run(RunID, of: AssetKey)
}
