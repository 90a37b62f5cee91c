import CodeLocations
import ExactText
import JobDSL

/// How definitions are told in Swift's types, given the names of the types that the catalog declares itself.
struct SwiftTypes {
  let keys: [LockedKeys]
  let dimensions: [LockedDimension]

  init(of lock: LocationLock) { self.init(keys: lock.keys, dimensions: lock.dimensions) }

  init(keys: [LockedKeys], dimensions: [LockedDimension]) {
    self.keys = keys
    self.dimensions = dimensions
  }

  /// The type that stands in an asset's or a job's angle brackets; nil where Swift has none for it.
  func name(of partitions: DefinedPartitions?) -> String? {
    switch partitions {
    case nil: return "Unpartitioned"
    case .timeWindows(let windows): return windows.typeName
    case .static(let keys):
      guard let type = self.keys.first(where: { $0.keys.isAlike(keys) })?.type else { return nil }
      return "Static<\(type)>"
    case .dynamic: return "Dynamic"
    case .multi(let dimensions):
      let names = dimensions.map { dimension in
        name(of: dimension.partitions).flatMap { cut in
          self.dimensions.first { $0.dimension.isExactly(dimension.name) && $0.cut.isExactly(cut) }?.type
        }
      }
      guard names.count == 2, let first = names[0], let second = names[1] else { return nil }
      return "Multi<\(first), \(second)>"
    case .unknown: return nil
    }
  }
}

extension DefinedKeys {
  /// Whether one type can stand for both.
  func isAlike(_ other: DefinedKeys) -> Bool { count == other.count && hash.isExactly(other.hash) }
}

extension DefinedWindows {
  /// What the language takes them for: the calendar counts only what has no holes and the keys that Dagster gives by
  /// default.
  var kind: PartitioningKind {
    guard holes.isEmpty, holeCount == nil, skippedWeekdays == nil, let cadence,
      let kind = PartitioningKind(rawValue: cadence), let usual = kind.timeFormat, format.isExactly(usual)
    else { return .timeWindow }
    return kind
  }

  /// The type that stands for their kind.
  fileprivate var typeName: String {
    kind == .timeWindow ? "TimeWindows" : SwiftName.upperCamelCase(kind.rawValue)
  }
}
