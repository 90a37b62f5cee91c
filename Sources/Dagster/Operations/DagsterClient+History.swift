public import DagsterModel
public import ExactText
internal import JSONTree

extension DagsterClient {
  /// Those of assets' partitions that were ever materialized, whatever has become of them since.
  ///
  /// - Throws: `notFound` for an unknown asset.
  public func everMaterialized(_ partitions: [AssetKey: [String]]) async throws(DagsterError)
    -> [AssetKey: Set<ExactString>]
  {
    let questions = partitions.sorted { $0.key < $1.key }.flatMap { asset, keys in
      keys.batches(of: partitionsInOneQuestion).map { (asset: asset, partitions: $0) }
    }
    var found: [AssetKey: Set<ExactString>] = [:]
    let batches = questions.batches(of: assetsInOneAnswer, weighing: partitionsInOneQuestion) {
      $0.partitions.count
    }
    for batch in batches {
      let operation = GraphQLOperation.combined(
        "EverMaterialized",
        of: batch.map(\.asset.description).joined(separator: ", "),
        ["key": "AssetKeyInput!", "partitions": "[String!]"],
        batch.map { ["key": .assetKey($0.asset), "partitions": .strings($0.partitions)] }
      ) { index in
        """
          n\(index): assetNodeOrError(assetKey: $key\(index)) { __typename ... on AssetNotFoundError { message }
            ... on AssetNode { latestMaterializationByPartition(partitions: $partitions\(index)) { partition } } }
        """
      }
      let answer: [String: Union<EverNode>] = try await send(operation)
      for (index, question) in batch.enumerated() {
        guard let node = answer["n\(index)"] else { continue }
        let events = try member(of: node, to: operation).latestMaterializationByPartition
        found[question.asset, default: []].formUnion(
          events.compactMap { $0?.partition.map(ExactString.init) }
        )
      }
    }
    return found
  }
}

/// How many partitions a question about single ones names at most.
private let partitionsInOneQuestion = 1_000

private struct EverNode: UnionMember {
  static let typeName = "AssetNode"

  struct Event: Decodable { let partition: String? }

  let latestMaterializationByPartition: [Event?]
}
