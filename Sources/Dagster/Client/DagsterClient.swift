public import DagsterModel
internal import Synchronization

/// A client of one Dagster server's GraphQL.
///
/// Reads are tried again when an error may pass (`DagsterError.isTransient`). A launch, a
/// cancellation and any other change is sent once: after an error, `mayHaveTakenEffect` says whether
/// to look it up. Cancelling the caller's task ends the request at once.
public final class DagsterClient: Sendable {
  /// What the client was made with.
  public let configuration: DagsterConfiguration

  let clock: any Clock<Duration>
  let jitter: @Sendable () -> Double
  private let transport: any GraphQLTransport
  private let known: KnownServer
  /// What was read of assets; nil for a client that asks anew each time.
  let memory: AssetMemory?

  /// A client over a transport, which it then owns.
  ///
  /// - Parameters:
  ///   - clock: what the waits between attempts are measured by.
  ///   - jitter: gives a number between 0 and 1 for each wait.
  public init(
    configuration: DagsterConfiguration,
    transport: any GraphQLTransport,
    clock: any Clock<Duration> = ContinuousClock(),
    jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) }
  ) {
    self.configuration = configuration
    self.transport = transport
    self.clock = clock
    self.jitter = jitter
    (known, memory) = (KnownServer(), nil)
  }

  /// See `remembering()`.
  init(remembering other: DagsterClient) {
    (configuration, transport) = (other.configuration, other.transport)
    (clock, jitter, known) = (other.clock, other.jitter, other.known)
    memory = AssetMemory()
  }

  /// A client over HTTP.
  ///
  /// - Throws: `configuration` when the CA file cannot be used.
  public convenience init(configuration: DagsterConfiguration) throws(DagsterError) {
    self.init(configuration: configuration, transport: try HTTPTransport(configuration: configuration))
  }

  /// Closes the connections. The client is not used afterwards.
  public func shutdown() async {
    await transport.shutdown()
  }

  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let response = try await transport.post(request)
    known.contents.withLock { $0.wasReached = true }
    return response
  }

  /// Whether anything ever answered at the server's address.
  public var wasReached: Bool { known.contents.withLock(\.wasReached) }

  /// The version, as far as an answer has told it.
  var version: DagsterVersion? {
    get { known.contents.withLock(\.version) }
    set { known.contents.withLock { $0.version = newValue } }
  }

  /// What the server has told of itself is asked anew.
  func forgetServer() {
    known.contents.withLock { ($0.version, $0.vocabulary, $0.tellsSecretFields) = (nil, nil, nil) }
  }

  /// Whether it tells of a configuration's fields whether they are secrets, as far as an answer has told that.
  package var tellsSecretFields: Bool? {
    get { known.contents.withLock(\.tellsSecretFields) }
    set { known.contents.withLock { $0.tellsSecretFields = newValue } }
  }

  /// The statuses it knows, as far as an answer has told them.
  var vocabulary: StatusVocabulary? {
    get { known.contents.withLock(\.vocabulary) }
    set { known.contents.withLock { $0.vocabulary = newValue } }
  }
}

extension DagsterClient {
  /// The pages of the web interface.
  public var pages: DagsterPages { DagsterPages(base: configuration.url) }
}

/// What the server has told of itself, shared by all clients of it.
final class KnownServer: Sendable {
  struct Contents {
    var version: DagsterVersion?
    var vocabulary: StatusVocabulary?
    var tellsSecretFields: Bool?
    var wasReached = false
  }

  let contents = Mutex(Contents())
}
