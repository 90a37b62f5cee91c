/// Any JSON, as a tree of values.
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
  ///
  /// Setting nil removes it; nothing else than an object is changed.
  public subscript(key: String) -> JSONValue? {
    get { if case .object(let members) = self { members[key] } else { nil } }
    set {
      guard case .object(var members) = self else { return }
      members[key] = newValue
      self = .object(members)
    }
  }

  /// The element at `index` when this is an array that is long enough.
  public subscript(index: Int) -> JSONValue? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  /// A string's text; nil for anything else.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// An array's elements; none for anything else.
  public var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

  /// An object's members that are strings; none for anything else.
  public var texts: [String: String] {
    if case .object(let members) = self { members.compactMapValues(\.text) } else { [:] }
  }
}

extension JSONValue {
  /// Strings as an array.
  public static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }

  /// Strings as an object.
  public static func strings(_ values: [String: String]) -> JSONValue {
    .object(values.mapValues(JSONValue.string))
  }
}

/// Not by a `nil` literal: in `isGone ? nil : value` it would be taken for a null.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A repeated key keeps the last value.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}
