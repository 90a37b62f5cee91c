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

  public static func map(_ entries: KeyValuePairs<String, ConfigValue>) -> ConfigValue {
    .map(entries.map { Entry($0.key, $0.value) })
  }
}
