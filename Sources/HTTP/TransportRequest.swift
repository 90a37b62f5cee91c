/// One request.
public struct TransportRequest: Hashable, Sendable {
  /// What is asked for.
  public let method: Method
  /// The whole address.
  public let url: String
  /// The headers, `Content-Type` among them. Secrets may be among the values.
  public let headers: [Header]
  /// The body; none when it is empty.
  public let body: [UInt8]
  /// The time the whole exchange may take.
  public let deadline: Duration
  /// The longest answer taken, in bytes.
  public let maximumAnswerBytes: Int

  /// The methods of HTTP that are used.
  public enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

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
  public init(
    method: Method = .post,
    url: String,
    headers: [Header],
    body: [UInt8],
    deadline: Duration,
    maximumAnswerBytes: Int
  ) {
    self.method = method
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
