public import DagsterModel
public import ExactText
internal import JSONTree

extension DagsterClient {
  /// What a run materialized, however it ended; empty for an unknown run.
  public func materializations(ofRun id: RunID) async throws(DagsterError) -> [Materialization] {
    let document = """
      query Materializations($id: ID!) { runOrError(runId: $id) { __typename
        ... on Run { assetMaterializations { partition assetKey { path } } }
        ... on RunNotFoundError { message } ... on PythonError { message className } } }
      """
    let variables = ["id": JSONValue.string(id.rawValue)]
    let operation = GraphQLOperation.query("Materializations", of: id.rawValue, document, variables)
    let answer: MaterializationsAnswer = try await send(operation)
    return try known(answer.runOrError, to: operation)?.assetMaterializations.compactMap(\.materialization)
      ?? []
  }
}

/// A partition of an asset, or a whole asset, that a run made.
public struct Materialization: Hashable, Sendable {
  /// Which asset.
  public let asset: AssetKey
  /// Which of its partitions; nil where it has none.
  @Exact public private(set) var partition: String?

  /// A materialization.
  public init(asset: AssetKey, partition: String?) {
    self.asset = asset
    self.partition = partition
  }
}

private struct MaterializationsAnswer: Decodable {
  struct Event: Decodable {
    let partition: String?
    let assetKey: AssetKeyAnswer?

    var materialization: Materialization? {
      assetKey.map { Materialization(asset: $0.key, partition: partition) }
    }
  }
  struct Found: UnionMember {
    static let typeName = "Run"
    let assetMaterializations: [Event]
  }

  let runOrError: Union<Found>
}
