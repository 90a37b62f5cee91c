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
  /// The asset key with its parts joined by `/`, such as `sales/orders`.
  package let key: String

  public init(_ key: String) { self.key = key }
}
