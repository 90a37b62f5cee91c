import CodeLocations
import Diagnostics
import ExactText

/// One difference between two definitions of the same thing.
struct Difference {
  let words: String
  let isBreaking: Bool

  static func breaking(_ words: String) -> Difference { Difference(words: words, isBreaking: true) }
  static func compatible(_ words: String) -> Difference { Difference(words: words, isBreaking: false) }
}

extension DefinedAsset {
  func changes(to new: DefinedAsset) -> [Difference] {
    var changes = DefinedPartitions.changes(from: partitions, to: new.partitions)
    if isMaterializable != new.isMaterializable {
      changes.append(new.isMaterializable ? .compatible("can be materialized") : .breaking("is a source now"))
    }
    changes += ConfigShape.changes(from: config, to: new.config)
    if policy != new.policy {
      changes.append(
        .compatible("has another backfill policy: \(new.policy?.summary ?? "one run a partition")")
      )
    }
    if repository != new.repository { changes.append(.compatible("is in another repository")) }
    if !group.isExactly(new.group) { changes.append(.compatible("is in the group \(new.group)")) }
    if !downstream.isExactly(new.downstream) { changes.append(.compatible("has other assets downstream")) }
    if !checks.isExactly(new.checks) { changes.append(.compatible("has other checks")) }
    if !description.isExactly(new.description) { changes.append(.compatible("has another description")) }
    return changes
  }
}

extension DefinedJob {
  func changes(to new: DefinedJob) -> [Difference] {
    var changes = DefinedPartitions.changes(from: partitions, to: new.partitions)
    changes += ConfigShape.changes(from: config, to: new.config)
    if isAssetJob != new.isAssetJob {
      changes.append(
        .compatible(new.isAssetJob ? "materializes assets now" : "materializes no assets any more")
      )
    }
    if repository != new.repository { changes.append(.compatible("is in another repository")) }
    if !description.isExactly(new.description) { changes.append(.compatible("has another description")) }
    return changes
  }
}

// MARK: Partitions

extension DefinedPartitions {
  static func changes(from old: DefinedPartitions?, to new: DefinedPartitions?) -> [Difference] {
    switch (old, new) {
    case (nil, nil): return []
    case (nil, .some(let new)): return [.breaking("is partitioned now: \(new.summary)")]
    case (.some(let old), nil): return [.breaking("is not partitioned any more; it was \(old.summary)")]
    case (.some(let old), .some(let new)): return old.changes(to: new)
    }
  }

  private func changes(to new: DefinedPartitions) -> [Difference] {
    switch (self, new) {
    case (.timeWindows(let old), .timeWindows(let new)): return old.changes(to: new)
    case (.static(let old), .static(let new)): return old.changes(to: new)
    case (.dynamic(let old), .dynamic(let new)):
      return old == new
        ? [] : [.breaking("has the dynamic partitions \(new.map { "\"\($0)\"" } ?? "of another name")")]
    case (.multi(let old), .multi(let new)):
      guard old.map(\.name).isExactly(new.map(\.name)) else {
        return [.breaking("has the dimensions \(new.map(\.name).joined(separator: ", "))")]
      }
      return zip(old, new).flatMap { old, new in
        old.partitions.changes(to: new.partitions).map {
          Difference(words: "dimension \(new.name) \($0.words)", isBreaking: $0.isBreaking)
        }
      }
    default: return self == new ? [] : [.breaking("has other partitions: \(new.summary); it had \(summary)")]
    }
  }
}

extension DefinedWindows {
  fileprivate func changes(to new: DefinedWindows) -> [Difference] {
    // Other windows altogether: their bounds can't be compared.
    guard cadence.isExactly(new.cadence), format.isExactly(new.format) else {
      let (before, now) = (
        DefinedPartitions.timeWindows(self).summary, DefinedPartitions.timeWindows(new).summary
      )
      return [.breaking("has other partitions: \(now); it had \(before)")]
    }
    var changes: [Difference] = []
    if !timezone.isExactly(new.timezone) {
      changes.append(
        .breaking("has windows of the zone \(new.timezone ?? "UTC"), not of \(timezone ?? "UTC")")
      )
    }
    changes += bounds(new)
    let before = holes.exact
    let added = new.holes.filter { hole in
      // What an open definition leaves out later is no change of it.
      !before.contains(hole) && (last != nil || (holes.last).map { hole.precedesExactly($0) } ?? true)
    }
    if let hole = added.first {
      changes.append(.breaking("leaves out \(hole)\(added.count > 1 ? " and others" : "")"))
    }
    let (weekdays, others) = (Set(skippedWeekdays ?? []), Set(new.skippedWeekdays ?? []))
    if !others.isSubset(of: weekdays) { changes.append(.breaking("leaves out other days of the week")) }
    if !weekdays.isSubset(of: others) { changes.append(.compatible("has days of the week that it left out")) }
    if holes.contains(where: { !new.holes.containsExactly($0) }) {
      changes.append(.compatible("has partitions that it left out"))
    }
    return changes
  }

