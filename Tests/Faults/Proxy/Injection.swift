/// What the proxy does to one exchange.
enum Injection: Hashable, Sendable {
  /// Reset before the server sees it; then nobody listens for a while, so that every further one is refused.
  case refuse(Duration)
  /// Answered; then nobody listens for a while, so that the next one is refused.
  case answerAndRefuse(Duration)
  /// Reset before the server sees it.
  case resetBeforeForwarding
  /// The server does what is asked; the connection is reset in place of its answer.
  case resetAfterForwarding
  /// Reset at once, and brought to the server so much later: a request that was still on its way.
  case forwardLate(Duration)
  /// The server's answer is held back so long.
  case delay(Duration)
  /// Answered with this HTTP status and no GraphQL; with or without the server having done what is asked.
  case status(Int, retryAfter: Int? = nil, forwarded: Bool)
  /// The server's answer breaks off in the middle.
  case truncate
  /// The server's answer is replaced by the page of a log-in, as an identity-aware proxy sends it.
  case loginPage
  /// The server's answer comes after so many MiB of white space.
  case bloat(mebibytes: Int)
  /// The server's answer comes a byte each pause.
  case trickle(Duration)
  /// The server's answer holds what somebody else has written.
  case hostile(HostileAnswer)
}
