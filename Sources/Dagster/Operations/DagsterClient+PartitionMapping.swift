public import DagsterModel
public import ExactText
internal import JSONTree

/// Which partitions of an asset read any of some partitions of another one.
public struct ReadersQuestion: Hashable, Sendable {
  /// The asset that reads.
  public let reader: AssetKey
  /// What it reads.
  public let asset: AssetKey
  /// At least one partition of `asset`; all of them have to exist.
  @Exact public private(set) var partitions: [String]

  /// A question.
  public init(reader: AssetKey, asset: AssetKey, partitions: [String]) {
    self.reader = reader
    self.asset = asset
    self.partitions = partitions
  }
}

extension DagsterClient {
  /// The readers by Dagster's own mapping: windows of other lengths, offsets, exclusions, zones and formats are all in
  /// it.
  ///
  /// Asked for as previews of backfills of the two. Where one of the two reads itself, what reads what was read is in
  /// it as well.
  ///
  /// - Parameter keys: all of each reader's, in the server's order.
  /// - Returns: an answer for each question, in their order.
  public func readers(_ questions: [ReadersQuestion], keys: [AssetKey: [String]]) async throws(DagsterError)
    -> [Set<ExactString>]
  {
    var orders: [AssetKey: KeyOrder] = [:]
    var found: [Set<ExactString>] = []
    for batch in questions.batches(
      of: assetsInOneAnswer,
      weighing: partitionsInOneRequest,
      { $0.partitions.count }
    ) {
      let operation = GraphQLOperation.combined(
        "PartitionMapping",
        of: batch.map { "\($0.asset), \($0.reader)" }.joined(separator: "; "),
        ["params": "AssetBackfillPreviewParams!"],
        batch.map { ["params": $0.params] }
      ) { index in
        """
          m\(index): assetBackfillPreview(params: $params\(index)) {
            assetKey { path } partitions { partitionKeys ranges { start end } } }
        """
      }
      let answer: [String: [PreviewedAsset]] = try await send(operation)
      for (index, question) in batch.enumerated() {
        let order = orders[question.reader] ?? KeyOrder(keys[question.reader] ?? [])
        orders[question.reader] = order
        let reader = answer["m\(index)"]?.first { $0.assetKey.key == question.reader }
        found.append(reader?.partitions?.keys(in: order) ?? [])
      }
    }
    return found
  }
}

/// Dagster works out the mapping of each.
private let partitionsInOneRequest = 20_000

extension ReadersQuestion {
  fileprivate var params: JSONValue {
    ["assetSelection": .assetKeys([asset, reader]), "partitionNames": .strings(partitions)]
  }
}

private struct PreviewedAsset: Decodable {
  struct Range: Decodable {
    let start: String
    let end: String
  }
  struct Partitions: Decodable {
    let partitionKeys: [String]?
    let ranges: [Range]?

    func keys(in order: KeyOrder) -> Set<ExactString> {
      let inRanges = (ranges ?? []).flatMap {
        order.keys(in: PartitionKeyRange(first: $0.start, last: $0.end))
      }
      return (inRanges + (partitionKeys ?? [])).exact
    }
  }

  let assetKey: AssetKeyAnswer
  let partitions: Partitions?
}
