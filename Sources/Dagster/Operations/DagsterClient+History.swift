public import DagsterModel
public import ExactText
internal import JSONTree

extension DagsterClient {
  /// The last materializations of assets, newest first. An asset that the server does not know is absent.
  ///
  /// - Parameter limit: how many of each.
  public func newestMaterializations(of assets: [AssetKey], limit: Int) async throws(DagsterError)
    -> [AssetKey: [DatedMaterialization]]
  {
    let document = """
      query NewestMaterializations($keys: [AssetKeyInput!]!, $limit: Int) { assetNodes(assetKeys: $keys) {
        assetKey { path } assetMaterializations(limit: $limit) { partition timestamp runId } } }
      """
    var found: [AssetKey: [DatedMaterialization]] = [:]
    for batch in assets.batches(of: assetsInOneAnswer) {
      let operation = GraphQLOperation.query(
        "NewestMaterializations",
        of: batch.map(\.description).joined(separator: ", "),
        document,
        ["keys": .assetKeys(batch), "limit": .int(limit)]
      )
      let answer: NewestAnswer = try await send(operation)
      for node in answer.assetNodes { found[node.assetKey.key] = node.assetMaterializations.map(\.dated) }
    }
    return found
  }

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

/// That something was materialized.
public struct DatedMaterialization: Hashable, Sendable {
  /// Nil where the asset has no partitions.
  public let partition: String?
  /// In seconds since the epoch, by the clock of who did it.
  public let time: Double
  /// By which run; Dagster gives an empty id for a materialization that was only reported.
  public let run: RunID

  /// A materialization.
  public init(partition: String?, time: Double, run: RunID) {
    self.partition = partition
    self.time = time
    self.run = run
  }
}

private struct NewestAnswer: Decodable {
  struct Event: Decodable {
    let partition: String?
    let timestamp: String
    let runId: String

    var dated: DatedMaterialization {
      DatedMaterialization(
        partition: partition,
        time: (Double(timestamp) ?? 0) / 1_000,
        run: RunID(runId)
      )
    }
  }
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let assetMaterializations: [Event]
  }

  let assetNodes: [Node]
}

private struct EverNode: UnionMember {
  static let typeName = "AssetNode"

  struct Event: Decodable { let partition: String? }

  let latestMaterializationByPartition: [Event?]
}
