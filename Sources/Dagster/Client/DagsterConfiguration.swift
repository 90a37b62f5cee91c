/// Where a Dagster server is, how to get in, and how patient to be.
public struct DagsterConfiguration: Hashable, Sendable {
  /// The server's base address, without `/graphql` and without a slash at the end.
  public let url: String
  /// The token, if the server or a proxy before it wants one.
  public var credentials: Credentials
  /// Which header the token goes to.
  public var tokenHeader: TokenHeader
  /// A user and a password, as `user:password`, for a proxy that asks for them.
  public var basicAuth: HeaderValue?
  /// Further headers by name.
  public var headers: [String: HeaderValue]
  /// A PEM file of the authorities to trust instead of the system's.
  public var trustRoots: String?
  /// The limits of time.
  public var timeouts: Timeouts
  /// The longest answer taken, in bytes.
  public var maximumAnswerBytes: Int
  /// How reads are tried again.
  public var retries: RetryPolicy

  /// A server at `url`, with the usual limits.
  ///
  /// - Parameter url: such as `http://dagster.data:3000`, with the path prefix if there is one
  ///   (`https://acme.dagster.cloud/prod`). A `/graphql` at its end is taken off.
  /// - Throws: `configuration` when it is not an http or https address, or holds a user or password.
  public init(
    url: String,
    credentials: Credentials = .none,
    tokenHeader: TokenHeader = .automatic,
    basicAuth: HeaderValue? = nil,
    headers: [String: HeaderValue] = [:],
    trustRoots: String? = nil,
    timeouts: Timeouts = Timeouts(),
    maximumAnswerBytes: Int = 64 * 1024 * 1024,
    retries: RetryPolicy = RetryPolicy()
  ) throws(DagsterError) {
    self.url = try BaseURL(url).text
    self.credentials = credentials
    self.tokenHeader = tokenHeader
    self.basicAuth = basicAuth
    self.headers = headers
    self.trustRoots = trustRoots
    self.timeouts = timeouts
    self.maximumAnswerBytes = maximumAnswerBytes
    self.retries = retries
  }

  package var endpoint: String { url + "/graphql" }
}

extension DagsterConfiguration {
  /// Limits of time.
  public struct Timeouts: Hashable, Sendable {
    /// For making a connection.
    public var connect: Duration
    /// For a whole request and its answer.
    public var request: Duration
    /// The same for a launch, which the server may take longer over.
    public var launch: Duration

    /// Limits of time.
    public init(
      connect: Duration = .seconds(5),
      request: Duration = .seconds(30),
      launch: Duration = .seconds(60)
    ) {
      self.connect = connect
      self.request = request
      self.launch = launch
    }
  }
}

/// How a read is tried again after an error that may pass. Launches and other changes never are.
public struct RetryPolicy: Hashable, Sendable {
  /// How often it is sent at most; 1 for no retry.
  public var attempts: Int
  /// The longest wait before the second attempt; it doubles with each further one.
  public var baseDelay: Duration
  /// The longest wait before any attempt.
  public var maximumDelay: Duration
  /// The longest `Retry-After` that is waited out.
  public var maximumRetryAfter: Duration

  /// A policy. The wait is a random part of the longest (full jitter).
  public init(
    attempts: Int = 4,
    baseDelay: Duration = .milliseconds(500),
    maximumDelay: Duration = .seconds(10),
    maximumRetryAfter: Duration = .seconds(60)
  ) {
    self.attempts = attempts
    self.baseDelay = baseDelay
    self.maximumDelay = maximumDelay
    self.maximumRetryAfter = maximumRetryAfter
  }

  /// The wait after the attempt of this number (from 1).
  ///
  /// - Parameter jitter: between 0 and 1.
  func delay(afterAttempt attempt: Int, retryAfter: Duration?, jitter: Double) -> Duration {
    if let retryAfter { return min(retryAfter, maximumRetryAfter) }
    let doublings = min(max(attempt - 1, 0), 30)
    return min(baseDelay * (1 << doublings), maximumDelay) * min(max(jitter, 0), 1)
  }
}