  private func bounds(_ new: DefinedWindows) -> [Difference] {
    var changes: [Difference] = []
    if let old = first, let now = new.first, !old.isExactly(now) {
      changes.append(
        old.precedesExactly(now)
          ? .breaking("begins with \(now), not \(old)") : .compatible("begins with \(now)")
      )
    } else if first != nil, new.first == nil {
      changes.append(.breaking("has no partitions"))
    } else if first == nil, let now = new.first {
      changes.append(.compatible("begins with \(now)"))
    }
    switch (last, new.last) {
    case (nil, .some(let now)): changes.append(.breaking("ends with \(now); it went on"))
    case (.some, nil): changes.append(.compatible("goes on with time"))
    case (.some(let old), .some(let now)) where !old.isExactly(now):
      changes.append(
        now.precedesExactly(old) ? .breaking("ends with \(now), not \(old)") : .compatible("ends with \(now)")
      )
    default: break
    }
    if endOffset != new.endOffset {
      changes.append(
        new.endOffset < endOffset
          ? .breaking("ends \(counted(endOffset - new.endOffset, "window")) earlier")
          : .compatible("ends \(counted(new.endOffset - endOffset, "window")) later")
      )
    }
    return changes
  }
}

extension DefinedKeys {
  fileprivate func changes(to new: DefinedKeys) -> [Difference] {
    guard !isAlike(new) else { return [] }
    guard let old = keys, let now = new.keys else {
      return [.breaking("has \(new.count) other keys; it had \(count)")]
    }
    let removed = old.filter { !now.containsExactly($0) }
    let added = now.filter { !old.containsExactly($0) }
    if removed.isEmpty, added.isEmpty { return [.compatible("has its keys in another order")] }
    return removed.map { .breaking("has the key \"\($0)\" no longer") }
      + added.map { .compatible("has the new key \"\($0)\"") }
  }
}

// MARK: Configuration

extension ConfigShape {
  static func changes(from old: ConfigShape?, to new: ConfigShape?) -> [Difference] {
    switch (old, new) {
    case (nil, nil): return []
    case (nil, .some(let new)):
      let required = new.requiredPaths
      guard let first = required.first else { return [.compatible("takes a configuration")] }
      return [.breaking("needs a configuration with \(first.joined(separator: "."))")]
    case (.some, nil): return [.breaking("takes no configuration any more")]
    case (.some(let old), .some(let new)): return old.changes(to: new, at: "configuration")
    }
  }

  fileprivate func changes(to new: ConfigShape, at place: String) -> [Difference] {
    switch (self, new) {
    case (.fields(let old), .fields(let new)), (.selector(let old), .selector(let new)):
      return old.changes(to: new, at: place)
    case (.list(let old), .list(let new)): return old.changes(to: new, at: "\(place)[]")
    case (.map(let old), .map(let new)): return old.changes(to: new, at: "\(place)[]")
    case (.nullable(let old), .nullable(let new)): return old.changes(to: new, at: place)
    case (_, .nullable(let other)):
      return self == other ? [.compatible("\(place) may be null")] : [.breaking("\(place) has another type")]
    case (.choice(_, let old), .choice(_, let new)):
      return old.filter { !new.contains($0) }.map { .breaking("\(place) has the choice \($0) no longer") }
        + new.filter { !old.contains($0) }.map { .compatible("\(place) has the new choice \($0)") }
    case (.plain(let old), _) where old == new:
      return [.compatible("\(place) takes a reference to the environment")]
    case (_, .plain(let new)) where new == self:
      return [.breaking("\(place) takes no reference to the environment")]
    default: return self == new ? [] : [.breaking("\(place) has another type")]
    }
  }

}

extension ConfigFields {
  fileprivate func changes(to new: ConfigFields, at place: String) -> [Difference] {
    var changes: [Difference] = []
    for field in fields {
      let name = "\(place).\(field.name)"
      guard let other = new.fields.first(where: { $0.name.isExactly(field.name) }) else {
        changes.append(.breaking("\(name) is gone"))
        continue
      }
      if !field.isRequired, other.isRequired { changes.append(.breaking("\(name) is required now")) }
      if field.isRequired, !other.isRequired { changes.append(.compatible("\(name) may be left out")) }
      changes += field.shape.changes(to: other.shape, at: name)
      if !field.defaultValue.isExactly(other.defaultValue) {
        changes.append(.compatible("\(name) is \(other.defaultValue ?? "nothing") where it is left out"))
      }
      if !field.description.isExactly(other.description) {
        changes.append(.compatible("\(name) has another description"))
      }
    }
    for field in new.fields where !fields.contains(where: { $0.name.isExactly(field.name) }) {
      let name = "\(place).\(field.name)"
      changes.append(
        field.isRequired ? .breaking("\(name) is new and required") : .compatible("\(name) is new")
      )
    }
    if isPermissive != new.isPermissive {
      changes.append(
        new.isPermissive
          ? .compatible("\(place) may have other fields") : .breaking("\(place) has no other fields")
      )
    }
    return changes
  }
}
