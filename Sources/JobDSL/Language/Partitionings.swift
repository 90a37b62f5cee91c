import Diagnostics
import Schema

/// How an asset is cut into partitions: the phantom type that tells `Asset<Daily>` from `Asset<Hourly>`.
public protocol Partitioning: Sendable {
  /// Which partitions a step works on.
  associatedtype Selection: PartitionSelection
}

/// A partitioning of which one key can be named by itself.
public protocol SingleKeyPartitioning: Partitioning {
  /// How a job writes it.
  associatedtype SingleKey: Sendable
  /// How Dagster spells it.
  static func named(_ key: SingleKey) -> NamedKey
}

/// A partition key, or a part of one, with what kind of key it is.
public struct NamedKey: Hashable, Sendable {
  public var text: String
  public var kind: PartitioningKind

  public init(_ text: String, kind: PartitioningKind) {
    self.text = text
    self.kind = kind
  }
}

extension NotInDocument<[NamedKey]> {
  /// What is wrong with the key of a command for one partition, of which Swift knows the parts.
  func issues(at place: Path) -> [Issue] {
    (value ?? []).compactMap { KeyRules(kind: $0.kind).timeIssue(in: $0.text, at: place) }
  }
}

/// A partitioning by windows of time.
public protocol TimePartitioning: SingleKeyPartitioning
where Selection == TimeSelection<Key>, SingleKey == Key {
  associatedtype Key: TimeKey
}

extension TimePartitioning {
  public static func named(_ key: Key) -> NamedKey { NamedKey(key.text, kind: Key.partitioning) }
}

/// One partition a day.
public enum Daily: TimePartitioning { public typealias Key = Day }
/// One partition an hour.
public enum Hourly: TimePartitioning { public typealias Key = Hour }
/// One partition a week.
public enum Weekly: TimePartitioning { public typealias Key = Week }
/// One partition a month.
public enum Monthly: TimePartitioning { public typealias Key = Month }

/// Windows of time of any length, beginning and format, which Dagster alone counts: months spelled `2024-02`,
/// quarters, quarters of an hour, days without weekends.
///
/// For what is not one of `Daily`, `Hourly`, `Weekly` and `Monthly` with the keys that Dagster gives them by default.
public enum TimeWindows: TimePartitioning { public typealias Key = TimeWindow }

/// A fixed set of partitions, which a Swift enumeration lists: a key that is not in it doesn't compile.
public enum Static<Key: PartitionText>: SingleKeyPartitioning {
  public typealias Selection = StaticSelection<Key>
  public static func named(_ key: Key) -> NamedKey { NamedKey(key.rawValue, kind: .static) }
}

/// A key of a static partitioning as Dagster spells it. Where there are too many for an enumeration, the catalog declares
/// a type that takes any text; `plan` says where Dagster has no such key.
public protocol PartitionText: RawRepresentable, Hashable, Sendable where RawValue == String {}

/// The keys of a static partitioning: `enum Region: String, StaticKey { case eu, us, apac }`.
public protocol StaticKey: PartitionText, CaseIterable {}

/// Partitions that are added while Dagster runs, so that only the server knows them.
public enum Dynamic: SingleKeyPartitioning {
  public typealias Selection = DynamicSelection
  public static func named(_ key: String) -> NamedKey { NamedKey(key, kind: .dynamic) }
}

/// Two partitionings crossed: one partition for each pair. `First` and `Second` stand in the order of the
/// dimensions' names, which is the order in which Dagster spells a key: `2024-01-01|eu`.
public enum Multi<First: Dimension, Second: Dimension>: Partitioning {
  public typealias Selection = MultiSelection<First, Second>
}

/// One dimension of a `Multi`: its name in Dagster and how it is cut.
///
/// The catalog declares one for each dimension: `enum DateDimension: Dimension { … }`.
public protocol Dimension: Sendable {
  associatedtype Cut: Partitioning
  /// The dimension's name in Dagster, such as `date`.
  static var name: String { get }
}

/// No partitions at all: the whole asset is made in one go.
public enum Unpartitioned: Sendable {}
