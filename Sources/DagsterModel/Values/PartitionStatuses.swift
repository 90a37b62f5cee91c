public import ExactText

/// What has become of an asset's partitions, in the compact form the server sends.
///
/// Partitions that were never materialized are not mentioned. `keys(in:)` spells ranges out.
public enum PartitionStatuses: Hashable, Sendable {
  /// Time windows: inclusive ranges.
  case ranges([StatusRange])
  /// Static and dynamic partitions: lists. Also what an unpartitioned asset gives, empty.
  case keys(StatusKeys)
  /// Two dimensions: for each range of primary keys, the status of the secondary ones.
  case multi(primaryDimension: String, [Block])

  /// The status of a partition that has one.
  public enum Status: Hashable, Sendable {
    case materialized
    case failed
    case materializing
    /// A status this client does not know.
    case unknown(String)
  }

  /// An inclusive range of keys of one status.
  public struct StatusRange: Hashable, Sendable {
    /// The keys, first and last.
    public let range: PartitionKeyRange
    /// Their status.
    public let status: Status

    /// A range of one status.
    public init(range: PartitionKeyRange, status: Status) {
      self.range = range
      self.status = status
    }
  }

  /// A block of a multi-partitioned asset.
  public struct Block: Hashable, Sendable {
    /// The keys of the primary dimension.
    public let primary: PartitionKeyRange
    /// The status of the secondary dimension's keys under each of them.
    public let secondary: Secondary

    /// A block.
    public init(primary: PartitionKeyRange, secondary: Secondary) {
      self.primary = primary
      self.secondary = secondary
    }
  }

  /// The statuses along the secondary dimension.
  public enum Secondary: Hashable, Sendable {
    case ranges([StatusRange])
    case keys(StatusKeys)
  }
}

/// Partition keys by status.
public struct StatusKeys: Hashable, Sendable {
  /// Materialized, and not failed or under way since.
  public var materialized: Set<ExactString>
  /// Failed at the last attempt.
  public var failed: Set<ExactString>
  /// Under way.
  public var materializing: Set<ExactString>

  /// Keys by status.
  public init(
    materialized: Set<ExactString> = [],
    failed: Set<ExactString> = [],
    materializing: Set<ExactString> = []
  ) {
    self.materialized = materialized
    self.failed = failed
    self.materializing = materializing
  }

  package mutating func insert(_ keys: some Sequence<String>, as status: PartitionStatuses.Status) {
    switch status {
    case .materialized: materialized.formUnion(keys)
    case .failed: failed.formUnion(keys)
    case .materializing: materializing.formUnion(keys)
    case .unknown: break
    }
  }
}
