package import Dagster
package import DagsterModel
import JSONTree

extension DagsterClient {
  /// Failed runs of backfills whose retry Dagster has promised and not begun, the newest first.
  ///
  /// - Parameter endedAfter: seconds since the epoch, by the server's clock. What failed before is left out: Dagster
  ///   retries within seconds, or never.
  package func pendingRetries(endedAfter: Double) async throws(DagsterError) -> [PendingRetry] {
    let document = """
      query PendingRetries($filter: RunsFilter!, $limit: Int) { runsOrError(filter: $filter, limit: $limit) { __typename
        ... on Runs { results { \(FoundRun.fields) assetSelection { path } } }
        ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } } }
      """
    let filter = RunsFilter(tags: [Tag(Tag.willRetryKey, "true")], statuses: [.failure])
    let variables: [String: JSONValue] = ["filter": filter.json(statuses: filter.statuses), "limit": 100]
    let operation = GraphQLOperation.query("PendingRetries", document, variables)
    let answer: PendingAnswer = try await send(operation)
    var pending: [PendingRetry] = []
    for found in try member(of: answer.runsOrError, to: operation).results {
      guard found.backfill != nil, found.tags[key: Tag.retryRunKey] == nil, found.endTime ?? 0 >= endedAfter
      else {
        continue
      }
      // Neither the retry nor that there will be none is written on the run by every version.
      let chain = try await chain(of: found.rootRunId.map(RunID.init) ?? RunID(found.runId))
      guard chain?.awaitingRetry.contains(where: { $0.id.rawValue == found.runId }) == true,
        try await !hasDeclinedToRetry(RunID(found.runId))
      else { continue }
      pending.append(found.pending)
    }
    return pending
  }
}

/// A failed run of a backfill, whose retry is still to come.
package struct PendingRetry: Hashable, Sendable {
  /// The run that failed.
  package let run: RunID
  /// The backfill that it is of.
  package let backfill: BackfillID
  /// What it makes.
  package let assets: [AssetKey]
  /// Its tags.
  package let tags: [Tag]
}

private struct PendingAnswer: Decodable {
  struct Found: Decodable {
    let runId: String
    let rootRunId: String?
    let endTime: Double?
    let tags: [Tag]
    let assetSelection: [AssetKeyAnswer]?

    var backfill: String? { tags[key: Tag.backfillKey] }

    var pending: PendingRetry {
      PendingRetry(
        run: RunID(runId),
        backfill: BackfillID(backfill ?? ""),
        assets: (assetSelection ?? []).map(\.key),
        tags: tags
      )
    }
  }
  struct List: UnionMember {
    static let typeName = "Runs"
    let results: [Found]
  }

  let runsOrError: Union<List>
}
