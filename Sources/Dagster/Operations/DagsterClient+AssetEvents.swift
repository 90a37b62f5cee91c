public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// Deletes all that the server knows of an asset's materializations, observations and checks. Of an asset that it
  /// doesn't know it deletes nothing, and says so in no way.
  public func wipe(_ asset: AssetKey) async throws(DagsterError) {
    let document = """
      mutation WipeAsset($ranges: [PartitionsByAssetSelector!]!) { wipeAssets(assetPartitionRanges: $ranges) {
        __typename ... on AssetWipeSuccess { assetPartitionRanges { assetKey { path } } }
        ... on AssetNotFoundError { message } ... on UnauthorizedError { message }
        ... on UnsupportedOperationError { message } ... on PythonError { message className } } }
      """
    let ranges: JSONValue = .array([["assetKey": .assetKey(asset)]])
    let operation = GraphQLOperation.mutation(
      "WipeAsset",
      of: asset.description,
      document,
      ["ranges": ranges]
    )
    let answer: WipeAnswer = try await send(operation)
    _ = try member(of: answer.wipeAssets, to: operation)
  }

  /// Notes a materialization that no run made. The server checks neither the asset nor the partitions.
  ///
  /// - Parameters:
  ///   - partitions: `nil` for an asset without.
  ///   - description: for people.
  public func reportMaterialized(
    _ asset: AssetKey,
    partitions: [String]?,
    description: String
  ) async throws(DagsterError) {
    let document = """
      mutation ReportMaterialized($event: ReportRunlessAssetEventsParams!) {
        reportRunlessAssetEvents(eventParams: $event) { __typename
          ... on ReportRunlessAssetEventsSuccess { assetKey { path } } ... on UnauthorizedError { message }
          ... on PythonError { message className } } }
      """
    var event: [String: JSONValue] = [
      "assetKey": .assetKey(asset), "description": .string(description), "eventType": "ASSET_MATERIALIZATION",
    ]
    if let partitions { event["partitionKeys"] = .strings(partitions) }
    let operation = GraphQLOperation.mutation(
      "ReportMaterialized",
      of: asset.description,
      document,
      ["event": .object(event)]
    )
    let answer: ReportAnswer = try await send(operation)
    _ = try member(of: answer.reportRunlessAssetEvents, to: operation)
  }
}

private struct WipeAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "AssetWipeSuccess"
  }

  let wipeAssets: Union<Success>
}

private struct ReportAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "ReportRunlessAssetEventsSuccess"
  }

  let reportRunlessAssetEvents: Union<Success>
}
