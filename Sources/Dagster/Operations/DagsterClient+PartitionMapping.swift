public import ExactText
internal import JSONTree

extension DagsterClient {
  /// The partitions of an asset that read any of these partitions of another one, by Dagster's own mapping: windows of
  /// other lengths, offsets, exclusions, zones and formats are all in it.
  ///
  /// Asked for as the preview of a backfill of the two. Where one of the two reads itself, what reads what was read
  /// is in it as well.
  ///
  /// - Parameters:
  ///   - partitions: at least one; all of them have to exist.
  ///   - keys: all of the reader's, in the server's order.
  public func partitions(
    of reader: AssetKey,
    reading partitions: [String],
    of asset: AssetKey,
    keys: [String]
  ) async throws(DagsterError) -> Set<ExactString> {
    let document = """
      query PartitionMapping($params: AssetBackfillPreviewParams!) { assetBackfillPreview(params: $params) {
        assetKey { path } partitions { partitionKeys ranges { start end } } } }
      """
    let params: JSONValue = [
      "assetSelection": .assetKeys([asset, reader]), "partitionNames": .strings(partitions),
    ]
    let subject = "\(asset), \(reader)"
    let answer: PreviewAnswer = try await send(
      .query("PartitionMapping", of: subject, document, ["params": params])
    )
    let found = answer.assetBackfillPreview.first { $0.assetKey.key == reader }?.partitions
    let order = KeyOrder(keys)
    let inRanges = (found?.ranges ?? []).flatMap {
      order.keys(in: PartitionKeyRange(first: $0.start, last: $0.end))
    }
    return (inRanges + (found?.partitionKeys ?? [])).exact
  }
}

private struct PreviewAnswer: Decodable {
  struct Range: Decodable {
    let start: String
    let end: String
  }
  struct Partitions: Decodable {
    let partitionKeys: [String]?
    let ranges: [Range]?
  }
  struct Asset: Decodable {
    let assetKey: AssetKeyAnswer
    let partitions: Partitions?
  }

  let assetBackfillPreview: [Asset]
}
