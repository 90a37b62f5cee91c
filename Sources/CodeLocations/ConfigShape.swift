package import ExactText

/// A run configuration's type, as far as an author can fill it in.
///
/// Told from the root of a run's configuration, without what nobody has to write: `execution`, `loggers`, ops without
/// a configuration, resources of which every field has a default.
package indirect enum ConfigShape: Hashable, Sendable {
  /// A value, or, unless it is a `float`, a reference to the variable of the environment that has it: `{env: NAME}`.
  case string, integer, float, boolean
  /// One of these as a value alone: Dagster takes no reference there.
  case plain(ConfigShape)
  /// Any value: what Dagster doesn't check.
  case any
  /// One of the members, by their names.
  case choice(name: ExactString, members: [ExactString])
  case list(ConfigShape)
  /// A mapping with any keys.
  case map(ConfigShape)
  /// The same, or `null`.
  case nullable(ConfigShape)
  /// A mapping with these fields, in the order of their names.
  case fields(ConfigFields)
  /// A mapping with exactly one of these fields.
  case selector(ConfigFields)
}

/// The fields of a mapping.
package struct ConfigFields: Hashable, Sendable, Codable {
  package var fields: [ConfigField]
  /// Whether it may have other fields as well.
  package var isPermissive: Bool

  package init(_ fields: [ConfigField], isPermissive: Bool = false) {
    self.fields = fields
    self.isPermissive = isPermissive
  }
}

/// One field of a mapping.
package struct ConfigField: Hashable, Sendable, Codable {
  @Exact package var name: String
  package var shape: ConfigShape
  package var isRequired: Bool
  /// As JSON; nil where there is none.
  @Exact package var defaultValue: String?
  @Exact package var description: String?
  /// True where its value is a secret, of which the server tells no default; nil elsewhere.
  package var isSecret: Bool?

  package init(
    name: String,
    shape: ConfigShape,
    isRequired: Bool,
    defaultValue: String? = nil,
    description: String? = nil,
    isSecret: Bool? = nil
  ) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    self.defaultValue = defaultValue
    self.description = description
    self.isSecret = isSecret
  }
}

extension ConfigShape: Codable {
  private enum Key: String, CodingKey { case plain, choice, members, list, map, nullable, fields, selector }

  private static let scalars: [(String, ConfigShape)] = [
    ("string", .string), ("integer", .integer), ("float", .float), ("boolean", .boolean), ("any", .any),
  ]

  package init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard let scalar = Self.scalars.first(where: { $0.0.isExactly(word) }) else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "expected a configuration's type, found \"\(word)\""
          )
        )
      }
      self = scalar.1
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    if let scalar = try container.decodeIfPresent(ConfigShape.self, forKey: .plain) {
      self = .plain(scalar)
    } else if let name = try container.decodeIfPresent(ExactString.self, forKey: .choice) {
      self = .choice(name: name, members: try container.decode([ExactString].self, forKey: .members))
    } else if let element = try container.decodeIfPresent(ConfigShape.self, forKey: .list) {
      self = .list(element)
    } else if let element = try container.decodeIfPresent(ConfigShape.self, forKey: .map) {
      self = .map(element)
    } else if let other = try container.decodeIfPresent(ConfigShape.self, forKey: .nullable) {
      self = .nullable(other)
    } else if let fields = try container.decodeIfPresent(ConfigFields.self, forKey: .selector) {
      self = .selector(fields)
    } else {
      self = .fields(try container.decode(ConfigFields.self, forKey: .fields))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    if let scalar = Self.scalars.first(where: { $0.1 == self }) {
      var container = encoder.singleValueContainer()
      return try container.encode(scalar.0)
    }
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .plain(let scalar): try container.encode(scalar, forKey: .plain)
    case .choice(let name, let members):
      try container.encode(name, forKey: .choice)
      try container.encode(members, forKey: .members)
    case .list(let element): try container.encode(element, forKey: .list)
    case .map(let element): try container.encode(element, forKey: .map)
    case .nullable(let other): try container.encode(other, forKey: .nullable)
    case .selector(let fields): try container.encode(fields, forKey: .selector)
    case .fields(let fields): try container.encode(fields, forKey: .fields)
    case .string, .integer, .float, .boolean, .any: break
    }
  }
}
