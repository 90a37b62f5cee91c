internal import HTTP

extension DagsterError {
  /// Whether the operation may have changed something anyway.
  ///
  /// False only when it certainly was not carried out; always false for a read, unless a part of a change came before it. A
  /// server goes on
  /// with a request whose sender has gone: 20 of 20 launches whose connection was reset after the
  /// last byte were carried out (Dagster 1.13.27).
  public var mayHaveTakenEffect: Bool {
    isOfTheRest || isMutation && reason.mayHaveTakenEffect
  }

  /// Whether the request itself may still arrive at the server, or be carried out there, after this error of it.
  public var mayStillArrive: Bool {
    guard isMutation, reason.mayHaveTakenEffect else { return false }
    // Dagster itself has answered. Where its database broke off, what it wrote last may still be.
    if case .rejected = reason { return isTransient }
    return true
  }

  /// Whether the same operation may succeed a little later, with nothing changed by anyone.
  public var isTransient: Bool {
    switch reason {
    case .transport(.unreachable(let obstacle, _)): obstacle != .tls
    case .transport(.timedOut), .transport(.connectionLost): true
    case .httpStatus(let status, _, _): status >= 500 || [408, 425, 429].contains(status)
    // A page, a redirection or nothing at all comes from what stands before Dagster while Dagster is away.
    case .notDagster(let status, _): status != 404 && status != 405
    case .malformed: true
    case .rejected(_, let className): className.map(Self.storageFailures.contains) ?? false
    default: false
    }
  }

  /// Whether the caller's task was canceled.
  public var isCancellation: Bool { if case .transport(.cancelled) = reason { true } else { false } }

  /// Exceptions of a database or a code server that restarts, by their Python classes: SQLAlchemy's, Python's,
  /// gRPC's and Dagster's own. A statement or a definition that is wrong raises others.
  private static let storageFailures: Set<String> = [
    "OperationalError", "InterfaceError", "InternalError", "DBAPIError", "DisconnectionError",
    "TimeoutError", "ConnectionError", "ConnectionResetError", "ConnectionRefusedError",
    "ConnectionAbortedError", "BrokenPipeError", "_InactiveRpcError", "_MultiThreadedRendezvous",
    "DagsterUserCodeUnreachableError", "AdminShutdown", "CannotConnectNow",
  ]
}

extension DagsterError.Reason {
  var mayHaveTakenEffect: Bool {
    switch self {
    case .unauthorized, .notFound, .invalidConfig, .unknownPartitions, .refused, .graphQL,
      .unsupportedVersion, .invalidRequest, .configuration:
      false
    case .transport(let error): error.mayHaveBeenReceived
    case .rejected, .malformed: true
    // 408 says that a proxy waited in vain, and not for whom; 429 may be its answer to its own second try.
    case .httpStatus(let status, _, _): status >= 500 || status == 408 || status == 429
    // A redirection is a proxy's: Dagster gives none. A page with status 200 may stand before it or behind it.
    case .notDagster(let status, _): !(300..<500).contains(status)
    }
  }
}
