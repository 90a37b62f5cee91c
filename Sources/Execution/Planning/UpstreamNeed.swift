import Dagster

/// What a step reads of another asset.
enum UpstreamNeed: Hashable {
  /// An asset without partitions.
  case whole
  case partitions([String])
  /// The code maps partitions in a way that the server doesn't tell.
  case undecided(String)

  /// - Parameters:
  ///   - keys: the partitions that the step targets; `nil` where its asset has none.
  ///   - allKeys: all partitions of the step's asset.
  ///   - upstreamKeys: all partitions of the asset that it reads.
  init(
    of dependency: AssetLinks.Dependency,
    keys: [String]?,
    partitioning: PartitionDefinition?,
    allKeys: [String],
    upstream: PartitionDefinition?,
    upstreamKeys: [String]
  ) {
    let name = dependency.mapping?.className
    guard let upstream else {
      self = .whole
      return
    }
    guard let keys, let partitioning else {
      self =
        name == nil || name == "AllPartitionMapping"
        ? .partitions(upstreamKeys)
        : name == "LastPartitionMapping" ? .partitions(upstreamKeys.suffix(1)) : .undecided(name ?? "")
      return
    }
    switch name {
    case "AllPartitionMapping": self = .partitions(upstreamKeys)
    case "LastPartitionMapping": self = .partitions(upstreamKeys.suffix(1))
    case nil, "TimeWindowPartitionMapping", "IdentityPartitionMapping",
      "MultiToSingleDimensionPartitionMapping":
      if dependency.mapping?.hasOffset == true {
        self = .undecided("a TimeWindowPartitionMapping with offsets")
      } else {
        self = Self.inferred(keys, partitioning, allKeys, upstream, upstreamKeys)
      }
    default: self = .undecided(name ?? "")
    }
  }

  /// As `infer_partition_mapping` does it.
  private static func inferred(
    _ keys: [String],
    _ partitioning: PartitionDefinition,
    _ allKeys: [String],
    _ upstream: PartitionDefinition,
    _ upstreamKeys: [String]
  ) -> UpstreamNeed {
    switch (partitioning.kind, upstream.kind) {
    case (.timeWindow, .timeWindow):
      return allKeys == upstreamKeys ? .partitions(keys) : overlapping(keys, allKeys, upstreamKeys)
    case (.multi, .multi), (.static, .static), (.dynamic, .dynamic), (.static, .dynamic), (.dynamic, .static):
      let known = Set(upstreamKeys)
      if let unknown = keys.first(where: { !known.contains($0) }) {
        return .undecided("the same keys, and it has no \"\(unknown)\"")
      }
      return .partitions(keys)
    case (.multi(let dimensions), _) where dimensions.count == 2:
      return crossed(keys, over: upstreamKeys)
    case (_, .multi(let dimensions)) where dimensions.count == 2:
      return crossing(keys, in: upstreamKeys)
    default: return .undecided("two kinds of partitions")
    }
  }

  /// Of each key the dimension that the other asset has.
  private static func crossed(_ keys: [String], over upstream: [String]) -> UpstreamNeed {
    let known = Set(upstream)
    for dimension in 0..<2 {
      let parts = keys.compactMap { $0.dimension(dimension) }
      if parts.allSatisfy(known.contains) {
        let wanted = Set(parts)
        return .partitions(upstream.filter(wanted.contains))
      }
    }
    return .undecided("one of two dimensions")
  }

  /// Of the other asset everything along the dimension that it has besides.
  private static func crossing(_ keys: [String], in upstream: [String]) -> UpstreamNeed {
    let wanted = Set(keys)
    for dimension in 0..<2 {
      let found = upstream.filter { $0.dimension(dimension).map(wanted.contains) ?? false }
      if Set(found.compactMap { $0.dimension(dimension) }) == wanted { return .partitions(found) }
    }
    return .undecided("one of two dimensions")
  }

  /// Windows that share time. The text order of Dagster's usual time keys is their order in time.
  private static func overlapping(_ keys: [String], _ allKeys: [String], _ upstream: [String]) -> UpstreamNeed
  {
    guard allKeys.isAscending, upstream.isAscending else {
      return .undecided("time windows of unlike formats")
    }
    let wanted = Set(keys)
    var found: Set<Int> = []
    for (index, key) in allKeys.enumerated() where wanted.contains(key) {
      // The window that begins last before this one ends with or after its beginning.
      let first = max(0, upstream.lowerBound(of: key, includingEqual: true) - 1)
      let end =
        allKeys.indices.contains(index + 1)
        ? upstream.lowerBound(of: allKeys[index + 1], includingEqual: false) : upstream.count
      guard first < end else { return .undecided("a window in \"\(key)\", which it doesn't have") }
      found.formUnion(first..<end)
    }
    return .partitions(found.sorted().map { upstream[$0] })
  }
}

extension String {
  fileprivate func dimension(_ index: Int) -> String? {
    let parts = split(separator: "|", omittingEmptySubsequences: false)
    return parts.indices.contains(index) ? String(parts[index]) : nil
  }
}

extension [String] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }

  /// How many are before `key`, or before it and equal to it.
  fileprivate func lowerBound(of key: String, includingEqual: Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < key || (includingEqual && self[middle] == key) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
