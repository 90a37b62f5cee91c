internal import JSONTree

/// GraphQL's input objects.
extension JSONValue {
  /// An `AssetKeyInput`.
  static func assetKey(_ key: AssetKey) -> JSONValue { ["path": .strings(key.path)] }

  /// A list of `AssetKeyInput`.
  static func assetKeys(_ keys: [AssetKey]) -> JSONValue { .array(keys.map(assetKey)) }

  /// A list of `ExecutionTag`.
  static func tags(_ tags: [Tag]) -> JSONValue {
    .array(tags.map { ["key": .string($0.key), "value": .string($0.value)] })
  }
}
