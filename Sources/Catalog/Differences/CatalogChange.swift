package import CodeLocations
package import ExactText

/// How a code location's definitions differ from its lock, in one respect.
package struct CatalogChange: Hashable, Sendable {
  /// What is different.
  package enum Subject: Hashable, Sendable {
    case location
    case asset(ExactString)
    case job(ExactString)
    case schedule(ExactString)
    case sensor(ExactString)
  }

  @Exact package var location: String
  package var subject: Subject
  /// What was changed, in words: `is gone`, `has the key "apac" no longer`.
  @Exact package var change: String
  /// Whether a job that was right with the lock may be wrong now.
  package var isBreaking: Bool

  /// On one line: `lab: asset orders: is gone`.
  package var description: String {
    "\(location): \(subject.words)\(subject == .location ? "" : ": ")\(change)"
  }
}

extension CatalogChange.Subject {
  /// `asset orders`; empty for the location itself.
  var words: String {
    switch self {
    case .location: ""
    case .asset(let key): "asset \(key)"
    case .job(let name): "job \(name)"
    case .schedule(let name): "schedule \(name)"
    case .sensor(let name): "sensor \(name)"
    }
  }
}

extension [LocationLock] {
  /// How what code locations define now differs from these locks, location by location. A location that failed to load
  /// isn't compared.
  package func changes(to definitions: [LocationDefinitions]) -> [CatalogChange] {
    let now = Dictionary(definitions.map { ($0.id, $0) }) { first, _ in first }
    let before = Dictionary(map { ($0.id, $0) }) { first, _ in first }
    return Set(now.keys).union(before.keys).sorted().flatMap { location -> [CatalogChange] in
      switch (before[location], now[location]) {
      case (_, .some(let found)) where found.failure != nil: []
      case (.some(let lock), .some(let found)): lock.changes(to: found)
      case (nil, .some(let found)):
        [CatalogChange(location: found.location, subject: .location, change: "is new", isBreaking: false)]
      case (.some(let lock), nil):
        [CatalogChange(location: lock.location, subject: .location, change: "is gone", isBreaking: true)]
      case (nil, nil): []
      }
    }
  }
}

extension LocationLock {
  fileprivate func changes(to now: LocationDefinitions) -> [CatalogChange] {
    let assets = Paired(
      self.assets.filter { $0.isGone != true }.map(\.asset),
      now.assets,
      added: { change(.asset(ExactString($0.key)), .compatible("is new")) },
      removed: { change(.asset(ExactString($0.key)), .breaking("is gone")) },
      both: { old, new in old.changes(to: new).map { change(.asset(ExactString(new.key)), $0) } }
    )
    let jobs = Paired(
      self.jobs.filter { $0.isGone != true }.map(\.job),
      now.jobs,
      added: { change(.job(ExactString($0.name)), .compatible("is new")) },
      removed: { change(.job(ExactString($0.name)), .breaking("is gone")) },
      both: { old, new in old.changes(to: new).map { change(.job(ExactString(new.name)), $0) } }
    )
    return assets.changes + jobs.changes + instigators(schedules, now.schedules) { .schedule($0) }
      + instigators(sensors, now.sensors) { .sensor($0) }
  }

  private func instigators(
    _ old: [LockedInstigator],
    _ new: [DefinedInstigator],
    subject: (ExactString) -> CatalogChange.Subject
  ) -> [CatalogChange] {
    Paired(
      old.filter { $0.isGone != true }.map(\.instigator),
      new,
      added: { change(subject(ExactString($0.name)), .compatible("is new")) },
      removed: { change(subject(ExactString($0.name)), .breaking("is gone")) },
      both: { old, new in
        old == new
          ? []
          : [change(subject(ExactString(new.name)), .compatible("launches at other times or other jobs"))]
      }
    ).changes
  }

  private func change(_ subject: CatalogChange.Subject, _ difference: Difference) -> CatalogChange {
    CatalogChange(
      location: location,
      subject: subject,
      change: difference.words,
      isBreaking: difference.isBreaking
    )
  }
}

/// Two lists of the same things, set against each other by name.
private struct Paired {
  let changes: [CatalogChange]

  init<Element: Defined>(
    _ old: [Element],
    _ new: [Element],
    added: (Element) -> CatalogChange,
    removed: (Element) -> CatalogChange,
    both: (Element, Element) -> [CatalogChange]
  ) {
    let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.id, $0) }) { first, _ in first }
    changes = Set(before.keys).union(after.keys).sorted().flatMap { id -> [CatalogChange] in
      switch (before[id], after[id]) {
      case (.some(let old), .some(let new)): both(old, new)
      case (nil, .some(let new)): [added(new)]
      case (.some(let old), nil): [removed(old)]
      case (nil, nil): []
      }
    }
  }
}
