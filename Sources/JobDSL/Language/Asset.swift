internal import ExactText

/// An asset of the Dagster deployment, with how it is partitioned in its type.
///
/// Assets are declared once, in the catalog, as members that a job names with a leading dot:
///
/// ```swift
/// extension Asset where Partitions == Daily {
///   public static var orders: Self { Asset("orders") }
/// }
/// ```
public struct Asset<Partitions>: Sendable {
  /// The asset key with its parts joined by `/`, such as `sales/orders`; a `/` within a part is `\/`.
  public let key: String

  /// An asset key as Dagster's pages show it: `Asset("sales/orders")` has the parts `sales` and `orders`.
  public init(_ key: String) { self.key = key }

  /// An asset key by its parts, which may hold blanks and slashes: `Asset(path: "data/orders")` has one part.
  public init(path first: String, _ others: String...) { key = ([first] + others).assetKeyText }
}
