import CodeLocations
import Diagnostics
import ExactText
import JobDSL
import Schema

/// Holds a run configuration against its shape.
struct ConfigCheck {
  private let shape: ConfigShape?
  private let owner: String

  init(_ shape: ConfigShape?, of owner: String) {
    self.shape = shape
    self.owner = owner
  }

  /// What nobody has to write isn't in a shape, and is let through.
  private static let others: Set<String> = ["execution", "loggers", "resources"]

  func issues(in value: ConfigValue?, at path: Path) -> [Issue] {
    guard let shape else {
      guard value != nil else { return [] }
      return [Issue(at: path, "expected no configuration of \(owner), found one", hint: "leave it out")]
    }
    guard let value else {
      let required = shape.requiredPaths
      guard let first = required.first else { return [] }
      return [
        Issue(
          at: path,
          "expected the configuration of \(owner), found none",
          hint: "it has to have \(first.joined(separator: "."))"
        )
      ]
    }
    return issues(in: value, shape, at: path, isRoot: true)
  }

  private func issues(in value: ConfigValue, _ shape: ConfigShape, at path: Path, isRoot: Bool = false)
    -> [Issue]
  {
    if shape.takesReference, value.isReference { return [] }
    switch (shape, value) {
    case (.any, _), (.string, .string), (.integer, .integer), (.float, .float), (.float, .integer),
      (.boolean, .boolean), (.nullable, .null):
      return []
    case (.nullable(let other), _): return issues(in: value, other, at: path)
    case (.plain(let scalar), _) where value.isReference:
      return [
        Issue(
          at: path,
          "expected \(scalar.noun), found a reference to the environment, which Dagster does not take here",
          hint: "write the value; where it is a secret, have its type in Dagster be StringSource"
        )
      ]
    case (.plain(let scalar), _): return issues(in: value, scalar, at: path)
    case (.choice(_, let members), .string(let text)):
      let names = members.map(\.wrappedValue)
      guard !names.containsExactly(text) else { return [] }
      return [Issue(at: path, "expected one of \(names.joined(separator: ", ")), found \(quoted(text))")]
    case (.list(let element), .list(let items)):
      return items.enumerated().flatMap { issues(in: $1, element, at: path[$0]) }
    case (.map(let element), .map(let entries)):
      return entries.flatMap { issues(in: $0.value, element, at: path[$0.key]) }
    case (.fields(let fields), .map(let entries)):
      return issues(in: entries, fields, at: path, isRoot: isRoot)
    case (.selector(let fields), .map(let entries)):
      guard entries.count == 1 else {
        let names = fields.fields.map(\.name).joined(separator: ", ")
        return [Issue(at: path, "expected one of the fields \(names), found \(entries.count) fields")]
      }
      return unknown(entries, fields, at: path) + within(entries, fields, at: path)
    default: return [Issue(at: path, "expected \(shape.noun), found \(value.kindDescription)")]
    }
  }

  private func issues(in entries: [ConfigValue.Entry], _ fields: ConfigFields, at path: Path, isRoot: Bool)
    -> [Issue]
  {
    let missing = fields.fields.filter { field in
      field.isRequired && !entries.contains { $0.key.isExactly(field.name) }
    }
    let known = isRoot ? entries.filter { !Self.others.contains($0.key) } : entries
    return missing.map { Issue(at: path, "expected the field \(quoted($0.name)) of \(owner), found none") }
      + (fields.isPermissive ? [] : unknown(known, fields, at: path)) + within(entries, fields, at: path)
  }

  private func unknown(_ entries: [ConfigValue.Entry], _ fields: ConfigFields, at path: Path) -> [Issue] {
    let names = fields.fields.map(\.name)
    return entries.filter { !names.containsExactly($0.key) }.map { entry in
      Issue(
        at: path[entry.key],
        "expected a field of \(owner), found \(quoted(entry.key))",
        hint: nearest(to: entry.key, among: names).map { "did you mean \(quoted($0))?" }
          ?? "it has \(names.map { quoted($0) }.joined(separator: ", "))"
      )
    }
  }

  private func within(_ entries: [ConfigValue.Entry], _ fields: ConfigFields, at path: Path) -> [Issue] {
    entries.flatMap { entry in
      fields.fields.first { $0.name.isExactly(entry.key) }
        .map { issues(in: entry.value, $0.shape, at: path[entry.key]) } ?? []
    }
  }
}

extension ConfigShape {
  /// What a configuration of several things at once has: the fields of all. Nil where none takes any.
  static func merged(_ shapes: [ConfigShape]) -> ConfigShape? {
    guard var whole = shapes.first else { return nil }
    for shape in shapes.dropFirst() { whole = whole.merged(with: shape) }
    return whole
  }

  private func merged(with other: ConfigShape) -> ConfigShape {
    guard case .fields(let mine) = self, case .fields(let others) = other else { return self }
    let both = mine.fields.map { field in
      guard let same = others.fields.first(where: { $0.name.isExactly(field.name) }) else { return field }
      var field = field
      field.shape = field.shape.merged(with: same.shape)
      return field
    }
    let new = others.fields.filter { field in !mine.fields.contains { $0.name.isExactly(field.name) } }
    return .fields(ConfigFields(both + new, isPermissive: mine.isPermissive || others.isPermissive))
  }

  /// Whether a reference to the environment may stand in the value's place.
  fileprivate var takesReference: Bool {
    switch self {
    case .string, .integer, .boolean: true
    case .nullable(let other): other.takesReference
    default: false
    }
  }

  fileprivate var noun: String {
    switch self {
    case .string: "a text"
    case .integer: "an integer"
    case .float: "a number"
    case .boolean: "true or false"
    case .any: "any value"
    case .plain(let scalar): scalar.noun
    case .choice(_, let members): "one of \(members.map(\.wrappedValue).joined(separator: ", "))"
    case .list: "a list"
    case .map, .fields, .selector: "a mapping"
    case .nullable(let other): "\(other.noun) or null"
    }
  }

  /// The ways to the fields that have to be there.
  var requiredPaths: [[String]] {
    guard case .fields(let fields) = self else { return [] }
    return fields.fields.filter(\.isRequired).flatMap { field in
      let below = field.shape.requiredPaths
      return below.isEmpty ? [[field.name]] : below.map { [field.name] + $0 }
    }
  }
}

extension ConfigValue {
  /// `{env: NAME}`.
  fileprivate var isReference: Bool {
    guard case .map(let entries) = self else { return false }
    return entries.count == 1 && entries[0].key.isExactly("env")
  }
}
