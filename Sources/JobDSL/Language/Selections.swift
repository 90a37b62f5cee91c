/// Which partitions of an asset a step works on.
public protocol PartitionSelection: Sendable {
  /// The form in which a document says it.
  var partitions: Partitions { get }

  /// Every partition that the server knows.
  static var all: Self { get }
}

/// A choice among the partitions of an asset that is cut by time.
///
/// A list of keys may be written as it is: `partitions: ["2024-02-01", "2024-02-03"]`.
public struct TimeSelection<Key: TimeKey>: PartitionSelection, ExpressibleByArrayLiteral {
  public let partitions: Partitions

  init(_ keys: KeySelection) {
    partitions = Partitions(Key.partitioning, keys)
  }

  public init(arrayLiteral keys: Key...) { self.init(.keys(keys.map(\.text))) }

  /// Every partition that the server knows.
  public static var all: Self { Self(.all) }

  /// Just these partitions.
  public static func keys(_ keys: Key...) -> Self { Self(.keys(keys.map(\.text))) }

  /// Just these partitions, from anything that gives them: `.keys(days.filter { … })`.
  public static func keys(_ keys: some Sequence<Key>) -> Self { Self(.keys(keys.map(\.text))) }

  /// All partitions from the first to the last, both included.
  public static func range(from first: Key, through last: Key) -> Self {
    Self(.range(KeyRange(from: first.text, through: last.text)))
  }

  /// All partitions of several ranges; none may overlap another.
  public static func ranges(_ ranges: TimeRange<Key>...) -> Self { Self.ranges(ranges[...]) }

  /// All partitions of several ranges, from anything that gives them; none may overlap another.
  public static func ranges(_ ranges: some Sequence<TimeRange<Key>>) -> Self {
    Self(.ranges(ranges.map { KeyRange(from: $0.first.text, through: $0.last.text) }))
  }
}

/// The partitions from a first to a last, both included.
public struct TimeRange<Key: TimeKey>: Sendable {
  let first: Key
  let last: Key

  public init(from first: Key, through last: Key) {
    self.first = first
    self.last = last
  }

  public static func range(from first: Key, through last: Key) -> Self { Self(from: first, through: last) }
}

/// A choice among the partitions of a static asset; a list may be written as it is: `[.eu, .us]`.
public struct StaticSelection<Key: PartitionText>: PartitionSelection, ExpressibleByArrayLiteral {
  public let partitions: Partitions

  init(_ keys: KeySelection) { partitions = Partitions(.static, keys) }

  public init(arrayLiteral keys: Key...) { self.init(.keys(keys.map(\.rawValue))) }

  /// Every partition that the server knows.
  public static var all: Self { Self(.all) }

  /// Just these partitions.
  public static func keys(_ keys: Key...) -> Self { Self(.keys(keys.map(\.rawValue))) }

  /// Just these partitions, from anything that gives them: `.keys(Region.allCases.filter { … })`.
  public static func keys(_ keys: some Sequence<Key>) -> Self { Self(.keys(keys.map(\.rawValue))) }
}

/// A choice among the partitions of a dynamic asset; a list may be written as it is: `["acme", "globex"]`.
public struct DynamicSelection: PartitionSelection, ExpressibleByArrayLiteral {
  public let partitions: Partitions

  init(_ keys: KeySelection) { partitions = Partitions(.dynamic, keys) }

  public init(arrayLiteral keys: String...) { self.init(.keys(keys)) }

  /// Every partition that the server knows when the job runs.
  public static var all: Self { Self(.all) }

  /// Just these partitions.
  public static func keys(_ keys: String...) -> Self { Self(.keys(keys)) }

  /// Just these partitions, from anything that gives them.
  public static func keys(_ keys: some Sequence<String>) -> Self { Self(.keys(Array(keys))) }
}

/// A choice among the partitions of an asset with two dimensions.
public struct MultiSelection<First: Dimension, Second: Dimension>: PartitionSelection {
  public let partitions: Partitions

  /// Every partition that the server knows.
  public static var all: Self { product(.all, .all) }

  /// Every pair of a partition of the first dimension and one of the second.
  public static func product(_ first: First.Cut.Selection, _ second: Second.Cut.Selection) -> Self {
    Self(
      partitions: Partitions(
        dimensions: [
          DimensionPartitions(name: First.name, first.partitions),
          DimensionPartitions(name: Second.name, second.partitions),
        ]
      )
    )
  }
}
