/// A part of an object that is passed on without being looked at: JSON.
public indirect enum Untyped: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([Untyped])
  case map([String: Untyped])

  /// A map's value; nil where there is none. Setting nil removes it; nothing else than a map is changed.
  public subscript(key: String) -> Untyped? {
    get { if case .map(let entries) = self { entries[key] } else { nil } }
    set {
      guard case .map(var entries) = self else { return }
      entries[key] = newValue
      self = .map(entries)
    }
  }

  /// A list's items; none for anything else.
  public var items: [Untyped] { if case .list(let items) = self { items } else { [] } }

  /// A string's text; nil for anything else.
  public var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension Untyped: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Untyped].self) {
      self = .list(value)
    } else {
      self = .map(try container.decode([String: Untyped].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .map(let value): try container.encode(value)
    }
  }
}
