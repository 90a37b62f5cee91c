extension DagsterError {
  /// Whether the operation may have changed something all the same.
  ///
  /// False only when it certainly was not carried out; always false for a read. A server goes on
  /// with a request whose sender has gone: 20 of 20 launches whose connection was reset after the
  /// last byte were carried out (Dagster 1.13.27).
  public var mayHaveTakenEffect: Bool {
    isMutation && reason.mayHaveTakenEffect
  }

  /// Whether the same operation may succeed a little later, with nothing changed by anyone.
  public var isTransient: Bool {
    switch reason {
    case .unreachable(let obstacle, _): obstacle != .tls
    case .timedOut, .connectionLost: true
    case .httpStatus(let status, _, _): [429, 502, 503, 504].contains(status)
    default: false
    }
  }
}

extension DagsterError.Reason {
  var mayHaveTakenEffect: Bool {
    switch self {
    case .unreachable, .unauthorized, .notFound, .invalidConfig, .unknownPartitions, .refused, .graphQL,
      .unsupportedVersion, .invalidRequest, .configuration:
      false
    case .timedOut(let phase, _): phase != .connecting
    case .connectionLost(_, let mayHaveBeenReceived): mayHaveBeenReceived
    case .cancelled(let mayHaveBeenReceived): mayHaveBeenReceived
    case .rejected, .answerTooLarge, .malformed: true
    // 408 says that a proxy waited in vain, and not for whom; 429 may be its answer to its own second try.
    case .httpStatus(let status, _, _): status >= 500 || status == 408 || status == 429
    // A redirection is a proxy's: Dagster gives none. A page with status 200 may stand before it or behind it.
    case .notDagster(let status, _): !(300..<500).contains(status)
    }
  }
}
