public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// The assets that runs were launched to make, by run; a run that names none makes all of its job's, and is left out as
  /// one that the server doesn't know is.
  public func assets(ofRuns ids: [RunID]) async throws(DagsterError) -> [RunID: Set<AssetKey>] {
    let document = """
      query RunAssets($filter: RunsFilter!, $limit: Int!) { runsOrError(filter: $filter, limit: $limit) { __typename
        ... on Runs { results { runId assetSelection { path } } }
        ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } } }
      """
    var assets: [RunID: Set<AssetKey>] = [:]
    for batch in ids.batches(of: 100) {
      let variables: [String: JSONValue] = [
        "filter": RunsFilter(ids: batch).json(), "limit": .int(batch.count),
      ]
      let operation = GraphQLOperation.query("RunAssets", document, variables)
      let answer: RunAssetsAnswer = try await send(operation)
      for run in try member(of: answer.runsOrError, to: operation).results {
        guard let selection = run.assetSelection, !selection.isEmpty else { continue }
        assets[RunID(run.runId)] = Set(selection.map(\.key))
      }
    }
    return assets
  }
}

private struct RunAssetsAnswer: Decodable {
  struct Found: Decodable {
    let runId: String
    let assetSelection: [AssetKeyAnswer]?
  }
  struct List: UnionMember {
    static let typeName = "Runs"
    let results: [Found]
  }

  let runsOrError: Union<List>
}
