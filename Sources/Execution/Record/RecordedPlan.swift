/// The plan that a job was approved by, in short: the record stays small however much a job does.
public struct RecordedPlan: Codable, Hashable, Sendable {
  /// How many assets are kept.
  public static let assetLimit = 100

  /// `sha256:` and 64 hexadecimal digits, as it was approved.
  public var digest: String
  /// What would be done to each asset, step by step; at most `assetLimit`.
  public var assets: [Asset]
  /// How many are not kept; `nil` for none.
  public var omitted: Int?

  /// What a step would do to an asset.
  public struct Asset: Codable, Hashable, Sendable {
    /// The step's place, from 0.
    public var step: Int
    /// The asset's key.
    public var asset: String
    /// How many partitions are made for the first time; for an asset without partitions itself.
    public var new: Int
    /// How many are made anew.
    public var overwritten: Int
    /// The first partition in the server's order; `nil` without partitions.
    public var first: String?
    /// The last one.
    public var last: String?
  }

  init(digest: String, assets: [Asset]) {
    self.digest = digest
    self.assets = Array(assets.prefix(Self.assetLimit))
    omitted = assets.count > Self.assetLimit ? assets.count - Self.assetLimit : nil
  }
}
