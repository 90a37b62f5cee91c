internal import ExactText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension JSONValue: Codable {
  /// Reads any JSON value. It tries one type after the other, some ten times slower than reading into types:
  /// not for what is large.
  ///
  /// A number without a fraction that fits an `Int` is an `.int`, however it is written (`1.0`, `1e2`); any
  /// other is the nearest `.double`, also an integer beyond 64 bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes the value as itself, with no wrapper.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .double(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    // As a coder's keys are Swift's strings, of two forms of one name it has the last.
    case .object(let members):
      try container.encode(Dictionary(members.map { ($0.key.wrappedValue, $0.value) }) { $1 })
    }
  }

  /// Reads JSON text; nil when it is not JSON, or nested more than 512 deep (the limit of `JSONDecoder`).
  public init?(json bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return nil }
    self = value
  }
}
