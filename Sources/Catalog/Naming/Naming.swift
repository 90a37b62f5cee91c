package import CodeLocations
import ExactText

extension [LocationLock] {
  /// What code locations define now, with the names that it had before and new ones for what is new.
  ///
  /// A location that failed to load keeps its lock. Of what is gone stays what jobs still name, marked as gone.
  ///
  /// - Parameters:
  ///   - definitions: of all code locations; those of this that are not among them have vanished.
  ///   - inUse: what the jobs name that aren't retired.
  package func renewed(by definitions: [LocationDefinitions], inUse: NamesInUse) -> [LocationLock] {
    var naming = Naming(definitions: definitions, old: self, inUse: inUse)
    return naming.locks()
  }
}

/// Gives names: first those that were given before, then new ones.
private struct Naming {
  private let definitions: [LocationDefinitions]
  private let old: [ExactString: LocationLock]
  private let inUse: NamesInUse
  private var members = Members()
  private var types = Names.types

  /// The names that members have, by what they are members of.
  private struct Members {
    var assets = Names.members
    var jobs = Names.members
    var schedules = Names.members
    var sensors = Names.members
  }

  init(definitions: [LocationDefinitions], old: [LocationLock], inUse: NamesInUse) {
    self.definitions = definitions
    self.old = Dictionary(old.map { (ExactString($0.location), $0) }) { first, _ in first }
    self.inUse = inUse
  }

  mutating func locks() -> [LocationLock] {
    var locks = definitions.filter { $0.failure == nil }.map(seen)
    let known = Set(locks.map(\.id))
    let failed = Set(definitions.filter { $0.failure != nil }.map(\.id))
    for lock in old.values where !known.contains(lock.id) {
      if failed.contains(lock.id) {
        locks.append(lock)
      } else if let left = left(of: lock) {
        locks.append(left)
      }
    }
    locks.sort { left, right in left.id < right.id }
    keepOldNames(in: &locks)
    for index in locks.indices { giveTypes(in: &locks[index]) }
    for index in locks.indices { giveMembers(in: &locks[index], among: locks) }
    return locks
  }

  /// A location's definitions with the names that they had.
  private func seen(_ location: LocationDefinitions) -> LocationLock {
    let before = old[location.location]
    let gone = before.flatMap(left)
    return LocationLock(
      location: location.location,
      assets: Self.named(location.assets, as: before?.assets, besides: gone?.assets),
      jobs: Self.named(location.jobs, as: before?.jobs, besides: gone?.jobs),
      schedules: Self.named(location.schedules, as: before?.schedules, besides: gone?.schedules),
      sensors: Self.named(location.sensors, as: before?.sensors, besides: gone?.sensors),
      keys: before?.keys ?? [],
      dimensions: before?.dimensions ?? []
    )
  }

  private static func named<Entry: Locked>(
    _ definitions: [Entry.Definition],
    as old: [Entry]?,
    besides gone: [Entry]?
  ) -> [Entry] {
    let before = Dictionary((old ?? []).map { ($0.definition.id, $0) }) { first, _ in first }
    let known = Set(definitions.map(\.id))
    return definitions.map { Entry($0, namedAs: before[$0.id]) }
      + (gone ?? []).filter { !known.contains($0.definition.id) }
  }

  /// What jobs still name of a lock, as gone; nil where that is nothing.
  private func left(of lock: LocationLock) -> LocationLock? {
    let elsewhere = Set(
      definitions.filter { !$0.location.isExactly(lock.location) }.flatMap(\.assets).map {
        ExactString($0.key)
      }
    )
    var left = LocationLock(location: lock.location, keys: lock.keys, dimensions: lock.dimensions)
    left.assets = lock.assets.filter {
      inUse.assets.contains($0.asset.key) && !elsewhere.contains($0.asset.key)
    }
    left.jobs = lock.jobs.filter { inUse.jobs.contains(lock.id(of: $0)) }
    left.schedules = lock.schedules.filter { inUse.schedules.contains(lock.id(of: $0)) }
    left.sensors = lock.sensors.filter { inUse.sensors.contains(lock.id(of: $0)) }
    for index in left.assets.indices { left.assets[index].isGone = true }
    for index in left.jobs.indices { left.jobs[index].isGone = true }
    for index in left.schedules.indices { left.schedules[index].isGone = true }
    for index in left.sensors.indices { left.sensors[index].isGone = true }
    return left.isEmpty ? nil : left
  }

