// What is near to a materialization and isn't one; each message says what to write instead.

extension Materialize {
  @available(
    *,
    unavailable,
    message: "this asset is partitioned: write Materialize(…, partition:) for one, Backfill for several"
  )
  public init<P: Partitioning>(_ asset: Asset<P>) { self.init(keys: []) }

  @available(
    *,
    unavailable,
    message: "these assets are partitioned: write Materialize(…, partition:) for one, Backfill for several"
  )
  public init<P: Partitioning>(_ asset: Asset<P>, _ other: Asset<P>, _ others: Asset<P>...) {
    self.init(keys: [])
  }

  @available(
    *,
    unavailable,
    message: "these assets are partitioned: write Materialize(…, partition:) for one, Backfill for several"
  )
  @_disfavoredOverload
  public init<P: Partitioning>(_ assets: [Asset<P>]) { self.init(keys: []) }

  @available(*, unavailable, message: "a partition has a label: write Materialize(…, partition: …)")
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, _ partition: P.SingleKey) { self.init(keys: []) }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, partition: String) { self.init(keys: []) }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, _ partition: String) { self.init(keys: []) }

  @available(
    *,
    unavailable,
    message: "this asset has two dimensions: write a key of each, partition: \"2024-02-01\", .eu"
  )
  public init<First, Second>(_ asset: Asset<Multi<First, Second>>, partition: String) { self.init(keys: []) }

  @available(*, unavailable, message: "several partitions are a backfill: write Backfill(…, from:through:)")
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, through last: P.Key) {
    self.init(keys: [])
  }

  @available(*, unavailable, message: "several partitions are a backfill: write Backfill(…, partitions:)")
  public init<P: Partitioning>(_ asset: Asset<P>, partitions: P.Selection) { self.init(keys: []) }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init<P: TimePartitioning>(_ asset: Asset<P>, _ others: Asset<P>..., partition: String) {
    self.init(keys: [])
  }
}
