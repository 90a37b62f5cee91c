import CodeLocations
import ExactText

/// The type of a run configuration.
///
/// Mappings of which there is just one on the way down are no types: that of a job with one op is what stands below
/// `ops: {NAME: {config: …}}`.
struct ConfigSource {
  private let type: String
  private let shape: ConfigShape
  private let owner: String
  private let isLaunched: Bool

  /// - Parameters:
  ///   - owner: whose configuration it is, for the documentation.
  ///   - isLaunched: whether a `Launch` takes it, which can be rehearsed by one of its fields.
  init(_ type: String, _ shape: ConfigShape, of owner: String, isLaunched: Bool) {
    self.type = type
    self.shape = shape
    self.owner = owner
    self.isLaunched = isLaunched
  }

  var lines: [String] {
    let (path, inner) = shape.descended
    var scope = ConfigScope()
    let documentation = ["/// The run configuration of \(owner)."]
    let whole = WrittenValue(property: "runConfig", path: path)
    switch inner {
    case .fields(let fields):
      let isAbove = path.last != "config"
      return documentation
        + scope.structure(type, fields, isAboveConfig: isAbove, conformance: "RunConfig", value: whole)
        + (isLaunched ? switches(in: fields, below: path, isAboveConfig: isAbove) : [])
    default:
      // Something else than a mapping: the value itself is what is given.
      let value = scope.type(of: inner, field: "value")
      return documentation + ["public struct \(type): RunConfig {"]
        + scope.nested.flatMap { $0.map { "  \($0)" } + [""] } + [
          "  \(whole.declaration)",
          "",
          "  public init(_ value: \(value)) { \(whole.assignment(of: scope.expression(of: inner, "value"))) }",
          "}",
        ]
    }
  }
}

extension ConfigSource {
  /// The fields that are true or false, by which a launch can be rehearsed.
  private func switches(in fields: ConfigFields, below path: [String], isAboveConfig: Bool) -> [String] {
    var names = Names(taken: ["init", "self", "Self", "Type", "Protocol", "none", "some", "path"])
    let members = fields.fields.flatMap { field -> [String] in
      if field.shape.isBoolean {
        return [
          member(names.give(SwiftName.lowerCamelCase(words: field.name), or: "field"), path + [field.name])
        ]
      }
      guard isAboveConfig else { return [] }
      let (way, inner) = field.shape.descended
      guard case .fields(let own) = inner else { return [] }
      return own.fields.filter(\.shape.isBoolean).map { inner in
        let name = SwiftName.lowerCamelCase(words: "\(field.name)_\(inner.name)")
        return member(names.give(name, or: "field"), path + [field.name] + way + [inner.name])
      }
    }
    return members.isEmpty
      ? [] : ["", "extension ConfigSwitch<\(type)> {"] + members.map { "  \($0)" } + ["}"]
  }

  private func member(_ name: String, _ path: [String]) -> String {
    let place = path.map(\.literal).joined(separator: ", ")
    return "public static var \(SwiftName.declared(name)): Self { Self(at: [\(place)]) }"
  }
}

extension ConfigShape {
  /// Whether all that it has of scalars takes no reference to the environment.
  fileprivate var isPlain: Bool {
    switch self {
    case .plain: true
    case .list(let other), .map(let other), .nullable(let other): other.isPlain
    default: false
    }
  }

  fileprivate var isBoolean: Bool {
    switch self {
    case .boolean: true
    case .nullable(let other), .plain(let other): other.isBoolean
    default: false
    }
  }
}

/// The one property of each type: what is written of it. Whoever writes a job names fields in initializers alone, and
/// thousands of types without properties of their own compile in half the time.
private struct WrittenValue {
  var property = "configValue"
  /// Where in the configuration it stands.
  var path: [String] = []

  /// Public as what a protocol asks for.
  var declaration: String { "\(property == "runConfig" ? "public " : "")let \(property): ConfigValue" }

  func assignment(of value: String) -> String { "\(property) = \(value.nested(at: path))" }
}

extension String {
  /// The expression of this value below these names.
  fileprivate func nested(at path: [String]) -> String {
    path.isEmpty ? self : "ConfigValue.nested(at: [\(path.map(\.literal).joined(separator: ", "))], \(self))"
  }
}

extension ConfigShape {
  /// The first mapping of several fields, or what else comes first, and the way there: down to what an op takes.
  fileprivate var descended: (path: [String], inner: ConfigShape) {
    var (path, inner) = ([String](), self)
    while case .fields(let fields) = inner, let only = fields.fields.first, fields.fields.count == 1,
      !fields.isPermissive, path.last != "config"
    {
      path.append(only.name)
      inner = only.shape
    }
    return (path, inner)
  }
}

