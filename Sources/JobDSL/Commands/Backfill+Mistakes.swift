// What is near to a backfill and isn't one; each message says what to write instead.
//
// The compiler never takes what is unavailable where anything else fits, so that a text may stand here for a key.

extension Backfill {
  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, from first: Day, through last: Day) { self = .mistake }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, partitions: TimeSelection<Day>) { self = .mistake }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>) { self = .mistake }

  @available(*, unavailable, message: "this asset has no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, _ key: String) { self = .mistake }

  @available(*, unavailable, message: "these assets have no partitions: write Materialize(…)")
  public init(_ asset: Asset<Unpartitioned>, _ other: Asset<Unpartitioned>, _ others: Asset<Unpartitioned>...)
  {
    self = .mistake
  }

  @available(
    *,
    unavailable,
    message: "say which partitions: from:through: or partitions: (all of them: partitions: .all)"
  )
  public init<P: Partitioning>(_ asset: Asset<P>, _ others: Asset<P>...) { self = .mistake }

  @available(
    *,
    unavailable,
    message:
      "one partition is a list, partitions: [\"2024-02-01\"], or Materialize(…, partition:) for a single run"
  )
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, partition: P.SingleKey) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "partitions have a label: write from: …, through: … or partitions: …"
  )
  public init<P: SingleKeyPartitioning>(_ asset: Asset<P>, _ key: P.SingleKey, _ others: P.SingleKey...) {
    self = .mistake
  }

  @available(
    *,
    unavailable,
    message: "partitions have a label: write from: …, through: … or partitions: …"
  )
  public init<P: Partitioning>(_ asset: Asset<P>, _ partitions: P.Selection) { self = .mistake }

  @available(*, unavailable, message: "the last partition is included: write from: …, through: …")
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, to last: P.Key) { self = .mistake }

  @available(*, unavailable, message: "the last partition is included: write from: …, through: …")
  public init<P: TimePartitioning>(_ asset: Asset<P>, from first: P.Key, until last: P.Key) {
    self = .mistake
  }

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

// A first and a last are for time alone.
extension Backfill {
  @available(*, unavailable, message: "static partitions have no first and last: write partitions: [.a, .b]")
  public init<Key>(_ asset: Asset<Static<Key>>, from first: String, through last: String) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "dynamic partitions have no first and last: write partitions: [\"a\", \"b\"]"
  )
  @_disfavoredOverload
  public init(_ asset: Asset<Dynamic>, from first: String, through last: String) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "two dimensions have no first and last: write partitions: .product(…, …)"
  )
  public init<First, Second>(
    _ asset: Asset<Multi<First, Second>>,
    from first: String,
    through last: String
  ) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init<P: TimePartitioning>(
    _ asset: Asset<P>,
    _ others: Asset<P>...,
    from first: String,
    through last: String
  ) { self = .mistake }

  @available(
    *,
    unavailable,
    message: "a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it"
  )
  public init<P: TimePartitioning>(_ asset: Asset<P>, _ others: Asset<P>..., partitions: [String]) {
    self = .mistake
  }
}

// Lists; disfavored, so that a misspelled asset is missed in `Asset` and not in `[Asset]`.
extension Backfill {
  @available(
    *,
    unavailable,
    message: "say which partitions: from:through: or partitions: (all of them: partitions: .all)"
  )
  @_disfavoredOverload
  public init<P: Partitioning>(_ assets: [Asset<P>]) { self = .mistake }

  @available(*, unavailable, message: "these assets have no partitions: write Materialize([…])")
  @_disfavoredOverload
  public init(_ assets: [Asset<Unpartitioned>]) { self = .mistake }

  @available(*, unavailable, message: "these assets have no partitions: write Materialize([…])")
  @_disfavoredOverload
  public init(_ assets: [Asset<Unpartitioned>], from first: String, through last: String) { self = .mistake }

  @available(*, unavailable, message: "these assets have no partitions: write Materialize([…])")
  @_disfavoredOverload
  public init(_ assets: [Asset<Unpartitioned>], partitions: TimeSelection<Day>) { self = .mistake }
}
