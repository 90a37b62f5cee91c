/// A JSON value: run configuration and GraphQL variables.
///
/// Objects have no order of their own; they are written with sorted keys, so that equal values
/// give equal bytes.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value under `key` when this is an object that has it.
  public subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The element at `index` when this is an array that is long enough.
  public subscript(index: Int) -> JSONValue? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A repeated key keeps the last value.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}

extension JSONValue {
  /// Strings as a JSON array.
  static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }

  /// An `AssetKeyInput`.
  static func assetKey(_ key: AssetKey) -> JSONValue { ["path": .strings(key.path)] }

  /// A list of `AssetKeyInput`.
  static func assetKeys(_ keys: [AssetKey]) -> JSONValue { .array(keys.map(assetKey)) }

  /// A list of `ExecutionTag`.
  static func tags(_ tags: [Tag]) -> JSONValue {
    .array(tags.map { ["key": .string($0.key), "value": .string($0.value)] })
  }
}
