public import ExactText

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
  /// Names are told apart by their UTF-8.
  case object([ExactString: JSONValue])

  /// An object of these members.
  public static func object(_ members: [String: JSONValue]) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: members.map { (ExactString($0.key), $0.value) }))
  }

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
    guard case .object(let members) = self else { return [:] }
    return Dictionary(members.compactMap { name, value in value.text.map { (name.wrappedValue, $0) } }) { $1 }
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

/// Texts are compared by their UTF-8.
extension JSONValue {
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .string(let text): text.hashExactly(into: &hasher)
    case .array(let elements): hasher.combine(elements)
    case .object(let members): hasher.combine(members)
    }
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
    self = .object(Dictionary(elements.map { (ExactString($0.0), $0.1) }, uniquingKeysWith: { $1 }))
  }
}
