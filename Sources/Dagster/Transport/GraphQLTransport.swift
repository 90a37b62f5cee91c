/// Carries one request to the server and its answer back: one POST, no retry, no redirection.
///
/// `HTTPTransport` is the real one; tests give a scripted one.
public protocol GraphQLTransport: Sendable {
  /// Sends a request and waits for the whole answer, of whatever status.
  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
  /// Closes what is open. The transport is not used afterwards.
  func shutdown() async
}

/// One POST.
public struct TransportRequest: Hashable, Sendable {
  /// The address, `/graphql` included.
  public let url: String
  /// The headers, `Content-Type` among them. Secrets may be among the values.
  public let headers: [Header]
  /// The body: JSON.
  public let body: [UInt8]
  /// The time the whole exchange may take.
  public let deadline: Duration
  /// The longest answer taken, in bytes.
  public let maximumAnswerBytes: Int

  /// A header.
  public struct Header: Hashable, Sendable {
    public let name: String
    public let value: String

    /// A header of a name and a value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A request of these parts.
  public init(url: String, headers: [Header], body: [UInt8], deadline: Duration, maximumAnswerBytes: Int) {
    self.url = url
    self.headers = headers
    self.body = body
    self.deadline = deadline
    self.maximumAnswerBytes = maximumAnswerBytes
  }
}

/// An answer, complete.
public struct TransportResponse: Hashable, Sendable {
  /// The HTTP status.
  public let status: Int
  /// The `Content-Type`; nil without one.
  public let contentType: String?
  /// The `Location` of a redirection.
  public let location: String?
  /// The `Retry-After`, as it came.
  public let retryAfter: String?
  /// The body.
  public let body: [UInt8]

  /// An answer of these parts.
  public init(
    status: Int,
    contentType: String? = nil,
    location: String? = nil,
    retryAfter: String? = nil,
    body: [UInt8]
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.retryAfter = retryAfter
    self.body = body
  }
}

/// Why there is no answer.
public enum TransportError: Error, Hashable, Sendable {
  /// No connection was made; nothing was sent.
  case unreachable(DagsterError.Obstacle, detail: String)
  /// A limit of time passed.
  case timedOut(DagsterError.Phase, after: Duration)
  /// The connection broke.
  case connectionLost(detail: String, mayHaveBeenReceived: Bool)
  /// The answer is longer than it may be.
  case answerTooLarge(limit: Int)
  /// The task was cancelled.
  case cancelled(mayHaveBeenReceived: Bool)
  /// The request could not be formed; nothing was sent.
  case invalidRequest(String)

  var reason: DagsterError.Reason {
    switch self {
    case .unreachable(let obstacle, let detail): .unreachable(obstacle, detail: detail)
    case .timedOut(let phase, let limit): .timedOut(phase, after: limit)
    case .connectionLost(let detail, let received):
      .connectionLost(detail: detail, mayHaveBeenReceived: received)
    case .answerTooLarge(let limit): .answerTooLarge(limit: limit)
    case .cancelled(let received): .cancelled(mayHaveBeenReceived: received)
    case .invalidRequest(let message): .configuration(message)
    }
  }
}
