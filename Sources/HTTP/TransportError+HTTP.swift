internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension TransportError {
  /// Sorts what async-http-client and NIO throw by what it means for the request.
  init(_ error: any Error, at phase: TransportError.Phase, connectLimit: Duration) {
    let sent = phase != .connecting
    switch error {
    case let error as TransportError: self = error
    case is CancellationError: self = .cancelled(mayHaveBeenReceived: sent)
    case let error as HTTPClientError: self.init(error, sent: sent, connectLimit: connectLimit)
    case let error as NIOConnectionError: self = .unreachable(error.obstacle, detail: error.words)
    case ChannelError.connectTimeout: self = .timedOut(.connecting, after: connectLimit)
    // A server that starts, or a balancer before one, lets go of connections: that says nothing about the trust.
    case NIOSSLError.handshakeFailed(.sslError(let stack)) where stack.contains(.eofDuringHandshake):
      self = .unreachable(.other, detail: "it was closed during the TLS handshake")
    case NIOSSLError.handshakeFailed: self = .unreachable(.tls, detail: "\(error)")
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      self = .unreachable(.tls, detail: "\(error)")
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
      self =
        sent
        ? .connectionLost(detail: "TLS: \(error)", mayHaveBeenReceived: true)
        : .unreachable(.tls, detail: "\(error)")
    // A request without a body counts as sent from the start on; a connection that was refused never was.
    case let error as IOError where error.obstacle == .refused || !sent && error.obstacle != nil:
      self = .unreachable(error.obstacle ?? .other, detail: error.words)
    case let error as IOError: self = .connectionLost(detail: error.words, mayHaveBeenReceived: sent)
    default: self = .connectionLost(detail: "\(error)", mayHaveBeenReceived: sent)
    }
  }

  private init(_ error: HTTPClientError, sent: Bool, connectLimit: Duration) {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      self = .timedOut(.connecting, after: connectLimit)
    case .cancelled: self = .cancelled(mayHaveBeenReceived: sent)
    case .remoteConnectionClosed:
      self = .connectionLost(detail: "the server closed it", mayHaveBeenReceived: sent)
    case .alreadyShutdown: self = .invalidRequest("the client was shut down before")
    case .invalidURL, .emptyHost, .emptyScheme: self = .invalidRequest("\(error.shortDescription)")
    default: self = .connectionLost(detail: error.shortDescription, mayHaveBeenReceived: sent)
    }
  }
}

extension NIOConnectionError {
  fileprivate var obstacle: TransportError.Obstacle {
    let obstacles = connectionErrors.compactMap { ($0.error as? IOError)?.obstacle }
    if obstacles.contains(.refused) { return .refused }
    return connectionErrors.isEmpty && (dnsAError ?? dnsAAAAError) != nil ? .nameResolution : .other
  }

  fileprivate var words: String {
    let attempts = connectionErrors.map { ($0.error as? IOError)?.words ?? "\($0.error)" }
    let details = attempts.isEmpty ? [dnsAError ?? dnsAAAAError].compactMap { $0.map { "\($0)" } } : attempts
    return "\(host):\(port)" + (details.isEmpty ? "" : ", ") + Set(details).sorted().joined(separator: ", ")
  }
}

extension IOError {
  /// What kept a connection from being made, for the errors that say so.
  fileprivate var obstacle: TransportError.Obstacle? {
    switch errnoCode {
    case ECONNREFUSED: .refused
    case EHOSTUNREACH, ENETUNREACH, ETIMEDOUT: .other
    default: nil
    }
  }

  /// The system's words for the error, without the place in NIO's source.
  fileprivate var words: String {
    switch errnoCode {
    case ECONNRESET: "reset by the peer"
    case ECONNREFUSED: "refused"
    case EPIPE: "broken pipe"
    case ETIMEDOUT: "timed out"
    case EHOSTUNREACH, ENETUNREACH: "no route to the host"
    default: "error \(errnoCode)"
    }
  }
}
