import Diagnostics
package import ExactText
public import Schema

/// Deletes all that Dagster knows of an asset's materializations and checks. What the asset's code has written stays where
/// it is.
///
/// ```swift
/// WipeAsset(.ordersLegacy).confirmed("orders_legacy")
/// ```
public struct WipeAsset: OrderedCommand {
  @Exact package var asset: String
  /// The asset's key, written out once more.
  @Exact package var confirmed: String
  public var conditions: Conditions

  package init(asset: String, confirmed: String, conditions: Conditions = Conditions()) {
    (self.asset, self.confirmed, self.conditions) = (asset, confirmed, conditions)
  }

  /// Needs `.confirmed("…")` with the asset's key behind it.
  public init<Partitions>(_ asset: Asset<Partitions>) { self.init(asset: asset.key, confirmed: "") }

  /// Says that this asset's history may be lost.
  ///
  /// - Parameter asset: its key, such as `sales/orders`, spelled out for whoever reviews the job.
  public func confirmed(_ asset: String) -> WipeAsset {
    WipeAsset(asset: self.asset, confirmed: asset, conditions: conditions)
  }

  public static let keyword = "wipeAsset"
  public static let meaning = "deletes what Dagster knows of an asset's materializations"
  public var subject: Subject { .assets([asset]) }

  public static let schema: Schema<WipeAsset> = .object(
    "The end of an asset's history in Dagster",
    .required("asset", \.asset, .assetKey, "the asset, with all of its partitions"),
    .required("confirmed", \.confirmed, .string, "the asset's key once more"),
    .requires,
    make: WipeAsset.init(asset:confirmed:conditions:)
  ).checked { wipe in
    guard !wipe.asset.isExactly(wipe.confirmed) else { return [] }
    return [
      Issue(
        at: .root[\Self.confirmed],
        "expected the key of the asset whose history is deleted, found \(quoted(wipe.confirmed))",
        hint: "write .confirmed(\(quoted(wipe.asset))), or `confirmed: \(wipe.asset)` in a document"
      )
    ]
  }
}
