public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// Asks for a run to be terminated; it is canceled within seconds. The state comes by `run(_:)`.
  ///
  /// - Throws: `refused` (`TerminateRunFailure`) when the run has ended already, `notFound` when there
  ///   is none, `unauthorized` when the caller may not.
  public func terminateRun(_ id: RunID) async throws(DagsterError) {
    let document = """
      mutation TerminateRun($id: String!) { terminateRun(runId: $id) { __typename
        ... on TerminateRunSuccess { run { runId } } ... on TerminateRunFailure { message }
        ... on RunNotFoundError { message } ... on UnauthorizedError { message }
        ... on PythonError { message className } } }
      """
    let variables = ["id": JSONValue.string(id.rawValue)]
    let operation = GraphQLOperation.mutation("TerminateRun", of: id.rawValue, document, variables)
    let answer: TerminateAnswer = try await send(operation)
    // A read-only server calls its refusal a failure too.
    if case .other(let refusal) = answer.terminateRun, refusal.typeName == "TerminateRunFailure",
      let message = refusal.message, message.contains("do not have permission")
    {
      throw operation.error(.unauthorized(message: message), at: configuration.endpoint)
    }
    _ = try member(of: answer.terminateRun, to: operation)
  }
}

private struct TerminateAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "TerminateRunSuccess"
  }

  let terminateRun: Union<Success>
}
