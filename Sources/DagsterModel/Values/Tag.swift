public import ExactText

/// A tag of a run or a backfill. Dagster neither checks nor limits keys and values.
public struct Tag: Hashable, Sendable, Codable {
  /// The name, such as `dagster/partition`.
  @Exact public private(set) var key: String
  /// The value, any text.
  @Exact public private(set) var value: String

  /// A tag of a name and a value.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

extension Tag {
  /// On every run of a backfill: the backfill's id.
  public static let backfillKey = "dagster/backfill"
  /// On a run of one partition: its key.
  public static let partitionKey = "dagster/partition"
  /// On a run of a partition range (single-run policy): its first key.
  public static let partitionRangeStartKey = "dagster/asset_partition_range_start"
  /// On a run of a partition range (single-run policy): its last key.
  public static let partitionRangeEndKey = "dagster/asset_partition_range_end"
  /// On a run that retries or re-executes another: the first run of its chain.
  public static let rootRunKey = "dagster/root_run_id"
  /// On a run that failed, where Dagster retries runs: whether it will retry this one. Before 1.9.1 it is
  /// not written.
  public static let willRetryKey = "dagster/will_retry"
  /// On a run that Dagster has retried: the retry's id.
  public static let retryRunKey = "dagster/auto_retry_run_id"
  /// On Dagster's own retry, and on no re-execution by a person: which one it is.
  public static let retryNumberKey = "dagster/retry_number"
  /// On every run of a code location's job: where that is defined (`REPOSITORY_LABEL_TAG` in `dagster/_core/storage/tags.py`).
  package static func repository(_ repository: RepositorySelector) -> Tag {
    Tag(".dagster/repository", "\(repository.name)@\(repository.location)")
  }
  /// On a re-executed backfill, which carries its parent's user tags too: the parent's id.
  public static let parentBackfillKey = "dagster/parent_backfill_id"
}

extension [Tag] {
  /// The value of the first tag of that key.
  public subscript(key key: String) -> String? {
    first { $0.key.isExactly(key) }?.value
  }
}
