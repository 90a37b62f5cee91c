public import ExactText

/// The ways in which Dagster cuts an asset, as a document names them.
public enum PartitioningKind: String, CaseIterable, Hashable, Sendable {
  case daily, hourly, weekly, monthly, timeWindow, `static`, dynamic, multi
}

/// The partitions from a first to a last, both included.
public struct KeyRange: Hashable, Sendable {
  @Exact public var from: String
  @Exact public var through: String

  public init(from: String, through: String) {
    self.from = from
    self.through = through
  }
}

/// Which keys of one dimension are meant.
public enum KeySelection: Hashable, Sendable {
  case all
  case keys([String])
  case range(KeyRange)
  case ranges([KeyRange])
}

/// Keys are compared by their UTF-8.
extension KeySelection {
  public static func == (left: KeySelection, right: KeySelection) -> Bool {
    switch (left, right) {
    case (.all, .all): true
    case (.keys(let left), .keys(let right)): left.isExactly(right)
    case (.range(let left), .range(let right)): left == right
    case (.ranges(let left), .ranges(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .all: hasher.combine(0)
    case .keys(let keys): keys.hashExactly(into: &hasher)
    case .range(let range): hasher.combine(range)
    case .ranges(let ranges): hasher.combine(ranges)
    }
  }
}

/// Which partitions a step works on, as a document says it.
public enum Partitions: Hashable, Sendable {
  case single(PartitioningKind, KeySelection)
  /// One entry for each dimension, in the order in which Dagster joins their keys with `|`.
  case multi([DimensionPartitions])

  package init(_ kind: PartitioningKind, _ keys: KeySelection) { self = .single(kind, keys) }
  package init(dimensions: [DimensionPartitions]) { self = .multi(dimensions) }

  public var kind: PartitioningKind {
    switch self {
    case .single(let kind, _): kind
    case .multi: .multi
    }
  }
}

/// The part of one dimension in a selection of several.
public struct DimensionPartitions: Hashable, Sendable {
  @Exact public var name: String
  public var kind: PartitioningKind
  public var keys: KeySelection

  public init(name: String, kind: PartitioningKind, keys: KeySelection) {
    self.name = name
    self.kind = kind
    self.keys = keys
  }

  package init(name: String, _ partitions: Partitions) {
    // Dagster's dimensions are never themselves of several dimensions.
    guard case .single(let kind, let keys) = partitions else {
      self.init(name: name, kind: .multi, keys: .all)
      return
    }
    self.init(name: name, kind: kind, keys: keys)
  }
}