  /// Takes the names that were given before, so that none of them is given to something else. Where two have one, as
  /// after a merge of two branches, the first one keeps it.
  private mutating func keepOldNames(in locks: inout [LocationLock]) {
    for index in locks.indices {
      keepNames(of: &locks[index].assets, in: \.assets)
      keepNames(of: &locks[index].jobs, in: \.jobs)
      keepNames(of: &locks[index].schedules, in: \.schedules)
      keepNames(of: &locks[index].sensors, in: \.sensors)
      locks[index].keys = locks[index].keys.filter { types.keep($0.type) }
      locks[index].dimensions = locks[index].dimensions.filter { types.keep($0.type) }
    }
  }

  private mutating func keepNames<Entry: Locked>(
    of entries: inout [Entry],
    in scope: WritableKeyPath<Members, Names>
  ) {
    for index in entries.indices {
      if let name = entries[index].swift, !members[keyPath: scope].keep(name) { entries[index].swift = nil }
      if let config = entries[index].config, !types.keep(config) { entries[index].config = nil }
    }
  }

  // MARK: Types of keys and dimensions

  private mutating func giveTypes(in lock: inout LocationLock) {
    let uses = lock.keyUses
    var keys: [LockedKeys] = []
    let before = old[lock.location].map { old in
      Dictionary(old.keyUses.map { ($0.user, old.type(of: $0.keys)) }) { first, _ in first }
    }
    for use in uses where !keys.contains(where: { $0.keys.isAlike(use.keys) }) {
      let users = uses.filter { $0.keys.isAlike(use.keys) }
      let alike = lock.keys.first { $0.keys.isAlike(use.keys) }
      let earlier = users.lazy.compactMap { before?[$0.user] ?? nil }.first { earlier in
        lock.keys.contains { $0.type.isExactly(earlier.type) }
          && !keys.contains { $0.type.isExactly(earlier.type) }
          && !uses.contains { $0.keys.isAlike(earlier.keys) }
      }
      let kept = alike ?? earlier
      let wanted =
        users.lazy.compactMap(\.dimension).first.map(SwiftName.upperCamelCase)
        ?? SwiftName.upperCamelCase(use.owner) + "Key"
      let type = kept?.type ?? types.give(wanted, or: "Keys")
      keys.append(LockedKeys(type: type, keys: use.keys, cases: Self.cases(of: use.keys, keeping: kept)))
    }
    lock.keys = keys
    giveDimensions(in: &lock)
  }

  private static func cases(of keys: DefinedKeys, keeping old: LockedKeys?) -> [String] {
    guard let texts = keys.keys else { return [] }
    let pairs = zip(old?.keys.keys ?? [], old?.cases ?? []).map { (ExactString($0), $1) }
    let known = Dictionary(pairs) { first, _ in first }
    var names = Names(
      taken: [
        "init", "self", "Self", "Type", "AllCases", "RawValue", "allCases", "hash", "hashValue", "rawValue",
      ]
    )
    for text in texts { if let name = known[text] { _ = names.keep(name) } }
    return texts.map { known[$0] ?? names.give(SwiftName.lowerCamelCase(words: $0), or: "key") }
  }

  private mutating func giveDimensions(in lock: inout LocationLock) {
    let swift = SwiftTypes(keys: lock.keys, dimensions: [])
    var dimensions: [LockedDimension] = []
    let all = lock.allPartitions.flatMap { partitions in
      if case .multi(let dimensions) = partitions { dimensions } else { [DefinedDimension]() }
    }
    for dimension in all {
      guard let cut = swift.name(of: dimension.partitions) else { continue }
      let isKnown = { (other: LockedDimension) in
        other.dimension.isExactly(dimension.name) && other.cut.isExactly(cut)
      }
      guard !dimensions.contains(where: isKnown) else { continue }
      let type =
        lock.dimensions.first(where: isKnown)?.type
        ?? types.give(SwiftName.upperCamelCase(dimension.name) + "Dimension", or: "Dimension")
      dimensions.append(LockedDimension(type: type, dimension: dimension.name, cut: cut))
    }
    lock.dimensions = dimensions
  }

  // MARK: Members

