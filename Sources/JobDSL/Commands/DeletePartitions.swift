package import ExactText
public import Schema

/// Deletes keys of the dynamic partitions of an asset, and so of every asset that shares them.
///
/// ```swift
/// DeletePartitions(["acme"], of: .customerProfile)
/// ```
///
/// What was materialized of them stays in Dagster's history, and is reached from no partition any more. Keys that are not
/// there are left out.
public struct DeletePartitions: OrderedCommand {
  @Exact package var asset: String
  @Exact package var keys: [String]
  public var conditions: Conditions

  package init(asset: String, keys: [String], conditions: Conditions = Conditions()) {
    (self.asset, self.keys, self.conditions) = (asset, keys, conditions)
  }

  /// - Parameters:
  ///   - keys: as Dagster spells them.
  ///   - asset: one that has the partitions.
  public init(_ keys: some Sequence<String>, of asset: Asset<Dynamic>) {
    self.init(asset: asset.key, keys: Array(keys))
  }

  public static let keyword = "deletePartitions"
  public static let meaning = "deletes dynamic partitions"
  public var subject: Subject { .assets([asset], partitions: Partitions(.dynamic, .keys(keys))) }

  public static let schema = Schema<DeletePartitions>.object(
    "Keys of a dynamic partitions definition that go",
    .required("asset", \.asset, .assetKey, "an asset that has the partitions"),
    .required("keys", \.keys, .dynamicKeys, "the keys to delete"),
    .requires,
    make: DeletePartitions.init(asset:keys:conditions:)
  )
}

extension DeletePartitions {
  @available(
    *,
    unavailable,
    message: "only dynamic partitions can be deleted: Dagster's code defines the others"
  )
  public init<Other>(_ keys: some Sequence<String>, of asset: Asset<Other>) { self.init(asset: "", keys: []) }
}
