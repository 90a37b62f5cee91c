public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// Backfills that have all of these tags, newest first.
  ///
  /// A new one is found within milliseconds of its launch. A database that was not migrated
  /// (`dagster instance migrate`) is searched by way of the runs, and does not show a backfill before
  /// its first run: `recentBackfills(createdAfter:)` does.
  ///
  /// - Parameter includingRetries: whether to list re-executions too, which carry their parent's tags.
  public func findBackfills(
    tags: [Tag],
    includingRetries: Bool = false
  ) async throws(DagsterError) -> [BackfillSummary] {
    var found: [BackfillSummary] = []
    var cursor: String?
    repeat {
      let page = try await feedPage(tags: tags, after: cursor)
      found.append(contentsOf: page.results.compactMap(\.summary))
      try checkLength(found.count, of: "FindBackfills")
      cursor = page.hasMore && page.cursor != cursor ? page.cursor : nil
    } while cursor != nil
    return includingRetries ? found : found.filter { $0.parentID == nil }
  }

  /// All backfills created after a time, the last inserted first: on every database, and whether they
  /// have runs or not. Re-executions are among them.
  ///
  /// - Parameter createdAfter: seconds since the epoch, by the server's clock: allow for skew.
  public func recentBackfills(createdAfter: Double) async throws(DagsterError) -> [BackfillSummary] {
    let document = """
      query RecentBackfills($filters: BulkActionsFilter, $limit: Int, $cursor: String) {
        partitionBackfillsOrError(filters: $filters, limit: $limit, cursor: $cursor) { \(recentSelection) } }
      """
    return try await recentBackfills(createdAfter) { .query("RecentBackfills", document, $0) }
  }

  private func recentBackfills(
    _ createdAfter: Double,
    page: ([String: JSONValue]) -> GraphQLOperation
  ) async throws(DagsterError) -> [BackfillSummary] {
    var variables: [String: JSONValue] = [
      "filters": ["createdAfter": .double(createdAfter)], "limit": .int(pageSize),
    ]
    var found: [BackfillSummary] = []
    var cursor: String?
    repeat {
      if let cursor { variables["cursor"] = .string(cursor) }
      let operation = page(variables)
      let answer: BackfillListAnswer = try await send(operation)
      let entries = try member(of: answer.partitionBackfillsOrError, to: operation).results
      found.append(contentsOf: entries.compactMap(\.summary))
      try checkLength(found.count, of: operation.name)
      let last = entries.count == pageSize ? entries.last?.id : nil
      cursor = last != cursor ? last : nil
    } while cursor != nil
    return found
  }

  private func feedPage(tags: [Tag], after cursor: String?) async throws(DagsterError) -> FeedAnswer.Page {
    let document = """
      query FindBackfills($filter: RunsFilter, $limit: Int!, $cursor: String) {
        runsFeedOrError(view: BACKFILLS, filter: $filter, limit: $limit, cursor: $cursor) { \(feedSelection) } }
      """
    var variables: [String: JSONValue] = ["filter": RunsFilter(tags: tags).json(), "limit": .int(pageSize)]
    if let cursor { variables["cursor"] = .string(cursor) }
    let operation = GraphQLOperation.query("FindBackfills", document, variables)
    let answer: FeedAnswer = try await send(operation)
    return try member(of: answer.runsFeedOrError, to: operation)
  }
}

extension DagsterClient {
  /// Backfills and runs that have a tag, re-executions included, the newest first: of many some are left out, never all.
  ///
  /// The same questions as when a launch is looked up, under names of their own: a search is no look-up, and nothing
  /// was launched yet that could be lost.
  ///
  /// - Parameter createdAfter: since when all backfills are gone through where nothing is found by the tag, as on a
  ///   database that was not migrated.
  public func findWorks(tag: Tag, createdAfter: Double) async throws(DagsterError)
    -> (backfills: [BackfillSummary], runs: [Run])
  {
    let document = """
      query FindWorks($filter: RunsFilter, $limit: Int!, $recent: BulkActionsFilter, $page: Int) {
        runsFeedOrError(view: BACKFILLS, filter: $filter, limit: $limit) { \(feedSelection) }
        runsOrError(filter: $filter, limit: $limit) { __typename ... on Runs { results { \(FoundRun.fields) } }
          ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } }
        partitionBackfillsOrError(filters: $recent, limit: $page) { \(recentSelection) } }
      """
    let variables: [String: JSONValue] = [
      "filter": RunsFilter(tags: [tag]).json(), "limit": 20,
      "recent": ["createdAfter": .double(createdAfter)], "page": .int(pageSize),
    ]
    let operation = GraphQLOperation.query("FindWorks", document, variables)
    let answer: WorksAnswer = try await send(operation)
    let backfills = try member(of: answer.runsFeedOrError, to: operation).results.compactMap(\.summary)
    let runs = try member(of: answer.runsOrError, to: operation).results.map(\.run)
    guard backfills.isEmpty, runs.isEmpty else { return (backfills, runs) }
    let recent = try member(of: answer.partitionBackfillsOrError, to: operation).results
    var candidates = recent.compactMap(\.summary)
    if recent.count == pageSize { candidates = try await recentWorks(createdAfter) }
    return (candidates.filter { $0.tags.contains(tag) }, [])
  }

  private func recentWorks(_ createdAfter: Double) async throws(DagsterError) -> [BackfillSummary] {
    let document = """
      query RecentWorks($filters: BulkActionsFilter, $limit: Int, $cursor: String) {
        partitionBackfillsOrError(filters: $filters, limit: $limit, cursor: $cursor) { \(recentSelection) } }
      """
    return try await recentBackfills(createdAfter) { .query("RecentWorks", document, $0) }
  }
}

private let feedSelection = """
  __typename ... on RunsFeedConnection { cursor hasMore results { id creationTime tags { key value }
    ... on PartitionBackfill { status } } }
    ... on PythonError { message className }
  """

private let recentSelection = """
  __typename ... on PartitionBackfills { results { id status creationTime tags { key value } } }
    ... on PythonError { message className }
  """

/// Twenty large backfills took the server 0.1 s; a list is seldom longer.
private let pageSize = 100

private struct BackfillEntry: Decodable {
  let id: String
  let creationTime: Double
  /// Nil for an entry of a runs feed that is no backfill.
  let status: String?
  let tags: [Tag]

  var summary: BackfillSummary? {
    guard let status else { return nil }
    return BackfillSummary(
      id: BackfillID(id),
      status: BackfillStatus(status),
      creationTime: creationTime,
      tags: tags
    )
  }
}

private struct FeedAnswer: Decodable {
  struct Page: UnionMember {
    static let typeName = "RunsFeedConnection"
    let cursor: String
    let hasMore: Bool
    let results: [BackfillEntry]
  }

  let runsFeedOrError: Union<Page>
}

private struct WorksAnswer: Decodable {
  let runsFeedOrError: Union<FeedAnswer.Page>
  let runsOrError: Union<FoundRuns>
  let partitionBackfillsOrError: Union<BackfillListAnswer.List>
}

private struct BackfillListAnswer: Decodable {
  struct List: UnionMember {
    static let typeName = "PartitionBackfills"
    let results: [BackfillEntry]
  }

  let partitionBackfillsOrError: Union<List>
}