  private mutating func giveMembers(in lock: inout LocationLock, among locks: [LocationLock]) {
    let swift = SwiftTypes(keys: lock.keys, dimensions: lock.dimensions)
    let others = locks.filter { !$0.location.isExactly(lock.location) }
    let madeElsewhere = Set(
      others.flatMap(\.assets).filter(\.asset.isMaterializable).map { ExactString($0.asset.key) }
    )
    giveNames(to: &lock.assets, in: lock.location, scope: \.assets) { entry in
      let isForeign = !entry.asset.isMaterializable && madeElsewhere.contains(entry.asset.key)
      return isForeign || swift.name(of: entry.partitions) == nil ? nil : entry.asset.key
    }
    giveNames(to: &lock.jobs, in: lock.location, scope: \.jobs) { entry in
      let name = entry.job.name
      guard swift.name(of: entry.partitions) != nil else { return nil }
      return name.hasSuffix("_job") ? String(name.dropLast(4)) : name
    }
    giveNames(to: &lock.schedules, in: lock.location, scope: \.schedules) { entry in
      let name = entry.instigator.name
      return name.hasSuffix("_schedule") ? String(name.dropLast(9)) : name
    }
    giveNames(to: &lock.sensors, in: lock.location, scope: \.sensors) { entry in
      let name = entry.instigator.name
      return name.hasSuffix("_sensor") ? String(name.dropLast(7)) : name
    }
  }

  /// - Parameter text: what an entry is named by; nil for one that has no name in Swift.
  private mutating func giveNames<Entry: Locked>(
    to entries: inout [Entry],
    in location: String,
    scope: WritableKeyPath<Members, Names>,
    by text: (Entry) -> String?
  ) {
    for index in entries.indices {
      guard let text = text(entries[index]) else {
        (entries[index].swift, entries[index].config) = (nil, nil)
        continue
      }
      let name = entries[index].swift ?? give(text, in: location, to: scope)
      entries[index].swift = name
      entries[index].config = config(entries[index].shape, before: entries[index].config, of: name)
    }
  }

  /// The words of the text, or those of the location too where the name is taken.
  private mutating func give(
    _ text: String,
    in location: String,
    to names: WritableKeyPath<Members, Names>
  ) -> String {
    let name = SwiftName.lowerCamelCase(words: text)
    if !name.isEmpty, members[keyPath: names].keep(name) { return name }
    let longer = SwiftName.lowerCamelCase(words: "\(text) \(location)")
    if !name.isEmpty, isSeveralTimes(text), members[keyPath: names].keep(longer) { return longer }
    return members[keyPath: names].give(name, or: Self.noun(of: names))
  }

  private static func noun(of scope: WritableKeyPath<Members, Names>) -> String {
    switch scope {
    case \.assets: "asset"
    case \.jobs: "job"
    case \.schedules: "schedule"
    default: "sensor"
    }
  }

  /// Whether several code locations have something of that key or name.
  private func isSeveralTimes(_ text: String) -> Bool {
    definitions.filter { location in
      location.assets.contains { $0.key.isExactly(text) }
        || (location.jobs.map(\.name) + (location.schedules + location.sensors).map(\.name))
          .contains { $0.hasPrefix(text) }
    }.count > 1
  }

  private mutating func config(_ shape: ConfigShape?, before: String?, of member: String) -> String? {
    guard shape != nil else { return nil }
    return before ?? types.give(SwiftName.upperCamelCase(member) + "Config", or: "Config")
  }
}

extension LocationLock {
  /// As jobs name it: `location/name`.
  func id(of entry: some Locked) -> ExactString { ExactString("\(location)/\(entry.definition.name)") }

  var isEmpty: Bool { assets.isEmpty && jobs.isEmpty && schedules.isEmpty && sensors.isEmpty }

  /// One place where static keys are used.
  struct KeyUse {
    /// The asset's key or the job's name.
    let owner: String
    let dimension: String?
    let keys: DefinedKeys

    var user: ExactString { ExactString(owner + "\n" + (dimension ?? "")) }
  }

  var allPartitions: [DefinedPartitions] {
    assets.compactMap(\.asset.partitions) + jobs.compactMap(\.job.partitions)
  }

  var keyUses: [KeyUse] {
    let owners =
      assets.map { ($0.asset.key, $0.asset.partitions) } + jobs.map { ($0.job.name, $0.job.partitions) }
    return owners.flatMap { owner, partitions -> [KeyUse] in
      switch partitions {
      case .static(let keys): [KeyUse(owner: owner, dimension: nil, keys: keys)]
      case .multi(let dimensions):
        dimensions.compactMap { dimension in
          guard case .static(let keys) = dimension.partitions else { return nil }
          return KeyUse(owner: owner, dimension: dimension.name, keys: keys)
        }
      default: []
      }
    }
  }

  func type(of keys: DefinedKeys) -> LockedKeys? { self.keys.first { $0.keys.isAlike(keys) } }
}
