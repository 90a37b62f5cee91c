package import ExactText

/// Materialises an unpartitioned asset, or one partition of another, in one Dagster run.
public struct Materialize: MaterializingCommand {
  @Exact package var asset: String
  /// `nil` for an asset without partitions.
  @Exact package var partition: String?
  package var config: ConfigValue?
  public var conditions = Conditions()
  public var options = StepOptions()
  var partitioning = NotInDocument<PartitioningKind>()

  package init(
    asset: String,
    partition: String?,
    config: ConfigValue?,
    conditions: Conditions = Conditions(),
    options: StepOptions
  ) {
    self.asset = asset
    self.partition = partition
    self.config = config
    self.conditions = conditions
    self.options = options
  }

  public init(_ asset: Asset<Unpartitioned>) {
    self.init(asset: asset.key, partition: nil, config: nil, options: StepOptions())
  }

  /// One partition; for several, `Backfill`.
  public init<P: TimePartitioning>(_ asset: Asset<P>, partition: P.Key) {
    self.init(asset: asset.key, partition: partition.text, config: nil, options: StepOptions())
    partitioning = NotInDocument(P.Key.partitioning)
  }

  /// One partition; for several, `Backfill`.
  public init<Key>(_ asset: Asset<Static<Key>>, partition: Key) {
    self.init(asset: asset.key, partition: partition.rawValue, config: nil, options: StepOptions())
  }

  public var step: Step { .materialize(self) }

  /// Runs with this configuration.
  public func config(_ config: some RunConfig) -> Materialize {
    var copy = self
    copy.config = config.runConfig
    return copy
  }
}

extension Materialize {
  @available(
    *,
    unavailable,
    message: "this asset is partitioned: write Materialize(…, partition:) for one, Backfill for several"
  )
  public init<P: Partitioning>(_ asset: Asset<P>) {
    self.init(asset: asset.key, partition: nil, config: nil, options: StepOptions())
  }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, partition: String) {
    self.init(asset: asset.key, partition: nil, config: nil, options: StepOptions())
  }

  @available(*, unavailable, message: "several partitions are a backfill: write Backfill(…, from:through:)")
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, through last: P.Key) {
    self.init(asset: asset.key, partition: nil, config: nil, options: StepOptions())
  }
}