/// The types that one type declares within, with their names.
private struct ConfigScope {
  /// The lines of each.
  private(set) var nested: [[String]] = []
  private var names = Names.types
  /// Those declared, for the next field of the same shape.
  private var declared: [ConfigShape: String] = [:]

  // MARK: Structures

  /// - Parameter isAboveConfig: whether the fields are ops, and not yet what one of them takes.
  mutating func structure(
    _ name: String,
    _ fields: ConfigFields,
    isAboveConfig: Bool = false,
    conformance: String = "Sendable",
    value: WrittenValue = WrittenValue()
  ) -> [String] {
    var scope = ConfigScope()
    let properties = scope.properties(of: fields, isAboveConfig: isAboveConfig)
    let others = fields.isPermissive ? ["others: [String: ConfigValue] = [:]"] : []
    let parameters = (properties.map(\.parameter) + others).map { "    \($0)" }
    var lines = ["public struct \(name): \(conformance) {"]
    for type in scope.nested { lines += type.map { $0.isEmpty ? "" : "  \($0)" } + [""] }
    lines += ["  \(value.declaration)", ""]
    lines += Self.documentation(of: properties, isPermissive: fields.isPermissive).map { "  \($0.comment)" }
    lines += ["  public init("] + parameters.dropLast().map { "\($0)," } + parameters.suffix(1)
    lines.append("  ) {")
    if !properties.isEmpty { lines.append("    var entries: [ConfigValue.Entry] = []") }
    // In the order in which Dagster has the fields, whichever come first in Swift.
    lines += properties.sorted(by: \.field.name).map { "    \($0.adding(scope.expression(of: $0)))" }
    let whole =
      "ConfigValue.map(\(properties.isEmpty ? "[]" : "entries")\(fields.isPermissive ? ", others: others" : ""))"
    return lines + ["    \(value.assignment(of: whole))", "  }", "}"]
  }

  private mutating func properties(of fields: ConfigFields, isAboveConfig: Bool) -> [Property] {
    var members = Names(taken: [
      "init", "self", "Self", "Type", "configValue", "runConfig", "others", "entries",
    ])
    return fields.fields.sorted { ($0.isRequired ? 0 : 1) < ($1.isRequired ? 0 : 1) }.map { field in
      let (path, shape) = isAboveConfig ? field.shape.descended : ([], field.shape)
      let isAbove = isAboveConfig && path.last != "config"
      return Property(
        field: field,
        path: path,
        shape: shape,
        name: members.give(SwiftName.lowerCamelCase(words: field.name), or: "field"),
        type: type(of: shape, field: field.name, isSecret: field.takesSecret, isAboveConfig: isAbove)
      )
    }
  }

  private static func documentation(of properties: [Property], isPermissive: Bool) -> [String] {
    let others = isPermissive ? ["  - others: Any other fields."] : []
    let lines = properties.flatMap(\.documentation) + others
    return lines.isEmpty ? [] : ["- Parameters:"] + lines
  }

  // MARK: Other types

  /// The type of a field's value, which is declared where it is needed.
  ///
  /// - Parameter isSecret: whether a text is taken by reference alone.
  mutating func type(
    of shape: ConfigShape,
    field: String,
    isSecret: Bool = false,
    isAboveConfig: Bool = false
  ) -> String {
    switch shape {
    case .string: return isSecret ? "Secret" : "String"
    case .integer: return "Int"
    case .float: return "Double"
    case .boolean: return "Bool"
    case .plain(let scalar): return type(of: scalar, field: field)
    case .any: return "ConfigValue"
    case .list(let element): return "[\(type(of: element, field: field, isSecret: isSecret))]"
    case .map(let element): return "[String: \(type(of: element, field: field, isSecret: isSecret))]"
    case .nullable(let other): return "\(type(of: other, field: field, isSecret: isSecret))?"
    case .choice(_, let members):
      return declare(shape, field) { name, _ in Self.enumeration(name, members.map(\.wrappedValue)) }
    case .fields(let fields):
      return declare(shape, field) { name, scope in
        scope.structure(name, fields, isAboveConfig: isAboveConfig)
      }
    case .selector(let fields): return declare(shape, field) { name, scope in scope.selector(name, fields) }
    }
  }

  /// The type of that shape among its neighbors: several ops of one kind need just one.
  private mutating func declare(
    _ shape: ConfigShape,
    _ field: String,
    _ lines: (String, inout ConfigScope) -> [String]
  ) -> String {
    if let name = declared[shape] { return name }
    let name = names.give(SwiftName.upperCamelCase(field), or: "Value")
    var scope = ConfigScope()
    nested.append(lines(name, &scope))
    declared[shape] = name
    return name
  }

