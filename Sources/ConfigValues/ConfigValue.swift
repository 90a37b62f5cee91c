public import ExactText

/// A value of a run's configuration, before it becomes YAML or JSON.
public indirect enum ConfigValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case float(Double)
  case string(String)
  case list([ConfigValue])
  /// In the order in which the document has them; keys are unique.
  case map([Entry])

  public struct Entry: Hashable, Sendable {
    @Exact public var key: String
    public var value: ConfigValue

    public init(_ key: String, _ value: ConfigValue) {
      self.key = key
      self.value = value
    }
  }

  /// A mapping of the fields that have a value, in the order given.
  public static func fields(_ fields: (String, ConfigValue?)...) -> ConfigValue {
    .map(fields.compactMap { name, value in value.map { Entry(name, $0) } })
  }

  /// A mapping in the order of its keys, so that equal dictionaries give equal documents.
  public static func sorted(_ entries: [String: ConfigValue]) -> ConfigValue {
    .map([], others: entries)
  }

  /// A mapping of these entries, and of others after them in the order of their keys.
  public static func map(_ entries: [Entry], others: [String: ConfigValue]) -> ConfigValue {
    .map(entries + others.sorted { $0.key.precedesExactly($1.key) }.map { Entry($0.key, $0.value) })
  }

  /// A value where a configuration has it: `at: ["ops", "purge", "config"]` is `ops: {purge: {config: …}}`.
  public static func nested(at path: [String], _ value: ConfigValue) -> ConfigValue {
    path.reversed().reduce(value) { .map([Entry($1, $0)]) }
  }

  /// The run configuration of one op or asset: `ops: {NAME: {config: …}}`.
  public static func op(_ name: String, _ config: ConfigValue) -> ConfigValue {
    .nested(at: ["ops", name, "config"], config)
  }
}

/// Texts are compared by their UTF-8.
extension ConfigValue {
  public static func == (left: ConfigValue, right: ConfigValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .boolean(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .float(let value): hasher.combine(value)
    case .string(let text): text.hashExactly(into: &hasher)
    case .list(let items): hasher.combine(items)
    case .map(let entries): hasher.combine(entries)
    }
  }
}
