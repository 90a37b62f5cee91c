/// The plan that a job was approved by, in short: the record stays small however much a job does.
package struct RecordedPlan: Codable, Hashable, Sendable {
  /// How many assets are kept.
  package static let assetLimit = 100

  /// `sha256:` and 64 hexadecimal digits, as it was approved.
  package var digest: String
  /// What would be done to each asset, step by step; at most `assetLimit`.
  package var assets: [Asset]
  /// How many are not kept; `nil` for none.
  package var omitted: Int?
  /// What the rehearsal reported: `rows_deleted 1204`; `nil` where there was none.
  package var rehearsed: [String]?

  /// What a step would do to an asset.
  package struct Asset: Codable, Hashable, Sendable {
    /// The step's place, from 0.
    package var step: Int
    /// The asset's key.
    package var asset: String
    /// How many partitions are made for the first time; for an asset without partitions itself.
    package var new: Int
    /// How many are made anew.
    package var overwritten: Int
    /// The first partition in the server's order; `nil` without partitions.
    package var first: String?
    /// The last one.
    package var last: String?

    /// What a step would do to an asset.
    package init(step: Int, asset: String, new: Int, overwritten: Int, first: String?, last: String?) {
      (self.step, self.asset) = (step, asset)
      (self.new, self.overwritten) = (new, overwritten)
      (self.first, self.last) = (first, last)
    }
  }

  package init(digest: String, assets: [Asset], rehearsed: [String] = []) {
    self.rehearsed = rehearsed.isEmpty ? nil : rehearsed
    self.digest = digest
    self.assets = Array(assets.prefix(Self.assetLimit))
    omitted = assets.count > Self.assetLimit ? assets.count - Self.assetLimit : nil
  }
}
