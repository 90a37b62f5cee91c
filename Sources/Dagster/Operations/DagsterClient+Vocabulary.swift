/// The statuses that a server's schema lists. It refuses a whole request that names any other.
struct StatusVocabulary: Hashable, Sendable {
  let runs: [RunStatus]
  let backfills: [BackfillStatus]

  /// What every supported server knows, for one whose gateway lets no question about its schema through.
  static let floor = StatusVocabulary(
    runs: [
      .queued, .notStarted, .managed, .starting, .started, .success, .failure, .canceling, .canceled,
    ],
    backfills: [
      .requested, .completed, .failed, .canceled, .canceling, .completedSuccess, .completedFailed,
    ]
  )

  /// Runs in which something may still happen: an unknown status is one of them.
  var unfinishedRuns: [RunStatus] { runs.filter { !$0.isTerminal } }
  /// Backfills in which something may still happen.
  var unfinishedBackfills: [BackfillStatus] { backfills.filter { !$0.isTerminal } }
}

extension DagsterClient {
  /// The server's statuses; asked for once, then remembered.
  ///
  /// `SUSPENDED` runs exist since 1.13.26, `FAILING` backfills since 1.11.12: what a server doesn't list it has none of.
  func statusVocabulary() async throws(DagsterError) -> StatusVocabulary {
    if let vocabulary { return vocabulary }
    let found: StatusVocabulary
    do throws(DagsterError) {
      let answer: VocabularyAnswer = try await send(.query("Vocabulary", vocabularyDocument))
      found = answer.vocabulary
    } catch {
      guard case .graphQL = error.reason else { throw error }
      found = .floor
    }
    vocabulary = found
    return found
  }

  /// Those of a filter's statuses that the server knows; nil for any, empty where nothing can match.
  func statuses(of filter: RunsFilter) async throws(DagsterError) -> [RunStatus]? {
    guard !filter.onlyUnfinished else { return try await statusVocabulary().unfinishedRuns }
    guard !filter.statuses.isEmpty else { return nil }
    guard !filter.statuses.allSatisfy(StatusVocabulary.floor.runs.contains) else { return filter.statuses }
    let known = try await statusVocabulary().runs
    return filter.statuses.filter(known.contains)
  }
}

private let vocabularyDocument = """
  query Vocabulary { runs: __type(name: "RunStatus") { enumValues(includeDeprecated: true) { name } }
    backfills: __type(name: "BulkActionStatus") { enumValues(includeDeprecated: true) { name } } }
  """

private struct VocabularyAnswer: Decodable {
  struct Enumeration: Decodable { let enumValues: [Name]? }
  struct Name: Decodable { let name: String }

  let runs: Enumeration?
  let backfills: Enumeration?

  var vocabulary: StatusVocabulary {
    StatusVocabulary(
      runs: runs?.enumValues?.map { RunStatus($0.name) } ?? StatusVocabulary.floor.runs,
      backfills: backfills?.enumValues?.map { BackfillStatus($0.name) } ?? StatusVocabulary.floor.backfills
    )
  }
}
