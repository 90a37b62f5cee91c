package import ExactText
public import Schema

/// Tells Dagster that an asset, or partitions of one, are there, without running anything: for data that was made outside
/// of Dagster.
///
/// ```swift
/// ReportMaterialized(.orders, from: "2024-02-01", through: "2024-02-15")
/// ```
///
/// What is materialized already is left out. Dagster doesn't look whether the data is there; what reacts to a
/// materialization reacts to this one too.
public struct ReportMaterialized: OrderedCommand {
  @Exact package var asset: String
  /// `nil` for an asset without partitions.
  package var partitions: Partitions?
  public var conditions: Conditions

  package init(asset: String, partitions: Partitions?, conditions: Conditions = Conditions()) {
    (self.asset, self.partitions, self.conditions) = (asset, partitions, conditions)
  }

  /// The whole asset.
  public init(_ asset: Asset<Unpartitioned>) { self.init(asset: asset.key, partitions: nil) }

  /// The selected partitions.
  public init<P: Partitioning>(_ asset: Asset<P>, partitions: P.Selection) {
    self.init(asset: asset.key, partitions: partitions.partitions)
  }

  /// All partitions from the first to the last, both included.
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, through last: P.Key) {
    self.init(asset: asset.key, partitions: P.Selection.range(from: first, through: last).partitions)
  }

  public static let keyword = "reportMaterialized"
  public static let meaning = "tells Dagster that something is there already"
  public var subject: Subject {
    partitions.map { .assets([asset], partitions: $0) } ?? .assets([asset])
  }

  public static let schema = Schema<ReportMaterialized>.object(
    "Materializations that no run made",
    .required("asset", \.asset, .assetKey, "the asset"),
    .optional("partitions", \.partitions, Partitions.schema, "which partitions, where it has any"),
    .requires,
    make: ReportMaterialized.init(asset:partitions:conditions:)
  )
}

extension ReportMaterialized {
  @available(
    *,
    unavailable,
    message: "this asset is partitioned: write ReportMaterialized(…, partitions: […])"
  )
  public init<P: Partitioning>(_ asset: Asset<P>) { self.init(asset: "", partitions: nil) }

  @available(*, unavailable, message: "partitions have a label: write partitions: […]")
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, _ partition: P.SingleKey) {
    self.init(asset: "", partitions: nil)
  }

  @available(*, unavailable, message: "one partition is a list: partitions: [\"2024-02-01\"]")
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, partition: P.SingleKey) {
    self.init(asset: "", partitions: nil)
  }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: String, through last: String) {
    self.init(asset: "", partitions: nil)
  }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init<P: TimePartitioning>(_ asset: Asset<P>, partitions: [String]) {
    self.init(asset: "", partitions: nil)
  }

  @available(*, unavailable, message: "this asset has no partitions: write ReportMaterialized(…)")
  public init(_ asset: Asset<Unpartitioned>, partitions: TimeSelection<Day>) {
    self.init(asset: "", partitions: nil)
  }
}
