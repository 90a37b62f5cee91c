package import CivilCalendar

/// How many partitions a selection has and which are its ends, as far as that can be told without a server.
///
/// A range is counted by the calendar. The runner refuses a range of which the server has another number, save for
/// the hours that a change of clocks adds or takes: how many there are then only the server knows.
package struct PartitionExtent: Hashable, Sendable {
  /// One factor for each dimension; `nil` where the server decides.
  package var factors: [Int?]
  /// In the order of time, or as listed where the keys have none; `nil` where the server decides.
  package var ends: Ends?
  /// Whether each partition is written out, so that the server can't have fewer.
  package var isListed: Bool
  /// Whether clocks may have been changed in between, which no document knows.
  package var isByTheClock = false

  /// How many others the canary before them makes.
  package var canary = 0

  /// A first and a last key.
  package struct Ends: Hashable, Sendable {
    package var first: String
    package var last: String
  }

  /// One partition.
  package static func single(_ key: String) -> PartitionExtent {
    PartitionExtent(factors: [1], ends: Ends(first: key, last: key), isListed: true)
  }

  /// The product of the factors, `nil` where the server decides.
  package var count: Int? {
    factors.reduce(1) { product, factor in
      guard let product, let factor else { return nil }
      let (count, overflows) = product.multipliedReportingOverflow(by: factor)
      return overflows ? nil : count
    }
  }

  /// The same with those of its canary, as limits count them.
  package var countWithCanary: Int? { count.map { $0 + canary } }
}

extension Partitions {
  /// What can be told of the selection without a server.
  package var extent: PartitionExtent {
    switch self {
    case .single(let kind, let keys): keys.extent(as: kind)
    case .multi(let dimensions): Self.crossed(dimensions.map { $0.keys.extent(as: $0.kind) })
    }
  }

  private static func crossed(_ extents: [PartitionExtent]) -> PartitionExtent {
    let ends = extents.compactMap(\.ends)
    return PartitionExtent(
      factors: extents.flatMap(\.factors),
      ends: ends.count < extents.count
        ? nil
        : PartitionExtent.Ends(
          first: ends.map(\.first).joined(separator: "|"),
          last: ends.map(\.last).joined(separator: "|")
        ),
      isListed: extents.allSatisfy(\.isListed),
      isByTheClock: extents.contains(where: \.isByTheClock)
    )
  }
}

extension KeySelection {
  fileprivate func extent(as kind: PartitioningKind) -> PartitionExtent {
    switch self {
    case .all: PartitionExtent(factors: [nil], ends: nil, isListed: false)
    case .keys(let keys):
      PartitionExtent(factors: [keys.count], ends: Self.ends(of: keys, as: kind), isListed: true)
    case .range(let range): Self.extent(of: [range], as: kind)
    case .ranges(let ranges): Self.extent(of: ranges, as: kind)
    }
  }

  private static func extent(of ranges: [KeyRange], as kind: PartitioningKind) -> PartitionExtent {
    let counts = ranges.compactMap { $0.count(as: kind) }
    return PartitionExtent(
      factors: [counts.count < ranges.count ? nil : counts.reduce(0, +)],
      ends: ends(of: ranges.flatMap { [$0.from, $0.through] }, as: kind),
      isListed: false,
      isByTheClock: kind == .hourly
    )
  }

  /// The text order of time keys is their order in time: their formats are of fixed width.
  private static func ends(of keys: [String], as kind: PartitioningKind) -> PartitionExtent.Ends? {
    let isTime = TimeFormat(kind) != nil
    guard let first = isTime ? keys.min() : keys.first, let last = isTime ? keys.max() : keys.last else {
      return nil
    }
    return PartitionExtent.Ends(first: first, last: last)
  }
}

extension KeyRange {
  /// By the calendar; `nil` where keys have no calendar or are none.
  package func count(as kind: PartitioningKind) -> Int? {
    guard let format = TimeFormat(kind), from <= through, let first = format.time(from),
      let last = format.time(through)
    else { return nil }
    return switch kind {
    case .hourly:
      (last.civil.minutes - first.civil.minutes) / 60 + 1 + (last.isRepeated && self.from != through ? 1 : 0)
    case .daily: last.civil.days - first.civil.days + 1
    case .weekly: (last.civil.days - first.civil.days) / 7 + 1
    case .monthly: last.civil.months - first.civil.months + 1
    case .timeWindow, .static, .dynamic, .multi: nil
    }
  }
}

extension PartitioningKind {
  /// The moment that a key names, and whether it is the second of two that clocks show alike; `nil` where it isn't spelled
  /// as this kind is.
  package func time(of key: String) -> (civil: CivilTime, isRepeated: Bool)? {
    TimeFormat(self)?.time(key)
  }
}
