/// What a job would do now, as far as it matters to who approves it.
///
/// Two effects are equal when a person would approve both alike: what is launched, of which
/// partitions, which of them are there already, and what reacts to it. Times, ids, and what happens to be under
/// way are left out.
package struct JobEffect: Codable, Hashable, Sendable {
  /// Of the encoding from which the digest is made.
  package static let currentVersion = 1

  package var version = Self.currentVersion
  package var job: String
  /// The document's digest.
  package var document: String
  /// The steps that are still to be launched.
  package var steps: [StepEffect]

  package init(job: String, document: String, steps: [StepEffect]) {
    (self.job, self.document, self.steps) = (job, document, steps)
  }
}

/// One step's.
package struct StepEffect: Codable, Hashable, Sendable {
  /// Its place in the document, from 0.
  package var index: Int
  /// The command's word.
  package var command: String
  /// The Dagster job and its code location; `nil` for a backfill of assets.
  package var job: String?
  /// The run configuration that is sent, as its digest; `nil` for none.
  package var configuration: String?
  /// Whether what is materialized when it is launched is left out.
  package var onlyMissing: Bool
  package var assets: [AssetEffect]
  /// What would materialize something by itself afterwards: `orders_summary by eager`.
  package var reactions: [String]
  /// What the step changes by itself, beside what is materialized: `adds 2024-03 to months`; `nil` for nothing.
  package var changes: [String]?

  package init(
    index: Int,
    command: String,
    job: String? = nil,
    configuration: String? = nil,
    onlyMissing: Bool = false,
    assets: [AssetEffect] = [],
    reactions: [String] = [],
    changes: [String]? = nil
  ) {
    (self.index, self.command, self.job, self.configuration) = (index, command, job, configuration)
    (self.onlyMissing, self.assets) = (onlyMissing, assets)
    (self.reactions, self.changes) = (reactions, changes)
  }
}

/// What happens to one asset.
package struct AssetEffect: Codable, Hashable, Sendable {
  package var asset: String
  /// How its partitions are cut into runs.
  package var policy: String
  /// Partitions that are made for the first time; `nil` in an asset without partitions.
  package var new: [String]?
  /// Partitions that are made anew; `nil` in an asset without partitions.
  package var overwritten: [String]?
  /// Whether it is there already, of an asset without partitions.
  package var isMaterialized: Bool?

  package init(
    asset: String,
    policy: String,
    new: [String]? = nil,
    overwritten: [String]? = nil,
    isMaterialized: Bool? = nil
  ) {
    (self.asset, self.policy, self.isMaterialized) = (asset, policy, isMaterialized)
    (self.new, self.overwritten) = (new, overwritten)
  }
}
