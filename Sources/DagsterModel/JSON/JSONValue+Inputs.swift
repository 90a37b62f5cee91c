package import JSONTree

/// GraphQL's input objects.
extension JSONValue {
  /// An `AssetKeyInput`.
  package static func assetKey(_ key: AssetKey) -> JSONValue { ["path": .strings(key.path)] }

  /// A list of `AssetKeyInput`.
  package static func assetKeys(_ keys: [AssetKey]) -> JSONValue { .array(keys.map(assetKey)) }

  /// A list of `ExecutionTag`.
  package static func tags(_ tags: [Tag]) -> JSONValue {
    .array(tags.map { ["key": .string($0.key), "value": .string($0.value)] })
  }
}

extension JSONValue {
  /// What is wrong with the value as a whole run configuration.
  package var problemAsRunConfig: ConfigProblem? {
    if case .object = self { return nil }
    let found = String(decoding: encoded().prefix(100), as: UTF8.self)
    return ConfigProblem(path: [], message: "expected an object, found \(found)", reason: "NOT_AN_OBJECT")
  }
}
