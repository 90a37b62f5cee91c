extension DagsterClient {
  /// Sends an operation and reads its answer; a read again and again, within the policy.
  package func send<Content: Decodable>(
    _ operation: GraphQLOperation,
    as type: Content.Type = Content.self
  ) async throws(DagsterError) -> Content {
    let body = operation.body
    var attempt = 1
    while true {
      do throws(DagsterError) {
        return try await sendOnce(operation, body)
      } catch {
        let isLast = operation.isMutation || attempt >= configuration.retries.attempts
        guard !isLast, error.isTransient else { throw error }
        try await rest(after: error, attempt: attempt)
        attempt += 1
      }
    }
  }

  private func sendOnce<Content: Decodable>(
    _ operation: GraphQLOperation,
    _ body: [UInt8]
  ) async throws(DagsterError) -> Content {
    let endpoint = configuration.endpoint
    let headers: [TransportRequest.Header]
    do throws(DagsterError) {
      headers = try configuration.resolvedHeaders()
    } catch {
      throw operation.error(error.reason, at: endpoint)
    }
    let request = TransportRequest(
      url: endpoint,
      headers: headers,
      body: body,
      deadline: operation.isLaunch ? configuration.timeouts.launch : configuration.timeouts.request,
      maximumAnswerBytes: configuration.maximumAnswerBytes
    )
    let response: TransportResponse
    do throws(TransportError) {
      response = try await post(request)
    } catch {
      throw operation.error(error.reason, at: endpoint)
    }
    return try content(of: response, to: operation)
  }

  private func rest(after fault: DagsterError, attempt: Int) async throws(DagsterError) {
    let wish: Duration? = if case .httpStatus(_, _, let wait) = fault.reason { wait } else { nil }
    let delay = configuration.retries.delay(afterAttempt: attempt, retryAfter: wish, jitter: jitter())
    do {
      try await clock.sleep(for: delay)
    } catch {
      throw DagsterError(
        .transport(.cancelled(mayHaveBeenReceived: false)),
        operation: fault.operation,
        endpoint: fault.endpoint,
        isMutation: fault.isMutation
      )
    }
  }

  private func content<Content: Decodable>(
    of response: TransportResponse,
    to operation: GraphQLOperation
  ) throws(DagsterError) -> Content {
    switch AnswerReader(response: response).read(Content.self, expecting: operation.name) {
    case .success(let content): return content
    case .failure(let failure):
      // Another version may stand there by now.
      if case .graphQL = failure.reason { forgetServer() }
      throw operation.error(failure.reason, at: configuration.endpoint)
    }
  }

  /// The wanted member of a union in an operation's answer.
  package func member<Member: UnionMember>(
    of union: Union<Member>,
    to operation: GraphQLOperation
  ) throws(DagsterError) -> Member {
    do throws(AnswerReader.Failure) {
      return try union.get(for: operation)
    } catch {
      throw operation.error(error.reason, at: configuration.endpoint)
    }
  }

  /// How long a list that is read page by page may get. A server that ignores its cursor would send pages forever.
  static var maximumListLength: Int { 2_000_000 }

  func checkLength(_ count: Int, of operation: String) throws(DagsterError) {
    guard count > Self.maximumListLength else { return }
    throw DagsterError(
      .malformed(answer: "\(count)", expected: "a list of at most \(Self.maximumListLength) entries"),
      operation: operation,
      endpoint: configuration.endpoint
    )
  }

  /// An error of a request that is not sent.
  func refusal(_ reason: DagsterError.Reason, operation: String) -> DagsterError {
    DagsterError(reason, operation: operation, endpoint: configuration.endpoint, isMutation: true)
  }
}
