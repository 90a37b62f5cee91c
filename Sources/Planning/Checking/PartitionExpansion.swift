import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JobDSL
import Schema
import Works

/// Turns a selection into the exact keys that the server has, and reports every one that it doesn't have.
struct PartitionExpansion {
  let keys: PartitionKeysByAsset
  let path: Path

  init(keys: PartitionKeysByAsset, at path: Path) {
    self.keys = keys
    self.path = path
  }

  /// In the server's order, each key once.
  func keys(of asset: AssetKey, in selection: Partitions, problems: inout [Issue]) async throws(DagsterError)
    -> [String]
  {
    try await partitions(of: asset, in: selection, problems: &problems).keys
  }

  /// The same with their places in the server's order.
  ///
  /// - Parameter primary: the dimension that Dagster takes for the first.
  func partitions(
    of asset: AssetKey,
    in selection: Partitions,
    primary: String? = nil,
    problems: inout [Issue]
  ) async throws(DagsterError) -> TargetedPartitions {
    switch selection {
    case .single(let kind, let keys):
      let known = KnownKeys(try await self.keys.keys(of: asset), as: kind, of: "\"\(asset)\"")
      guard known.isOfKind(at: path[\PartitionsForm.kind], problems: &problems) else {
        return TargetedPartitions(keys: [], places: [])
      }
      return known.partitions(at: known.places(in: keys, at: path, problems: &problems))
    case .multi(let dimensions):
      let known = try await self.keys.client.partitionKeysByDimension(of: asset)
      let factors = dimensions.enumerated().map { index, dimension in
        let all = known.first { $0.name.isExactly(dimension.name) }?.keys ?? []
        let keys = KnownKeys(all, as: dimension.kind, of: "dimension \(dimension.name) of \"\(asset)\"")
        let place = path[\PartitionsForm.dimensions][index]
        guard keys.isOfKind(at: place[\DimensionForm.form.kind], problems: &problems) else {
          return TargetedPartitions(keys: [], places: [])
        }
        return keys.partitions(
          at: keys.places(in: dimension.keys, at: place, problems: &problems)
        )
      }
      return TargetedPartitions(
        crossing: factors,
        isFirstPrimary: dimensions.first?.name.isExactly(primary ?? "") == true
      )
    }
  }
}

/// The partition keys of one asset or dimension, with their order.
private struct KnownKeys {
  private let keys: [String]
  private let kind: PartitioningKind
  private let owner: String

  init(_ keys: [String], as kind: PartitioningKind, of owner: String) {
    self.keys = keys
    self.kind = kind
    self.owner = owner
  }

  private var calendar: CalendarCheck { CalendarCheck(kind: kind, keys: keys) }

  /// Whether the server cuts time as the document says.
  func isOfKind(at path: Path, problems: inout [Issue]) -> Bool {
    guard let found = calendar.foundInstead() else { return true }
    problems.append(
      Issue(
        at: path,
        "expected \(kind.rawValue) windows, found \(owner) with windows \(found)",
        hint: "declare it in the catalog as what it is, or as TimeWindows, which only Dagster counts"
      )
    )
    return false
  }

  func partitions(at places: [Int]) -> TargetedPartitions {
    TargetedPartitions(keys: places.map { keys[$0] }, places: places)
  }

  /// The places of the selected keys, ascending.
  func places(in selection: KeySelection, at path: Path, problems: inout [Issue]) -> [Int] {
    switch selection {
    case .all:
      if keys.isEmpty {
        problems.append(Issue(at: path[\PartitionsForm.all], "expected partitions, found none in \(owner)"))
      }
      return Array(keys.indices)
    case .keys(let wanted):
      return inOrder(wanted)
        ?? looked(up: wanted, at: path[\PartitionsForm.keys], problems: &problems).sorted()
    case .range(let range):
      return Array(slice(range, at: path, problems: &problems))
    case .ranges(let ranges):
      let list = path[\PartitionsForm.ranges]
      let slices = ranges.enumerated().map { slice($1, at: list[$0], problems: &problems) }
      if kind == .timeWindow { checkOverlaps(of: slices, at: list, problems: &problems) }
      return Set(slices.joined()).sorted()
    }
  }

  /// The places of keys that come in the server's order; `nil` where they don't, or where one isn't there. Takes
  /// no memory to speak of, and is how a long list comes.
  private func inOrder(_ wanted: [String]) -> [Int]? {
    var places: [Int] = []
    places.reserveCapacity(wanted.count)
    var next = 0
    for key in wanted {
      while next < keys.count, !keys[next].isExactly(key) { next += 1 }
      guard next < keys.count else { return nil }
      places.append(next)
      next += 1
    }
    return places
  }

  private func looked(up wanted: [String], at path: Path, problems: inout [Issue]) -> [Int] {
    let places = Dictionary(
      zip(keys.lazy.map(ExactString.init), keys.indices),
      uniquingKeysWith: { first, _ in first }
    )
    return wanted.enumerated().compactMap { index, key in
      places[key] ?? missing(key, at: path[index], problems: &problems)
    }
  }

  private func slice(_ range: KeyRange, at path: Path, problems: inout [Issue]) -> Range<Int> {
    let first = place(of: range.from, at: path[\KeyRange.from], problems: &problems)
    let last = place(of: range.through, at: path[\KeyRange.through], problems: &problems)
    guard let first, let last else { return 0..<0 }
    guard first <= last else {
      problems.append(
        Issue(
          at: path[\KeyRange.from],
          "expected a range in the order of \(owner), found \"\(range.from)\" after \"\(range.through)\""
        )
      )
      return 0..<0
    }
    let found = keys[first...last]
    if let byCalendar = calendar.miscount(of: range, as: found) {
      problems.append(
        Issue(
          at: path[\KeyRange.from],
          "expected \(counted(byCalendar, "partition")) of \(owner) by the calendar, found \(found.count) in Dagster, "
            + "whose definition leaves out others",
          hint: "declare it in the catalog as TimeWindows, which only Dagster counts"
        )
      )
    }
    return first..<(last + 1)
  }

  /// Of the other kinds the document itself tells.
  private func checkOverlaps(of slices: [Range<Int>], at path: Path, problems: inout [Issue]) {
    for (index, slice) in slices.enumerated() {
      guard let earlier = slices.prefix(index).firstIndex(where: { $0.overlaps(slice) }) else { continue }
      problems.append(
        Issue(
          at: path[index],
          "expected ranges that don't overlap, found this one overlapping ranges[\(earlier)]"
        )
      )
    }
  }

  private func place(of key: String, at path: Path, problems: inout [Issue]) -> Int? {
    keys.firstIndex(ofExactly: key) ?? missing(key, at: path, problems: &problems)
  }

  private func missing(_ key: String, at path: Path, problems: inout [Issue]) -> Int? {
    problems.append(
      Issue(at: path, "expected a partition of \(owner), found \"\(key)\"", hint: hint(for: key))
    )
    return nil
  }

  private func hint(for key: String) -> String {
    guard let first = keys.first, let last = keys.last else { return "it has no partitions" }
    if let hint = otherFormHint(of: key, among: keys) { return hint }
    let near = keys.count <= 2_000 ? nearest(to: key, among: keys) : nil
    let bounds = "it has \(keys.count), from \"\(first)\" through \"\(last)\""
    return near.map { "\(bounds); did you mean \"\($0)\"?" } ?? bounds
  }
}
