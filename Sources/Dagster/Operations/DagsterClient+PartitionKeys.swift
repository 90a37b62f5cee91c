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
    guard try await serverVersion() >= .partitionKeyConnection else {
      return try await unpagedKeys(of: asset)
    }
    var keys: [String] = []
    var cursor: String?
    repeat {
      let page = try await keyPage(of: asset, after: cursor)
      keys.append(contentsOf: page?.results ?? [])
      try checkLength(keys.count, of: "PartitionKeys")
      // A cursor that stays would go on for ever.
      cursor = page?.hasMore == true && page?.cursor != cursor ? page?.cursor : nil
    } while cursor != nil
    return keys
  }

  /// An asset's keys by dimension: one called `default`, or those of a multi-partitioned asset in the
  /// order of their names. None when it is not partitioned.
  ///
  /// - Throws: `notFound` for an unknown asset.
  public func partitionKeysByDimension(of asset: AssetKey) async throws(DagsterError) -> [DimensionKeys] {
    let document = """
      query DimensionKeys($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { __typename
        ... on AssetNotFoundError { message }
        ... on AssetNode { partitionKeysByDimension { name partitionKeys } } } }
      """
    let operation = assetQuery("DimensionKeys", document, asset)
    let answer: DimensionKeysAnswer = try await send(operation)
    let node = try member(of: answer.assetNodeOrError, to: operation)
    return node.partitionKeysByDimension.map { DimensionKeys(name: $0.name, keys: $0.partitionKeys) }
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

private struct DimensionKeysAnswer: Decodable {
  struct Dimension: Decodable {
    let name: String
    let partitionKeys: [String]
  }
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let partitionKeysByDimension: [Dimension]
  }

  let assetNodeOrError: Union<Node>
}
