/// Carries one request to a server and its answer back: no retry, no redirection.
///
/// `HTTPTransport` is the real one.
public protocol Transport: Sendable {
  /// Sends a request and waits for the whole answer, of whatever status.
  func exchange(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
  /// Closes what is open. The transport is not used afterwards.
  func shutdown() async
}
