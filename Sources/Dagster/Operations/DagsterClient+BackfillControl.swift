public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// Asks the daemon to cancel a backfill and its runs, which takes it up to a minute.
  ///
  /// The server does not look at the state: a backfill that has failed becomes canceled.
  ///
  /// - Throws: `notFound` for an unknown backfill, `unauthorized` when the caller may not.
  public func cancelBackfill(_ id: BackfillID) async throws(DagsterError) {
    let document = """
      mutation CancelBackfill($id: String!) { cancelPartitionBackfill(backfillId: $id) { __typename
        ... on CancelBackfillSuccess { backfillId } ... on UnauthorizedError { message }
        ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.mutation("CancelBackfill", of: id.rawValue, document, id.variables)
    let answer: CancelAnswer = try await send(operation)
    try accept(answer.cancelPartitionBackfill, to: operation)
  }

  private func accept<Member>(_ union: Union<Member>, to operation: GraphQLOperation) throws(DagsterError) {
    // An unknown backfill is a failed check, on a read-only server too.
    if case .other(let refusal) = union, refusal.className == "CheckError",
      refusal.message?.contains("No backfill found for id") == true
    {
      throw operation.error(.notFound(.backfill, name: operation.subject), at: configuration.endpoint)
    }
    _ = try member(of: union, to: operation)
  }
}

extension BackfillID {
  fileprivate var variables: [String: JSONValue] { ["id": .string(rawValue)] }
}

private struct CancelAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "CancelBackfillSuccess"
  }

  let cancelPartitionBackfill: Union<Success>
}
