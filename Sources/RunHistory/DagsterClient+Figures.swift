package import Dagster
package import DagsterModel

extension DagsterClient {
  /// The numbers that a run reports as metadata of its outputs, observations and materializations, in order.
  ///
  /// - Parameter maximumEvents: how much of the log is read at most, in pages of 1,000 events.
  /// - Throws: `notFound` for an unknown run, `refused` for a log that is longer.
  package func figures(ofRun id: RunID, maximumEvents: Int = 100_000) async throws(DagsterError)
    -> [RunFigure]
  {
    var found: [RunFigure] = []
    let goesOn = try await readLog(
      of: id,
      maximum: maximumEvents,
      by: { GraphQLOperation.query("RunFigures", of: id.rawValue, figuresDocument, $0) },
      visit: { (events: [LogEvent]) in
        found += events.flatMap { $0.metadataEntries ?? [] }
          .compactMap(\.figure)
        return true
      }
    )
    guard goesOn else { return found }
    throw DagsterError(
      .refused(type: "LongLog", message: "the log of run \(id) has more than \(maximumEvents) events")
    )
  }
}

private let figuresDocument = """
  query RunFigures($id: ID!, $cursor: String, $limit: Int) {
    logsForRun(runId: $id, afterCursor: $cursor, limit: $limit) { __typename
      ... on EventConnection { cursor hasMore events { __typename
        ... on ExecutionStepOutputEvent { metadataEntries { ...Figure } }
        ... on MaterializationEvent { metadataEntries { ...Figure } }
        ... on ObservationEvent { metadataEntries { ...Figure } } } }
      ... on RunNotFoundError { message } ... on PythonError { message className } } }
  fragment Figure on MetadataEntry { \(figureFields) }
  """

private struct LogEvent: Decodable {
  let metadataEntries: [FigureAnswer]?
}
