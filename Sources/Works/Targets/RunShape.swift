import Dagster
package import DagsterModel

/// How many runs a step comes to, and how its partitions are cut into them, as Dagster does it.
package struct RunShape: Hashable, Sendable {
  /// Assets that share their runs.
  package struct Group: Hashable, Sendable {
    package var assets: [AssetKey]
    package var rule: Rule
    package var runs: Int
    /// How many partitions of each asset they make together; 1 for an asset without partitions.
    package var partitions = 1
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
  package static func single(_ assets: [AssetKey], partitions: Int = 1) -> RunShape {
    RunShape(groups: [Group(assets: assets, rule: .single, runs: 1, partitions: partitions)], maximum: 1)
  }

  package static let none = RunShape(groups: [], maximum: 0)

  private init(groups: [Group], maximum: Int) {
    (self.groups, self.maximum) = (groups, maximum)
  }

  /// All of these together. Where there are several, Dagster may have assets wait that could share their runs.
  package init(joining shapes: [RunShape]) {
    let maximum = shapes.reduce(0) { sum, shape in
      guard shapes.count > 1 else { return sum + shape.maximum }
      return sum + max(shape.maximum, shape.groups.reduce(0) { $0 + $1.runs * $1.assets.count })
    }
    self.init(groups: shapes.flatMap(\.groups), maximum: maximum)
  }

  /// A backfill's. The rules are those of `build_run_requests_with_backfill_policies`.
  ///
  /// - Parameter links: what the assets read, for those that read each other.
  package init(of partitions: TargetedPartitions, assets: [AssetDefinition], links: [AssetKey: AssetLinks]) {
    var order = RunOrder(of: assets, links: links)
    var groups:
      [(definition: AssetDefinition, place: RunOrder.Place, awaited: Set<Set<AssetKey>>, group: Group)] = []
    for asset in assets {
      let place = order.place(of: asset)
      if !place.isAlone,
        let index = groups.firstIndex(where: {
          $0.place.wave == place.wave && $0.definition.sharesRuns(with: asset)
        })
      {
        groups[index].group.assets.append(asset.key)
        groups[index].awaited.insert(place.awaited)
        continue
      }
      let rule = asset.runRule
      let runs = rule.runs(of: partitions, oneAfterAnother: place.readsItself)
      let group = Group(assets: [asset.key], rule: rule, runs: runs, partitions: partitions.count)
      groups.append((asset, place, [place.awaited], group))
    }
    let maximum = groups.reduce(0) { sum, each in
      guard each.place.wave > 0 || each.place.isAlone else { return sum + each.group.runs }
      // Each of them by itself, a partition a run, unless they wait for the same.
      return sum + max(each.group.runs, partitions.count * each.awaited.count)
    }
    self.init(groups: groups.map(\.group), maximum: maximum)
  }
}

/// What assets of one backfill wait for: those that they read, and that are made in other runs.
private struct RunOrder {
  struct Place {
    /// How many times, on the way to the asset, one waits for another that is made in other runs: two of different
    /// numbers are never made in the same.
    var wave = 0
    /// The assets made in other runs that it waits for, itself or by what is made in its own.
    var awaited: Set<AssetKey> = []
    /// Whether it reads other partitions of another asset, so that the two can't be made in one run.
    var isAlone = false
    var readsItself = false
  }

  private let definitions: [AssetKey: AssetDefinition]
  private let links: [AssetKey: AssetLinks]
  private var places: [AssetKey: Place] = [:]

  init(of assets: [AssetDefinition], links: [AssetKey: AssetLinks]) {
    definitions = Dictionary(assets.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    self.links = links
  }

  /// Found once for each asset, however many ways lead to it.
  mutating func place(of asset: AssetDefinition) -> Place {
    if let known = places[asset.key] { return known }
    var place = Place()
    // Were two to read each other, neither would be gone through again.
    places[asset.key] = place
    for dependency in links[asset.key]?.dependencies ?? [] {
      guard let parent = definitions[dependency.asset] else { continue }
      if parent.key == asset.key {
        place.readsItself = true
        continue
      }
      if !dependency.isIdentity { place.isAlone = true }
      let above = self.place(of: parent)
      let isTogether = parent.sharesRuns(with: asset)
      place.wave = max(place.wave, above.wave + (isTogether ? 0 : 1))
      place.awaited.formUnion(isTogether ? above.awaited : [parent.key])
    }
    places[asset.key] = place
    return place
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
