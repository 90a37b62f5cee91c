internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Exchanges over HTTP/1.1 by async-http-client: one request each, no retry, no redirection.
///
/// A connection that cannot be made fails at once instead of being tried until the deadline. The
/// system's own proxy settings are not read.
public final class HTTPTransport: Transport {
  private let client: HTTPClient
  private let connectLimit: Duration
  private let clock: any Clock<Duration>

  /// A transport with its limit for making a connection, and its trust.
  ///
  /// - Parameter clock: measures a request's deadline.
  /// - Throws: when the certificates or the key cannot be used.
  public init(
    connectLimit: Duration,
    tls: TLSSettings = TLSSettings(),
    clock: any Clock<Duration> = ContinuousClock()
  ) throws(ConnectionSettingError) {
    client = HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: Self.settings(connectLimit, try tls.configuration())
    )
    self.connectLimit = connectLimit
    self.clock = clock
  }

  deinit {
    // A client that was not shut down traps. One that was reports so to this callback.
    client.shutdown { _ in }
  }

  /// Closes what is open. The transport is not used afterwards.
  public func shutdown() async {
    try? await client.shutdown()
  }

  private static func settings(_ connectLimit: Duration, _ tls: TLSConfiguration?) -> HTTPClient.Configuration
  {
    var settings = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connectLimit)),
      decompression: .disabled
    )
    settings.httpVersion = .http1Only
    settings.connectionPool.retryConnectionEstablishment = false
    // Uvicorn, Dagster's server, closes a connection after 5 s of rest
    // (https://www.uvicorn.org/settings/#timeouts): a longer rest would meet half-closed connections.
    settings.connectionPool.idleTimeout = .seconds(3)
    if let tls { settings.tlsConfiguration = tls }
    return settings
  }

  public func exchange(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let prepared = try Self.prepare(request)
    let progress = ExchangeProgress(hasBody: !request.body.isEmpty)
    return try await withDeadline(request.deadline, progress) { [client, connectLimit] in
      do {
        return .success(try await Self.exchange(request, prepared, over: client, progress))
      } catch {
        return .failure(TransportError(error, at: progress.phase, connectLimit: connectLimit))
      }
    }
    .get()
  }

  private func withDeadline(
    _ limit: Duration,
    _ progress: ExchangeProgress,
    _ exchange: @escaping @Sendable () async -> Result<TransportResponse, TransportError>
  ) async -> Result<TransportResponse, TransportError> {
    await withTaskGroup(of: Result<TransportResponse, TransportError>?.self) { [clock] group in
      group.addTask { await exchange() }
      group.addTask {
        do { try await clock.sleep(for: limit) } catch { return nil }
        return .failure(.timedOut(progress.phase, after: limit))
      }
      defer { group.cancelAll() }
      for await result in group {
        if let result { return result }
      }
      return .failure(.cancelled(mayHaveBeenReceived: progress.phase != .connecting))
    }
  }
}

extension HTTPTransport {
  private static func prepare(_ request: TransportRequest) throws(TransportError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for header in request.headers {
      let isToken = header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
      guard isToken, !header.name.isEmpty else {
        throw .invalidRequest("\"\(header.name)\" is not a header's name")
      }
      headers.add(name: header.name, value: header.value)
    }
    return headers
  }

  private static func exchange(
    _ request: TransportRequest,
    _ headers: HTTPHeaders,
    over client: HTTPClient,
    _ progress: ExchangeProgress
  ) async throws -> TransportResponse {
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
    outgoing.headers = headers
    if !request.body.isEmpty {
      let body = TrackedBody(bytes: ByteBuffer(bytes: request.body), progress: progress)
      outgoing.body = .stream(body, length: .known(Int64(request.body.count)))
    }
    let response = try await client.execute(outgoing, deadline: .distantFuture)
    progress.advance(to: .reading)
    return TransportResponse(
      status: Int(response.status.code),
      contentType: response.headers.first(name: "content-type"),
      location: response.headers.first(name: "location"),
      retryAfter: response.headers.first(name: "retry-after"),
      body: try await read(response.body, upTo: request.maximumAnswerBytes)
    )
  }

  private static func read(_ body: HTTPClientResponse.Body, upTo limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await part in body {
      guard bytes.count + part.readableBytes <= limit else {
        throw TransportError.answerTooLarge(limit: limit)
      }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }
}
