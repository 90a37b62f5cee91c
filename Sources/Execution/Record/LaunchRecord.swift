/// One launch of a backfill or a run in Dagster, written down before it is sent.
public struct LaunchRecord: Codable, Hashable, Sendable {
  /// What is launched.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// A backfill of partitions.
    case backfill
    /// A single run.
    case run
  }

  /// How many failed partitions are kept one by one; the others are only counted.
  public static let failedPartitionLimit = 100

  /// Our id, with which the launch is tagged in Dagster.
  public var launchID: String
  /// What is launched.
  public var kind: Kind
  /// When the intent was written.
  public var intended: Timestamp
  /// How often it was sent, where once was not enough: a request that never arrived is sent again.
  public var sends: Int?
  /// Dagster's id of the backfill or the run; `nil` while its answer is not known.
  public var dagsterID: String?
  /// When Dagster's answer came.
  public var launched: Timestamp?
  /// When everything under it had ended.
  public var finished: Timestamp?
  /// How many partitions it targets.
  public var targeted: Int?
  /// How many partitions of the step were left out, since earlier launches had materialized them.
  public var skipped: Int?
  /// How many of them were materialized.
  public var materialized: Int?
  /// How many of them failed.
  public var failed: Int?
  /// Dagster's own word for its state.
  public var status: String?
  /// The first failed partitions, at most `failedPartitionLimit`.
  public private(set) var failedPartitions: [FailedPartition]
  /// How many partitions failed in all, those that are not listed included.
  public private(set) var failedPartitionCount: Int
  /// Its page in Dagster; of a run that was retried, once it has ended, the page of the last retry.
  public var url: String?

  /// The intent to launch: nothing is known from Dagster yet.
  public init(launchID: String, kind: Kind, intended: Timestamp) {
    self.launchID = launchID
    self.kind = kind
    self.intended = intended
    failedPartitions = []
    failedPartitionCount = 0
  }

  /// Keeps the first `failedPartitionLimit` of the partitions that failed, and how many there were.
  ///
  /// `count` is the total when `partitions` is itself a part of it.
  public mutating func setFailedPartitions(_ partitions: [FailedPartition], count: Int? = nil) {
    failedPartitions = Array(partitions.prefix(Self.failedPartitionLimit))
    failedPartitionCount = max(count ?? 0, partitions.count)
  }
}

/// A partition that a launch did not bring about.
public struct FailedPartition: Codable, Hashable, Sendable {
  /// The partition's key.
  public var partition: String
  /// The run that it failed in.
  public var runID: String
  /// How many characters of a reason are kept.
  public static let maximumReasonLength = 2_000

  /// Dagster's reason, when it gave one; at most `maximumReasonLength` characters when it was recorded.
  public var reason: String?

  /// A partition that failed.
  public init(partition: String, runID: String, reason: String? = nil) {
    self.partition = partition
    self.runID = runID
    self.reason = reason?.clipped(to: Self.maximumReasonLength)
  }
}

extension LaunchRecord {
  /// Whether Dagster has it, and nobody has seen it end.
  var isUnderWay: Bool { dagsterID != nil && finished == nil }
}
