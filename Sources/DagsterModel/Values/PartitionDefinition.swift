public import ExactText
package import JSONTree

/// How an asset is partitioned.
public struct PartitionDefinition: Hashable, Sendable {
  /// What kind of keys there are.
  public enum Kind: Hashable, Sendable {
    /// Windows of time. The format is Python's `strftime`: `%Y-%m-%d`. Empty when the server does not say.
    case timeWindow(format: String)
    /// A fixed list, in definition order.
    case `static`
    /// A list that grows on the server, by this name.
    case dynamic(name: ExactString)
    /// One key of each dimension, joined by `|` in the order of the dimensions' names.
    case multi([Dimension])
    /// A kind this client does not know.
    case unknown(String)
  }

  /// One dimension of a multi-partitioned asset.
  public struct Dimension: Hashable, Sendable {
    /// The kinds a dimension can have.
    public enum Kind: Hashable, Sendable {
      /// Windows of time.
      case timeWindow
      /// A fixed list.
      case `static`
      /// A list that grows on the server.
      case dynamic(name: ExactString)
      /// A kind this client does not know.
      case unknown(String)
    }

    /// The dimension's name: `date`, `region`.
    @Exact public private(set) var name: String
    /// What kind of keys it has.
    public let kind: Kind
    /// Whether partition statuses are grouped by this dimension.
    public let isPrimary: Bool

    /// A dimension.
    public init(name: String, kind: Kind, isPrimary: Bool) {
      self.name = name
      self.kind = kind
      self.isPrimary = isPrimary
    }
  }

  /// The definition's own name; only dynamic definitions have one.
  @Exact public private(set) var name: String?
  /// What kind of keys there are.
  public let kind: Kind

  /// A definition.
  public init(name: String? = nil, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// The keys of one dimension. An asset that is not multi-partitioned has one, called `default`.
public struct DimensionKeys: Hashable, Sendable {
  /// The dimension's name.
  @Exact public private(set) var name: String
  /// Its keys: ascending for time windows, in definition order otherwise.
  @Exact public private(set) var keys: [String]

  /// The keys of a dimension.
  public init(name: String, keys: [String]) {
    self.name = name
    self.keys = keys
  }
}

/// An inclusive run of partition keys in the definition's order.
public struct PartitionKeyRange: Hashable, Sendable {
  /// The first key.
  @Exact public private(set) var first: String
  /// The last key, included.
  @Exact public private(set) var last: String

  /// A range; which of the two comes first is not checked here, nor by the server.
  public init(first: String, last: String) {
    self.first = first
    self.last = last
  }

  package var json: JSONValue { ["start": .string(first), "end": .string(last)] }
}
