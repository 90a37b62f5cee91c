/// One launch of a backfill or a run in Dagster, written down before it is sent.
package struct LaunchRecord: Codable, Hashable, Sendable {
  /// What is launched, by a word that later versions may add to.
  package struct Kind: RawRepresentable, Codable, Hashable, Sendable {
    /// A few ASCII letters.
    package let rawValue: String

    /// - Returns: `nil` for what is no such word.
    package init?(rawValue: String) {
      let isWord = rawValue.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }
      guard (1...32).contains(rawValue.utf8.count), isWord else { return nil }
      self.rawValue = rawValue
    }

    private init(_ word: String) { rawValue = word }

    /// A backfill of partitions.
    package static let backfill = Kind("backfill")
    /// A single run.
    package static let run = Kind("run")
    /// What is done by a request or several, and starts no run.
    package static let once = Kind("once")
    /// The end of runs that somebody else launched; Dagster's id is all of theirs, with a space between.
    package static let stop = Kind("stop")
    /// A wait for a person: no record has a launch of it.
    package static let hold = Kind("hold")
    /// Schedules and sensors that are switched off.
    package static let pause = Kind("pause")
    /// The end of a pause: no record has a launch of it.
    package static let restore = Kind("restore")
  }

  /// How many failed partitions are kept one by one; the others are only counted.
  package static let failedPartitionLimit = 100

  /// Our id, with which the launch is tagged in Dagster.
  package var launchID: String
  /// What is launched.
  package var kind: Kind
  /// When the intent was written.
  package var intended: Timestamp
  /// How often it was sent, where once was not enough: a request that never arrived is sent again.
  package var sends: Int?
  /// Dagster's id of the backfill or the run; `nil` while its answer is not known.
  package var dagsterID: String?
  /// When Dagster's answer came.
  package var launched: Timestamp?
  /// When everything under it had ended.
  package var finished: Timestamp?
  /// What it switches off; `nil` for other work.
  package var pause: PauseRecord?
  /// How many partitions it targets.
  package var targeted: Int?
  /// How many of each asset, where they are told apart; `nil` where it is `targeted` of each.
  package var targetedByAsset: [AssetTarget]?
  /// How many partitions of the step were left out, since earlier launches had materialized them.
  package var skipped: Int?
  /// What its rehearsal had reported when it was planned: `rows_deleted 1204`; `nil` where there was none.
  package var rehearsed: [String]?
  /// How many seconds it takes, judged by earlier runs; `nil` where that couldn't be told, or it was soon over.
  package var expectedSeconds: Double?
  /// How many of them were materialized.
  package var materialized: Int?
  /// How many of them failed.
  package var failed: Int?
  /// Dagster's own word for its state.
  package var status: String?
  /// The first failed partitions, at most `failedPartitionLimit`.
  package private(set) var failedPartitions: [FailedPartition]
  /// How many partitions failed in all, those that are not listed included.
  package private(set) var failedPartitionCount: Int
  /// Its page in Dagster; of a run that was retried, once it has ended, the page of the last retry.
  package var url: String?

  /// The intent to launch: nothing is known from Dagster yet.
  package init(launchID: String, kind: Kind, intended: Timestamp) {
    self.launchID = launchID
    self.kind = kind
    self.intended = intended
    failedPartitions = []
    failedPartitionCount = 0
  }

  /// Keeps the first `failedPartitionLimit` of the partitions that failed, and how many there were.
  ///
  /// `count` is the total when `partitions` is itself a part of it.
  package mutating func setFailedPartitions(_ partitions: [FailedPartition], count: Int? = nil) {
    failedPartitions = Array(partitions.prefix(Self.failedPartitionLimit))
    failedPartitionCount = max(count ?? 0, partitions.count)
  }
}

/// How many partitions of an asset a launch targets.
package struct AssetTarget: Codable, Hashable, Sendable {
  package var asset: String
  package var partitions: Int

  package init(asset: String, partitions: Int) { (self.asset, self.partitions) = (asset, partitions) }
}

/// A partition that a launch did not bring about.
package struct FailedPartition: Codable, Hashable, Sendable {
  /// The partition's key.
  package var partition: String
  /// The run that it failed in.
  package var runID: String
  /// How many characters of a reason are kept.
  package static let maximumReasonLength = 2_000

  /// Dagster's reason, when it gave one; at most `maximumReasonLength` characters when it was recorded.
  package var reason: String?

  /// A partition that failed.
  package init(partition: String, runID: String, reason: String? = nil) {
    self.partition = partition
    self.runID = runID
    self.reason = reason?.clipped(to: Self.maximumReasonLength)
  }
}

extension LaunchRecord {
  /// Whether Dagster has it, and nobody has seen it end.
  package var isUnderWay: Bool { dagsterID != nil && finished == nil }
}
