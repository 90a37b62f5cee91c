package import Dagster
package import DagsterModel
package import ExactText

/// A number that a run reported as metadata.
package struct RunFigure: Hashable, Sendable {
  @Exact package var label: String
  /// As Dagster spells it.
  package var number: String

  package init(_ label: String, _ number: String) { (self.label, self.number) = (label, number) }
}

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
          .compactMap { entry in entry.number.map { RunFigure(entry.label, $0) } }
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
  fragment Figure on MetadataEntry { __typename label ... on IntMetadataEntry { intRepr }
    ... on FloatMetadataEntry { floatValue } }
  """

private struct LogEvent: Decodable {
  struct Entry: Decodable {
    let label: String
    /// Dagster's integers may be longer than GraphQL's.
    let intRepr: String?
    /// None for what JSON has no number for.
    let floatValue: Double?

    var number: String? { intRepr ?? floatValue.map { "\($0)" } }
  }

  let metadataEntries: [Entry]?
}
