// What is near to a backfill and isn't one; each message says what to write instead.

extension Backfill {
  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, from first: Day, through last: Day) { self = .mistake }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, partitions: TimeSelection<Day>) { self = .mistake }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "say which partitions: from:through: or partitions: (all of them: partitions: .all)"
  )
  public init<P: Partitioning>(_ asset: Asset<P>, _ others: Asset<P>...) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "one partition is partitions: [\"2024-02-01\"], or Materialize(…, partition:) for a single run"
  )
  public init<P: TimePartitioning>(_ asset: Asset<P>, partition: P.Key) { self = .mistake }

  @available(*, unavailable, message: "the last partition is included: write from: …, through: …")
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, to last: P.Key) { self = .mistake }

  @available(*, unavailable, message: "static partitions have no first and last: write partitions: [.a, .b]")
  public init<Key>(_ asset: Asset<Static<Key>>, from first: String, through last: String) { self = .mistake }

  @available(*, unavailable, message: "all assets are partitioned alike: write a Backfill for each kind")
  public init<P: TimePartitioning, Other>(
    _ asset: Asset<P>,
    _ other: Asset<Other>,
    from first: P.Key,
    through last: P.Key
  ) { self = .mistake }

  @available(*, unavailable, message: "all assets are partitioned alike: write a Backfill for each kind")
  public init<P: Partitioning, Other>(
    _ asset: Asset<P>,
    _ other: Asset<Other>,
    partitions: P.Selection
  ) { self = .mistake }

  private static var mistake: Backfill {
    Backfill(
      assets: [],
      partitions: .single(.daily, .all),
      config: nil,
      maxConcurrentRuns: nil,
      options: StepOptions()
    )
  }
}
