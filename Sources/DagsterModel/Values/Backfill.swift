/// A backfill as it stands.
public struct Backfill: Hashable, Sendable {
  /// Its id.
  public let id: BackfillID
  /// Its status; the verdict is better taken from the counts.
  public let status: BackfillStatus
  /// Whether it is of assets, rather than of a job.
  public let isAssetBackfill: Bool
  /// How many partitions it targets: nil when its assets differ, 0 when they have none.
  public let numPartitions: Int?
  /// Its heading.
  public let title: String?
  /// When it was created, in seconds since the epoch by the server's clock.
  public let creationTime: Double
  /// When it ended; nil while it has not.
  public let endTime: Double?
  /// Why the daemon gave it up; nil when it did not.
  public let errorMessage: String?
  /// Partitions by asset. They move with the daemon, every 30 s; none for a job backfill.
  public let assetCounts: [AssetKey: PartitionCounts]
  /// Assets without partitions. None for a job backfill.
  public let unpartitioned: [AssetKey: UnpartitionedStatus]
  /// Partitions of a job backfill by the status of their run; none for an asset backfill.
  public let runStatusCounts: [RunStatus: Int]
  /// Its tags.
  public let tags: [Tag]
  /// How many of its runs have not ended; nil where the server doesn't say.
  public var runs: RunCounts?

  /// A backfill of these parts.
  public init(
    id: BackfillID,
    status: BackfillStatus,
    isAssetBackfill: Bool = true,
    numPartitions: Int? = nil,
    title: String? = nil,
    creationTime: Double = 0,
    endTime: Double? = nil,
    errorMessage: String? = nil,
    assetCounts: [AssetKey: PartitionCounts] = [:],
    unpartitioned: [AssetKey: UnpartitionedStatus] = [:],
    runStatusCounts: [RunStatus: Int] = [:],
    tags: [Tag] = [],
    runs: RunCounts? = nil
  ) {
    self.id = id
    self.status = status
    self.isAssetBackfill = isAssetBackfill
    self.numPartitions = numPartitions
    self.title = title
    self.creationTime = creationTime
    self.endTime = endTime
    self.errorMessage = errorMessage
    self.assetCounts = assetCounts
    self.unpartitioned = unpartitioned
    self.runStatusCounts = runStatusCounts
    self.tags = tags
    self.runs = runs
  }
}

extension Backfill {
  /// Runs that have not ended.
  public struct RunCounts: Hashable, Sendable {
    public let queued: Int
    public let running: Int

    /// Counts.
    public init(queued: Int, running: Int) { (self.queued, self.running) = (queued, running) }
  }

  /// How far the partitions of one asset have got.
  public struct PartitionCounts: Hashable, Sendable {
    public let targeted: Int
    public let inProgress: Int
    public let materialized: Int
    public let failed: Int

    /// Counts.
    public init(targeted: Int, inProgress: Int, materialized: Int, failed: Int) {
      self.targeted = targeted
      self.inProgress = inProgress
      self.materialized = materialized
      self.failed = failed
    }
  }

  /// How far an asset without partitions has got.
  public struct UnpartitionedStatus: Hashable, Sendable {
    public let inProgress: Bool
    public let materialized: Bool
    public let failed: Bool

    /// A status.
    public init(inProgress: Bool, materialized: Bool, failed: Bool) {
      self.inProgress = inProgress
      self.materialized = materialized
      self.failed = failed
    }
  }
}

/// A backfill as a list shows it.
public struct BackfillSummary: Hashable, Sendable {
  /// Its id.
  public let id: BackfillID
  /// Its status.
  public let status: BackfillStatus
  /// When it was created, in seconds since the epoch by the server's clock.
  public let creationTime: Double
  /// Its tags.
  public let tags: [Tag]

  /// A summary.
  public init(id: BackfillID, status: BackfillStatus, creationTime: Double, tags: [Tag]) {
    self.id = id
    self.status = status
    self.creationTime = creationTime
    self.tags = tags
  }

  /// The backfill it re-executes, whose tags it carries as well; nil when it is an original.
  public var parentID: BackfillID? { tags[key: Tag.parentBackfillKey].map(BackfillID.init) }
}
