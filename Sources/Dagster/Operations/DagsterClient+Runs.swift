public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// A run as it stands; nil when the server does not know it.
  public func run(_ id: RunID) async throws(DagsterError) -> Run? {
    let document = """
      query Run($id: ID!) { runOrError(runId: $id) { __typename
        ... on Run { \(FoundRun.fields) }
        ... on RunNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query("Run", of: id.rawValue, document, ["id": .string(id.rawValue)])
    let answer: RunAnswer = try await send(operation)
    return try known(answer.runOrError, to: operation)?.run
  }

  /// One page of runs, newest first.
  ///
  /// - Parameters:
  ///   - limit: the page's length; 100 with tags take the server 26 ms.
  ///   - cursor: the last run of the page before; nil for the first.
  public func runs(
    _ filter: RunsFilter,
    limit: Int = 100,
    after cursor: RunID? = nil
  ) async throws(DagsterError) -> [Run] {
    let document = """
      query Runs($filter: RunsFilter, $limit: Int, $cursor: String) {
        runsOrError(filter: $filter, limit: $limit, cursor: $cursor) { __typename
          ... on Runs { results { \(FoundRun.fields) } }
          ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } } }
      """
    let statuses = try await statuses(of: filter)
    // No run can have a status that the server doesn't know.
    if statuses?.isEmpty == true { return [] }
    var variables: [String: JSONValue] = [
      "filter": filter.json(statuses: statuses), "limit": .int(limit),
    ]
    if let cursor { variables["cursor"] = .string(cursor.rawValue) }
    let operation = GraphQLOperation.query("Runs", document, variables)
    let answer: RunsAnswer = try await send(operation)
    return try member(of: answer.runsOrError, to: operation).results.map(\.run)
  }

  /// All runs, newest first, page by page.
  ///
  /// - Parameter maximum: how many at most; nil for all.
  /// - Throws: `malformed` for a list without an end, of which nothing is left out in silence.
  public func allRuns(_ filter: RunsFilter, maximum: Int? = nil) async throws(DagsterError) -> [Run] {
    let length = 100
    var found: [Run] = []
    var cursor: RunID?
    while found.count < maximum ?? .max {
      let rest = (maximum ?? .max) - found.count
      let page = try await runs(filter, limit: min(length, rest), after: cursor)
      found.append(contentsOf: page)
      try checkLength(found.count, of: "Runs")
      guard page.count == length, let last = page.last?.id, last != cursor else { break }
      cursor = last
    }
    return found
  }

  /// Runs that have all of these tags, newest first.
  public func findRuns(tags: [Tag]) async throws(DagsterError) -> [Run] {
    try await allRuns(RunsFilter(tags: tags))
  }
}

private struct RunAnswer: Decodable {
  let runOrError: Union<FoundRun>
}

private struct RunsAnswer: Decodable {
  let runsOrError: Union<FoundRuns>
}
