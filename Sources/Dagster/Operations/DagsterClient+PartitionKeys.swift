public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// All partition keys of an asset: ascending for time windows, in definition order otherwise. Empty
  /// when it is not partitioned.
  ///
  /// Read in pages of 20,000: a page takes the server 0.1 s whatever its length, so that shorter ones
  /// only take longer. Below Dagster 1.10, which has no pages, in one answer.
  ///
  /// - Throws: `notFound` for an unknown asset.
  public func partitionKeys(of asset: AssetKey) async throws(DagsterError) -> [String] {
    if let known = memory?.partitionKeys(of: asset) { return known }
    let keys = try await askedKeys(of: asset)
    memory?.write { $0.keys[asset] = keys }
    return keys
  }

  private func askedKeys(of asset: AssetKey) async throws(DagsterError) -> [String] {
    guard try await serverVersion() >= .partitionKeyConnection else {
      return try await unpagedKeys(of: asset)
    }
    var keys: [String] = []
    var cursor: String?
    repeat {
      let page = try await keyPage(of: asset, after: cursor)
      keys.append(contentsOf: page?.results ?? [])
      try checkLength(keys.count, of: "PartitionKeys")
      // A cursor that stays would go on forever.
      cursor = page?.hasMore == true && page?.cursor != cursor ? page?.cursor : nil
    } while cursor != nil
    return keys
  }

  /// An asset's keys by dimension: one called `default`, or those of a multi-partitioned asset in the
  /// order of their names. None when it is not partitioned.
  ///
  /// - Throws: `notFound` for an unknown asset.
  public func partitionKeysByDimension(of asset: AssetKey) async throws(DagsterError) -> [DimensionKeys] {
    if let known = memory?.dimensions(of: asset) { return known }
    let dimensions = try await askedDimensions(of: asset)
    memory?.write { $0.dimensions[asset] = dimensions }
    return dimensions
  }

  /// The same for many assets, in one answer.
  func dimensionKeys(of assets: [AssetKey]) async throws(DagsterError) -> [(AssetKey, [DimensionKeys])] {
    let document = """
      query ManyDimensionKeys($keys: [AssetKeyInput!]!) { assetNodes(assetKeys: $keys) { assetKey { path }
        partitionKeysByDimension { name partitionKeys } } }
      """
    let subject = assets.map(\.description).joined(separator: ", ")
    let operation = GraphQLOperation.query(
      "ManyDimensionKeys",
      of: subject,
      document,
      ["keys": .assetKeys(assets)]
    )
    let answer: ManyDimensionKeysAnswer = try await send(operation)
    return answer.assetNodes.map { node in
      (node.assetKey.key, node.partitionKeysByDimension.map(\.keys))
    }
  }

  private func askedDimensions(of asset: AssetKey) async throws(DagsterError) -> [DimensionKeys] {
    let document = """
      query DimensionKeys($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { __typename
        ... on AssetNotFoundError { message }
        ... on AssetNode { partitionKeysByDimension { name partitionKeys } } } }
      """
    let operation = assetQuery("DimensionKeys", document, asset)
    let answer: DimensionKeysAnswer = try await send(operation)
    let node = try member(of: answer.assetNodeOrError, to: operation)
    return node.partitionKeysByDimension.map(\.keys)
  }

  private func keyPage(of asset: AssetKey, after cursor: String?) async throws(DagsterError) -> KeyPage? {
    let document = """
      query PartitionKeys($key: AssetKeyInput!, $cursor: String, $limit: Int!) {
        assetNodeOrError(assetKey: $key) { __typename ... on AssetNotFoundError { message }
          ... on AssetNode { partitionKeyConnection(limit: $limit, ascending: true, cursor: $cursor) {
            results cursor hasMore } } } }
      """
    let variables: [String: JSONValue] = ["cursor": cursor.map(JSONValue.string) ?? .null, "limit": 20_000]
    let operation = assetQuery("PartitionKeys", document, asset, variables)
    let answer: KeyPageAnswer = try await send(operation)
    return try member(of: answer.assetNodeOrError, to: operation).partitionKeyConnection
  }

  private func unpagedKeys(of asset: AssetKey) async throws(DagsterError) -> [String] {
    let document = """
      query AllPartitionKeys($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { __typename
        ... on AssetNotFoundError { message } ... on AssetNode { partitionKeys } } }
      """
    let operation = assetQuery("AllPartitionKeys", document, asset)
    let answer: AllKeysAnswer = try await send(operation)
    return try member(of: answer.assetNodeOrError, to: operation).partitionKeys
  }

  /// A read about one asset, given as `$key`.
  func assetQuery(
    _ name: String,
    _ document: String,
    _ asset: AssetKey,
    _ variables: [String: JSONValue] = [:]
  ) -> GraphQLOperation {
    let all = variables.merging(["key": .assetKey(asset)]) { $1 }
    return .query(name, of: asset.description, document, all)
  }
}

private struct KeyPage: Decodable {
  let results: [String]
  let cursor: String
  let hasMore: Bool
}

private struct KeyPageAnswer: Decodable {
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let partitionKeyConnection: KeyPage?
  }

  let assetNodeOrError: Union<Node>
}

private struct AllKeysAnswer: Decodable {
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let partitionKeys: [String]
  }

  let assetNodeOrError: Union<Node>
}

private struct DimensionAnswer: Decodable {
  let name: String
  let partitionKeys: [String]

  var keys: DimensionKeys { DimensionKeys(name: name, keys: partitionKeys) }
}

private struct ManyDimensionKeysAnswer: Decodable {
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let partitionKeysByDimension: [DimensionAnswer]
  }

  let assetNodes: [Node]
}

private struct DimensionKeysAnswer: Decodable {
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let partitionKeysByDimension: [DimensionAnswer]
  }

  let assetNodeOrError: Union<Node>
}