  private static func enumeration(_ name: String, _ members: [String]) -> [String] {
    var names = Names.values
    let values = members.map { member in
      let name = SwiftName.declared(
        names.give(SwiftName.lowerCamelCase(words: member.lowercasedWord), or: "member")
      )
      return "  public static var \(name): Self { Self(configValue: ConfigValue.string(\(member.literal))) }"
    }
    return ["/// Dagster takes a member by its name.", "public struct \(name): Sendable {"]
      + ["  let configValue: ConfigValue", ""] + values + ["}"]
  }

  private mutating func selector(_ name: String, _ fields: ConfigFields) -> [String] {
    var members = Names.values
    let values = fields.fields.map { field in
      let member = SwiftName.declared(members.give(SwiftName.lowerCamelCase(words: field.name), or: "choice"))
      let type = type(of: field.shape, field: field.name, isSecret: field.takesSecret)
      let value = expression(of: field.shape, "value", isSecret: field.takesSecret).nested(at: [field.name])
      return "  public static func \(member)(_ value: \(type)) -> Self { Self(configValue: \(value)) }"
    }
    let types = nested.flatMap { lines in lines.map { "  \($0)" } + [""] }
    return ["/// One of them.", "public struct \(name): Sendable {"] + types
      + ["  let configValue: ConfigValue", ""] + values + ["}"]
  }

  // MARK: Values

  /// What makes a value of the configuration of one in Swift.
  func expression(of shape: ConfigShape, _ value: String, isSecret: Bool = false) -> String {
    switch shape {
    case .string: isSecret ? "\(value).reference" : "ConfigValue.string(\(value))"
    case .integer: "ConfigValue.integer(\(value))"
    case .float: "ConfigValue.float(\(value))"
    case .boolean: "ConfigValue.boolean(\(value))"
    case .plain(let scalar): expression(of: scalar, value)
    case .any: value
    case .list(let element):
      "ConfigValue.list(\(value).map { \(expression(of: element, "$0", isSecret: isSecret)) })"
    case .map(let element):
      "ConfigValue.sorted(\(value).mapValues { \(expression(of: element, "$0", isSecret: isSecret)) })"
    case .nullable(let other):
      "(\(value).map { \(expression(of: other, "$0", isSecret: isSecret)) } ?? ConfigValue.null)"
    case .choice, .fields, .selector: "\(value).configValue"
    }
  }

  /// Of an optional that is left out there is nothing to write, so that its value is what is within.
  fileprivate func expression(of property: Property) -> String {
    var shape = property.shape
    if !property.field.isRequired, case .nullable(let other) = shape { shape = other }
    return expression(of: shape, SwiftName.declared(property.name), isSecret: property.field.takesSecret)
      .nested(at: property.path)
  }
}

/// A field as a structure's property.
private struct Property {
  let field: ConfigField
  /// What stands between the field and its value.
  let path: [String]
  let shape: ConfigShape
  let name: String
  let type: String

  /// Optional where the field may be left out.
  var fullType: String { field.isRequired || type.hasSuffix("?") ? type : "\(type)?" }

  var parameter: String {
    "\(SwiftName.declared(name)): \(fullType)" + (field.isRequired ? "" : " = nil")
  }

  /// As one of the initializer's parameters.
  var documentation: [String] {
    let standard = field.defaultValue.flatMap { $0 == "null" ? nil : "Left out, it is `\($0.inComment)`." }
    let caution =
      field.takesSecret && shape.isPlain
      ? "Dagster takes the value itself, which stands in the document then, until its type is StringSource."
      : nil
    let words = [field.description.map(\.inComment), standard, caution].compactMap(\.self).filter {
      !$0.isEmpty
    }
    return words.isEmpty ? [] : ["  - \(name): \(words.joined(separator: " "))"]
  }

  func adding(_ value: String) -> String {
    let entry = "entries.append(ConfigValue.Entry(\(field.name.literal), \(value)))"
    return field.isRequired ? entry : "if let \(SwiftName.declared(name)) { \(entry) }"
  }
}

extension ConfigField {
  /// Whether it holds what no document may, as Dagster says or its name does: where it can, it takes a reference alone.
  fileprivate var takesSecret: Bool {
    if isSecret == true { return true }
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let secrets: Set<String> = [
      "token", "password", "passwd", "passphrase", "secret", "credential", "credentials", "apikey",
    ]
    if let last = words.last, secrets.contains(last) { return true }
    return ["api_key", "private_key", "secret_key", "access_key"].contains(
      words.suffix(2).joined(separator: "_")
    )
  }
}

extension String {
  /// `FULL_REFRESH` as words in small letters, so that it becomes `fullRefresh`.
  fileprivate var lowercasedWord: String { contains(where: \.isLowercase) ? self : lowercased() }
}
