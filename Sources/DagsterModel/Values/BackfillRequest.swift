public import JSONTree

/// A backfill to launch.
///
/// The server drops keys outside a time window and rounds those off its grid silently:
/// check keys first, and compare `Backfill.numPartitions` afterwards.
public struct BackfillRequest: Hashable, Sendable {
  /// What is backfilled.
  public enum Target: Hashable, Sendable {
    /// Assets that share one partitioning (or all unpartitioned).
    case assets([AssetKey], PartitionSelection)
    /// Assets with partitions of their own.
    case each([AssetPartitions])
    /// A partitioned job. It takes its configuration from its own definition only.
    case job(JobSelector, partitionSet: String, keys: [String])
  }

  /// Some partitions of an asset.
  public struct AssetPartitions: Hashable, Sendable {
    /// The asset.
    public var asset: AssetKey
    /// Their keys; nil where the asset has no partitions.
    public var keys: [String]?

    /// These partitions of an asset.
    public init(_ asset: AssetKey, _ keys: [String]?) { (self.asset, self.keys) = (asset, keys) }
  }

  /// Which partitions of the assets.
  public enum PartitionSelection: Hashable, Sendable {
    /// These keys. The server collapses duplicates.
    case keys([String])
    /// These inclusive ranges; one request of a hundred thousand keys costs 1 KiB.
    case ranges([PartitionKeyRange])
    /// Every partition there is.
    case all
    /// The assets have no partitions. On a partitioned asset Dagster would take this for `all`.
    case unpartitioned
  }

  /// What is backfilled.
  public var target: Target
  /// Tags of the backfill, which its runs get too.
  public var tags: [Tag]
  /// A heading for people: at most 100 characters, none of `%`, `*`, `"`.
  public var title: String?
  /// A text for people.
  public var description: String?
  /// Run configuration for every run; an object. Needs Dagster 1.11, and assets.
  public var runConfig: JSONValue?

  /// A backfill of a target.
  public init(
    _ target: Target,
    tags: [Tag] = [],
    title: String? = nil,
    description: String? = nil,
    runConfig: JSONValue? = nil
  ) {
    self.target = target
    self.tags = tags
    self.title = title
    self.description = description
    self.runConfig = runConfig
  }

  /// A backfill of assets.
  public init(
    assets: [AssetKey],
    partitions: PartitionSelection,
    tags: [Tag] = [],
    title: String? = nil,
    description: String? = nil,
    runConfig: JSONValue? = nil
  ) {
    let target = Target.assets(assets, partitions)
    self.init(target, tags: tags, title: title, description: description, runConfig: runConfig)
  }
}
