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
    public var key: String
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
    .map(entries.sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) })
  }

  /// The run configuration of one op or asset: `ops: {NAME: {config: …}}`.
  public static func op(_ name: String, _ config: ConfigValue) -> ConfigValue {
    .fields(("ops", .fields((name, .fields(("config", config))))))
  }
}
