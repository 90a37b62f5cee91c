// An error of this module's says how far an exchange came in the words of that one.
@_exported public import HTTP

/// Carries one request to the server and its answer back: one POST, no retry, no redirection.
///
/// `HTTPTransport` is the real one; tests give a scripted one.
public protocol GraphQLTransport: Sendable {
  /// Sends a request and waits for the whole answer, of whatever status.
  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
  /// Closes what is open. The transport is not used afterwards.
  func shutdown() async
}

extension HTTPTransport: GraphQLTransport {
  /// A transport with a configuration's limits and trust.
  ///
  /// - Parameter clock: measures a request's deadline.
  /// - Throws: `configuration` when the CA file cannot be used.
  public convenience init(
    configuration: DagsterConfiguration,
    clock: any Clock<Duration> = ContinuousClock()
  ) throws(DagsterError) {
    do throws(ConnectionSettingError) {
      try self.init(
        connectLimit: configuration.timeouts.connect,
        tls: TLSSettings(trustRoots: configuration.trustRoots.map { .file($0) }),
        clock: clock
      )
    } catch {
      throw DagsterError(.configuration(error.description))
    }
  }

  public func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    try await exchange(request)
  }
}

extension TransportError {
  var reason: DagsterError.Reason {
    // Of an operation the client formed all but the address.
    if case .invalidRequest(let message) = self { .configuration(message) } else { .transport(self) }
  }
}
