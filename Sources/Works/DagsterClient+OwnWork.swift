public import Dagster
public import JSONTree

/// For commands of a package's own: what no operation of this package asks.
extension DagsterClient {
  /// What Dagster answers to a query, as it is: `{"assetsOrError": …}`.
  ///
  /// - Parameters:
  ///   - name: the operation's in the document, for messages.
  ///   - subject: what it is about, for messages: an asset, a job, an id.
  ///   - document: one operation in GraphQL.
  public func query(
    _ name: String,
    of subject: String = "",
    _ document: String,
    _ variables: [String: JSONValue] = [:]
  ) async throws(DagsterError) -> JSONValue {
    try await send(.query(name, of: subject, document, variables))
  }

  /// The same of a mutation, which is sent once and never again by itself.
  public func mutate(
    _ name: String,
    of subject: String,
    _ document: String,
    _ variables: [String: JSONValue]
  ) async throws(DagsterError) -> JSONValue {
    try await send(.mutation(name, of: subject, document, variables))
  }
}
