import Dagster
package import DagsterModel

/// How many runs a step comes to, and how its partitions are cut into them, as Dagster does it.
package struct RunShape: Hashable, Sendable {
  /// Assets that share their runs.
  package struct Group: Hashable, Sendable {
    package var assets: [AssetKey]
    package var rule: Rule
    package var runs: Int
  }

  /// How partitions are cut into runs.
  package enum Rule: Hashable, Sendable {
    /// One run does everything.
    case single
    /// The default policy.
    case onePerPartition
    /// The single-run policy: one run for each block of partitions that follow each other.
    case onePerBlock
    /// At most so many partitions that follow each other.
    case chunks(Int)
  }

  package var groups: [Group]
  /// What Dagster may come to at most, where it decides as it goes: an asset that waits for another one of the
  /// same backfill with another policy is launched in parts, as its partitions become ready.
  package var maximum: Int

  package var runs: Int { groups.reduce(0) { $0 + $1.runs } }
  package var isExact: Bool { runs == maximum }

  /// One run.
  package static func single(_ assets: [AssetKey]) -> RunShape {
    RunShape(groups: [Group(assets: assets, rule: .single, runs: 1)], maximum: 1)
  }

  package static let none = RunShape(groups: [], maximum: 0)

  private init(groups: [Group], maximum: Int) {
    (self.groups, self.maximum) = (groups, maximum)
  }

  /// A backfill's. The rules are those of `build_run_requests_with_backfill_policies`.
  ///
  /// - Parameter links: what the assets read, for those that read each other.
  package init(of partitions: TargetedPartitions, assets: [AssetDefinition], links: [AssetKey: AssetLinks]) {
    let keys = Set(assets.map(\.key))
    var groups: [(definition: AssetDefinition, group: Group)] = []
    var isUndecided = false
    var maximum = 0
    for asset in assets {
      let parents = (links[asset.key]?.dependencies ?? []).filter { keys.contains($0.asset) }
      let others = parents.filter { $0.asset != asset.key }
      let isAlone = others.contains { !$0.isIdentity }
      if !isAlone, let index = groups.firstIndex(where: { $0.definition.sharesRuns(with: asset) }) {
        groups[index].group.assets.append(asset.key)
        continue
      }
      let rule = asset.runRule
      let isSelfDependent = parents.contains { $0.asset == asset.key }
      let runs = rule.runs(of: partitions, oneAfterAnother: isSelfDependent)
      groups.append((asset, Group(assets: [asset.key], rule: rule, runs: runs)))
      let waits = others.contains { parent in
        assets.first { $0.key == parent.asset }.map { !$0.sharesRuns(with: asset) } ?? false
      }
      isUndecided = isUndecided || (rule != .onePerPartition && (waits || isAlone))
      maximum += rule != .onePerPartition && (waits || isAlone) ? partitions.count : runs
    }
    self.init(groups: groups.map(\.group), maximum: maximum)
  }
}

extension RunShape.Rule {
  fileprivate func runs(of partitions: TargetedPartitions, oneAfterAnother: Bool) -> Int {
    switch self {
    case .single: 1
    case .onePerPartition: partitions.count
    case .onePerBlock: partitions.blocks.count
    // An asset that reads itself is given its partitions in chunks, one after another, before they are cut.
    case .chunks(let length) where oneAfterAnother: partitions.blocks(inChunksOf: length)
    case .chunks(let length): partitions.blocks.reduce(0) { $0 + ($1.count + length - 1) / length }
    }
  }
}

extension AssetDefinition {
  /// How a backfill cuts the asset's partitions into runs.
  package var runRule: RunShape.Rule {
    guard let backfillPolicy else { return .onePerPartition }
    if backfillPolicy.type == "SINGLE_RUN" { return .onePerBlock }
    return .chunks(backfillPolicy.maxPartitionsPerRun ?? 1)
  }

  fileprivate func sharesRuns(with other: AssetDefinition) -> Bool {
    backfillPolicy == other.backfillPolicy && repository == other.repository
  }
}

extension AssetLinks.Dependency {
  /// Whether a partition reads the one of the same key, for assets that are partitioned alike.
  package var isIdentity: Bool {
    guard let mapping else { return true }
    switch mapping.className {
    case "IdentityPartitionMapping": return true
    case "TimeWindowPartitionMapping": return !mapping.hasOffset
    default: return false
    }
  }
}

extension AssetLinks.PartitionMapping {
  /// Dagster tells offsets only in words.
  package var hasOffset: Bool { description.contains("offset") }
}
