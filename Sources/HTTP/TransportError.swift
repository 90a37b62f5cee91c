/// Why there is no answer.
public enum TransportError: Error, Hashable, Sendable {
  /// No connection was made; nothing was sent.
  case unreachable(Obstacle, detail: String)
  /// A limit of time passed.
  case timedOut(Phase, after: Duration)
  /// The connection broke.
  case connectionLost(detail: String, mayHaveBeenReceived: Bool)
  /// The answer is longer than it may be.
  case answerTooLarge(limit: Int)
  /// The task was canceled.
  case cancelled(mayHaveBeenReceived: Bool)
  /// The request could not be formed; nothing was sent.
  case invalidRequest(String)
}

extension TransportError {
  /// What kept a connection from being made.
  public enum Obstacle: Hashable, Sendable {
    /// Nothing listens there.
    case refused
    /// The host's name does not resolve.
    case nameResolution
    /// The certificate is not trusted, or TLS is not spoken.
    case tls
    /// Any other.
    case other
  }

  /// When the time ran out.
  public enum Phase: Hashable, Sendable {
    /// While the connection was being made; nothing was sent.
    case connecting
    /// After the request was sent, before an answer began.
    case waiting
    /// While the answer was being read.
    case reading
  }

  /// Whether the server may have the request; false only when it certainly has not.
  public var mayHaveBeenReceived: Bool {
    switch self {
    case .unreachable, .invalidRequest: false
    case .timedOut(let phase, _): phase != .connecting
    case .connectionLost(_, let received), .cancelled(let received): received
    case .answerTooLarge: true
    }
  }
}

extension TransportError: CustomStringConvertible {
  /// What was found and what to do, without the address.
  public var description: String {
    switch self {
    case .unreachable(let obstacle, let detail): "\(obstacle.finding(detail)); \(obstacle.advice)"
    case .timedOut(.connecting, let limit):
      "no connection within \(limit.words): check the address, the network policy and that the server runs"
    case .timedOut(.waiting, let limit): "no answer within \(limit.words)"
    case .timedOut(.reading, let limit): "the answer had begun but not ended after \(limit.words)"
    case .connectionLost(let detail, _): "the connection broke before the answer was complete (\(detail))"
    case .answerTooLarge(let limit):
      "the answer is longer than \(limit) bytes: raise the limit, or ask for less"
    case .cancelled: "cancelled"
    case .invalidRequest(let message): message
    }
  }
}

extension TransportError.Obstacle {
  /// - Parameter detail: the system's words, which of a refusal may say no more than that.
  package func finding(_ detail: String) -> String {
    finding.hasSuffix(detail) ? finding : "\(finding) (\(detail))"
  }

  private var finding: String {
    switch self {
    case .refused: "the connection was refused"
    case .nameResolution: "the host's name does not resolve"
    case .tls: "no TLS connection could be made"
    case .other: "no connection could be made"
    }
  }

  package var advice: String {
    switch self {
    case .refused: "check the port, and that the server runs"
    case .nameResolution: "check the host in the address"
    case .tls: "check the CA file, and whether the address should begin with http or https"
    case .other: "check the address and the network"
    }
  }
}

extension Duration {
  /// `5 s`, `0.25 s`.
  package var words: String {
    let (seconds, attoseconds) = components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(Double(milliseconds) / 1000) s"
  }
}
