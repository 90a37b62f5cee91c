package import ExactText
public import Schema

/// Adds keys to the dynamic partitions of an asset, and so of every asset that shares them.
///
/// ```swift
/// AddPartitions(["acme", "globex"], to: .customerProfile)
/// ```
///
/// Keys that are there already are left as they are.
public struct AddPartitions: OrderedCommand {
  @Exact package var asset: String
  @Exact package var keys: [String]
  public var conditions: Conditions

  package init(asset: String, keys: [String], conditions: Conditions = Conditions()) {
    (self.asset, self.keys, self.conditions) = (asset, keys, conditions)
  }

  /// - Parameters:
  ///   - keys: as Dagster is to spell them.
  ///   - asset: one that has the partitions.
  public init(_ keys: some Sequence<String>, to asset: Asset<Dynamic>) {
    self.init(asset: asset.key, keys: Array(keys))
  }

  public static let keyword = "addPartitions"
  public static let meaning = "adds dynamic partitions"
  public var subject: Subject { .assets([asset], partitions: Partitions(.dynamic, .keys(keys))) }

  public static let schema = Schema<AddPartitions>.object(
    "More keys of a dynamic partitions definition",
    .required("asset", \.asset, .assetKey, "an asset that has the partitions"),
    .required("keys", \.keys, .dynamicKeys, "the keys to add"),
    .requires,
    make: AddPartitions.init(asset:keys:conditions:)
  )
}

extension AddPartitions {
  @available(
    *,
    unavailable,
    message: "only dynamic partitions can be added: Dagster's code defines the others"
  )
  public init<Other>(_ keys: some Sequence<String>, to asset: Asset<Other>) { self.init(asset: "", keys: []) }
}
