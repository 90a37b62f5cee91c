package import DagsterModel
package import JSONTree

extension DagsterClient {
  /// Reads a run's log from its beginning, in pages of at most 1,000 events.
  ///
  /// - Parameters:
  ///   - maximum: how many events are read at most.
  ///   - operation: what asks for a page, with the variables `id`, `cursor` and `limit`.
  ///   - visit: is given each page, and says whether to go on.
  /// - Returns: whether the log goes on beyond what was read, for want of `maximum` alone.
  /// - Throws: `notFound` for an unknown run.
  @discardableResult
  package func readLog<Event: Decodable>(
    of id: RunID,
    maximum: Int,
    by operation: ([String: JSONValue]) -> GraphQLOperation,
    visit: ([Event]) -> Bool
  ) async throws(DagsterError) -> Bool {
    var cursor: String?
    var rest = maximum
    while rest > 0 {
      var variables: [String: JSONValue] = ["id": .string(id.rawValue), "limit": .int(min(1000, rest))]
      if let cursor { variables["cursor"] = .string(cursor) }
      let operation = operation(variables)
      let answer: LogAnswer<Event> = try await send(operation)
      let page = try member(of: answer.logsForRun, to: operation)
      // At the log's end the cursor stays.
      guard visit(page.events), page.hasMore, !page.events.isEmpty, page.cursor != cursor else {
        return false
      }
      rest -= page.events.count
      cursor = page.cursor
    }
    return true
  }
}

private struct LogAnswer<Event: Decodable>: Decodable {
  struct Page: UnionMember {
    static var typeName: String { "EventConnection" }
    let cursor: String
    let hasMore: Bool
    let events: [Event]
  }

  let logsForRun: Union<Page>
}
