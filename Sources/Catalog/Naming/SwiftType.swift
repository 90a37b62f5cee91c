import DagsterModel
import ExactText

/// How definitions are told in Swift's types, given the names of the types that the catalog declares itself.
struct SwiftTypes {
  let keys: [LockedKeys]
  let dimensions: [LockedDimension]

  init(of locks: [LocationLock]) {
    keys = locks.flatMap(\.keys)
    dimensions = locks.flatMap(\.dimensions)
  }

  init(keys: [LockedKeys], dimensions: [LockedDimension]) {
    self.keys = keys
    self.dimensions = dimensions
  }

  /// The type that stands in an asset's or a job's angle brackets; nil where Swift has none for it.
  func name(of partitions: DefinedPartitions?) -> String? {
    switch partitions {
    case nil: return "Unpartitioned"
    case .timeWindows(let windows): return windows.kind.typeName
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

/// The kinds of time windows that the language has a type for.
enum WindowKind: String {
  case hourly, daily, weekly, monthly, other

  var typeName: String {
    switch self {
    case .hourly: "Hourly"
    case .daily: "Daily"
    case .weekly: "Weekly"
    case .monthly: "Monthly"
    case .other: "TimeWindows"
    }
  }
}

extension DefinedWindows {
  /// The calendar counts only what has no holes and the keys that Dagster gives by default.
  var kind: WindowKind {
    guard holes.isEmpty, holeCount == nil, skippedWeekdays == nil, let cadence,
      let kind = WindowKind(rawValue: cadence)
    else {
      return .other
    }
    switch kind {
    case .hourly: return format.isExactly("%Y-%m-%d-%H:%M") ? kind : .other
    case .daily, .weekly, .monthly: return format.isExactly("%Y-%m-%d") ? kind : .other
    case .other: return .other
    }
  }
}
