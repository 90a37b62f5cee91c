package import DagsterModel
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
  private var members = (assets: Names.members, jobs: Names.members)
  private var types = Names.types

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
    let assets = Dictionary((before?.assets ?? []).map { ($0.asset.id, $0) }) { first, _ in first }
    let jobs = Dictionary((before?.jobs ?? []).map { ($0.job.id, $0) }) { first, _ in first }
    var lock = LocationLock(location: location.location)
    lock.assets = location.assets.map {
      LockedAsset(asset: $0, swift: assets[$0.id]?.swift, config: assets[$0.id]?.config)
    }
    lock.jobs = location.jobs.map {
      LockedJob(job: $0, swift: jobs[$0.id]?.swift, config: jobs[$0.id]?.config)
    }
    lock.schedules = location.schedules
    lock.sensors = location.sensors
    if let before {
      lock.keys = before.keys
      lock.dimensions = before.dimensions
      let known = (assets: Set(lock.assets.map(\.asset.id)), jobs: Set(lock.jobs.map(\.job.id)))
      let gone = left(of: before)
      lock.assets += (gone?.assets ?? []).filter { !known.assets.contains($0.asset.id) }
      lock.jobs += (gone?.jobs ?? []).filter { !known.jobs.contains($0.job.id) }
    }
    return lock
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
    left.jobs = lock.jobs.filter { inUse.jobs.contains(ExactString("\(lock.location)/\($0.job.name)")) }
    for index in left.assets.indices { left.assets[index].isGone = true }
    for index in left.jobs.indices { left.jobs[index].isGone = true }
    return left.assets.isEmpty && left.jobs.isEmpty ? nil : left
  }

  /// Takes the names that were given before, so that none of them is given to something else. Where two have one, as
  /// after a merge of two branches, the first one keeps it.
  private mutating func keepOldNames(in locks: inout [LocationLock]) {
    for index in locks.indices {
      for place in locks[index].assets.indices {
        let (name, config) = (locks[index].assets[place].swift, locks[index].assets[place].config)
        if let name, !members.assets.keep(name) { locks[index].assets[place].swift = nil }
        if let config, !types.keep(config) { locks[index].assets[place].config = nil }
      }
      for place in locks[index].jobs.indices {
        let (name, config) = (locks[index].jobs[place].swift, locks[index].jobs[place].config)
        if let name, !members.jobs.keep(name) { locks[index].jobs[place].swift = nil }
        if let config, !types.keep(config) { locks[index].jobs[place].config = nil }
      }
      locks[index].keys = locks[index].keys.filter { types.keep($0.type) }
      locks[index].dimensions = locks[index].dimensions.filter { types.keep($0.type) }
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
    for index in lock.assets.indices {
      let asset = lock.assets[index].asset
      let isForeign = !asset.isMaterializable && madeElsewhere.contains(asset.key)
      guard !isForeign, swift.name(of: asset.partitions) != nil else {
        lock.assets[index].swift = nil
        lock.assets[index].config = nil
        continue
      }
      let name = lock.assets[index].swift ?? give(asset.key, in: lock.location, to: \.assets)
      lock.assets[index].swift = name
      lock.assets[index].config = config(asset.config, before: lock.assets[index].config, of: name)
    }
    for index in lock.jobs.indices {
      let job = lock.jobs[index].job
      guard swift.name(of: job.partitions) != nil else {
        lock.jobs[index].swift = nil
        lock.jobs[index].config = nil
        continue
      }
      let short = job.name.hasSuffix("_job") ? String(job.name.dropLast(4)) : job.name
      let name = lock.jobs[index].swift ?? give(short, in: lock.location, to: \.jobs)
      lock.jobs[index].swift = name
      lock.jobs[index].config = config(job.config, before: lock.jobs[index].config, of: name)
    }
  }

  /// The words of the text, or those of the location too where the name is taken.
  private mutating func give(
    _ text: String,
    in location: String,
    to names: WritableKeyPath<(assets: Names, jobs: Names), Names>
  ) -> String {
    let name = SwiftName.lowerCamelCase(words: text)
    if !name.isEmpty, members[keyPath: names].keep(name) { return name }
    let longer = SwiftName.lowerCamelCase(words: "\(text) \(location)")
    if !name.isEmpty, isSeveralTimes(text), members[keyPath: names].keep(longer) { return longer }
    return members[keyPath: names].give(name, or: names == \.assets ? "asset" : "job")
  }

  /// Whether several code locations have something of that key or name.
  private func isSeveralTimes(_ text: String) -> Bool {
    definitions.filter { location in
      location.assets.contains { $0.key.isExactly(text) }
        || location.jobs.contains { $0.name.hasPrefix(text) }
    }.count > 1
  }

  private mutating func config(_ shape: ConfigShape?, before: String?, of member: String) -> String? {
    guard shape != nil else { return nil }
    return before ?? types.give(SwiftName.upperCamelCase(member) + "Config", or: "Config")
  }
}

extension LocationLock {
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
