internal import DagsterModel

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
