import CodeLocations
import DagsterDefinitions
import ExactText

/// Definitions in one line each, for tables of what is expected.
extension DefinedPartitions {
  var told: String {
    switch self {
    case .timeWindows(let windows): windows.told
    case .static(let keys):
      keys.keys.map { "\(keys.count) keys: \($0.prefix(5).joined(separator: ","))" } ?? "\(keys.count) keys"
    case .dynamic(let name): "dynamic \(name?.wrappedValue ?? "?")"
    case .multi(let dimensions):
      dimensions.map { "\($0.name): \($0.partitions.told)" }.joined(separator: " | ")
    case .unknown(let type): "unknown \(type)"
    }
  }
}

extension DefinedWindows {
  /// `daily %Y-%m-%d UTC 2024-01-01...` of windows that go on.
  var told: String {
    var told = "\(cadence ?? "?") \(format) \(timezone ?? "?") \(first ?? "")...\(last ?? "")"
    if endOffset != 0 { told += " offset \(endOffset)" }
    if let skippedWeekdays { told += " skips \(skippedWeekdays.map(String.init).joined(separator: ","))" }
    if holes.count > 10 {
      told += " without \(holes.count)" + (holeCount.map { " of \($0)" } ?? "")
    } else if !holes.isEmpty {
      told += " without \(holes.joined(separator: ","))"
    }
    return told
  }
}

extension ConfigShape {
  /// `{ops: {clean: {config: {rows?: integer = 1}}}}`.
  var told: String {
    switch self {
    case .string: "string"
    case .integer: "integer"
    case .float: "float"
    case .boolean: "boolean"
    case .any: "any"
    case .plain(let scalar): "plain \(scalar.told)"
    case .choice(let name, let members):
      "\(name)(\(members.map(\.wrappedValue).joined(separator: "|")))"
    case .list(let element): "[\(element.told)]"
    case .map(let element): "map(\(element.told))"
    case .nullable(let other): "\(other.told) or null"
    case .fields(let fields): "{\(fields.told)}"
    case .selector(let fields): "one of {\(fields.told)}"
    }
  }
}

extension ConfigFields {
  fileprivate var told: String {
    let fields = fields.map { field in
      "\(field.name)\(field.isRequired ? "" : "?"): \(field.isSecret == true ? "secret " : "")\(field.shape.told)"
        + (field.defaultValue.map { " = \($0)" } ?? "") + (field.description.map { " (\($0))" } ?? "")
    }
    return (fields + (isPermissive ? ["..."] : [])).joined(separator: ", ")
  }
}

extension LocationDefinitions {
  func asset(_ key: String) -> DefinedAsset? { assets.first { $0.key.isExactly(key) } }
  func job(_ name: String) -> DefinedJob? { jobs.first { $0.name.isExactly(name) } }
}
