internal import CodeLocations
internal import Dagster
internal import ExactText

/// A `RunConfigSchema` as it comes: a root and all types that it is made of, by their keys.
struct ConfigSchema: UnionMember, Sendable {
  static let typeName = "RunConfigSchema"

  struct Root: Decodable, Sendable { let key: String }
  struct EnumValue: Decodable, Sendable { let value: String }
  struct Field: Decodable, Sendable {
    let name: String
    let description: String?
    let isRequired: Bool
    let isSecret: Bool?
    let configTypeKey: String
    let defaultValueAsJson: String?
  }
  struct ConfigType: Decodable, Sendable {
    let typeName: String
    let key: String
    let isSelector: Bool
    let typeParamKeys: [String]
    let givenName: String?
    let values: [EnumValue]?
    let scalarTypeKey: String?
    let fields: [Field]?

    enum CodingKeys: String, CodingKey {
      case typeName = "__typename"
      case key, isSelector, typeParamKeys, givenName, values, scalarTypeKey, fields
    }
  }

  let root: String
  let types: [ExactString: ConfigType]

  private enum CodingKeys: CodingKey { case rootConfigType, allConfigTypes }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    root = try members.decode(Root.self, forKey: .rootConfigType).key
    let all = try members.decode([ConfigType].self, forKey: .allConfigTypes)
    types = Dictionary(all.map { (ExactString($0.key), $0) }, uniquingKeysWith: { first, _ in first })
  }

  static let schemaFields = """
    rootConfigType { key } allConfigTypes { __typename key isSelector typeParamKeys
      ... on RegularConfigType { givenName } ... on EnumConfigType { givenName values { value } }
      ... on ScalarUnionConfigType { scalarTypeKey }
      ... on CompositeConfigType { fields { name description isRequired configTypeKey defaultValueAsJson } } }
    """

  func fields(of key: String) -> [Field] { types[ExactString(key)]?.fields ?? [] }

  /// A type as an author sees it.
  ///
  /// - Parameter depth: within how many it is; a schema has no type within itself, but it comes from outside.
  func shape(of key: String, depth: Int = 0) -> ConfigShape {
    guard let type = types[ExactString(key)], depth < 64 else { return .any }
    let inner = { (key: String?) -> ConfigShape in key.map { shape(of: $0, depth: depth + 1) } ?? .any }
    switch type.typeName {
    case "EnumConfigType":
      return .choice(
        name: ExactString(type.givenName ?? key),
        members: (type.values ?? []).map { ExactString($0.value) }
      )
    case "ArrayConfigType": return .list(inner(type.typeParamKeys.first))
    case "MapConfigType": return .map(inner(type.typeParamKeys.last))
    case "NullableConfigType": return .nullable(inner(type.typeParamKeys.first))
    // What takes a scalar or something else.
    case "ScalarUnionConfigType":
      let scalar = inner(type.scalarTypeKey)
      guard case .plain(let other) = scalar, Self.sources.contains(type.key) else { return scalar }
      return other
    case "CompositeConfigType":
      let fields = (type.fields ?? []).map { field($0, depth: depth) }
      let all = ConfigFields(fields.sortedByName, isPermissive: type.key.hasPrefix("Permissive"))
      return type.isSelector ? .selector(all) : .fields(all)
    default: return Self.scalars[type.givenName ?? ""] ?? .any
    }
  }

  func field(_ field: Field, depth: Int = 0) -> ConfigField {
    var shape = shape(of: field.configTypeKey, depth: depth + 1)
    // Dagster lets anything with a default be null, and the run fails on it.
    if !field.isRequired, field.defaultValueAsJson.map({ $0 != "null" }) ?? false,
      case .nullable(let inner) = shape
    {
      shape = inner
    }
    return ConfigField(
      name: field.name,
      shape: shape,
      isRequired: field.isRequired,
      // Of a secret the server only tells that there is one.
      defaultValue: field.isRequired || field.isSecret == true ? nil : field.defaultValueAsJson,
      description: field.description.written,
      isSecret: field.isSecret == true ? true : nil
    )
  }

  private static let scalars: [String: ConfigShape] = [
    "String": .plain(.string), "Int": .plain(.integer), "Float": .float, "Bool": .plain(.boolean),
  ]

  /// Those that take a reference to the environment in a value's place, by their keys: what classes of configurations
  /// and resources have for their fields.
  private static let sources: Set<String> = ["StringSourceType", "IntSourceType", "BoolSourceType"]
}

extension [ConfigField] {
  var sortedByName: [ConfigField] { sorted { $0.name.precedesExactly($1.name) } }
}
