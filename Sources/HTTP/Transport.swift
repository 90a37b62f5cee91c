/// Carries one request to a server and its answer back: no retry, no redirection.
///
/// `HTTPTransport` is the real one.
public protocol Transport: Sendable {
  /// Sends a request and waits for the whole answer, of whatever status.
  func exchange(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
  /// Sends a request and gives the answer as soon as it begins: its body comes part by part.
  ///
  /// The request's deadline is for the beginning alone, and its limit of bytes doesn't count.
  func open(_ request: TransportRequest) async throws(TransportError) -> TransportStream
  /// Closes what is open. The transport is not used afterwards.
  func shutdown() async
}
