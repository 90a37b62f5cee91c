import Dagster

extension Stop {
  /// What an error of the server or on the way to it means for the attempt.
  init(_ error: DagsterError) {
    switch error.reason {
    case .cancelled:
      self = .detached
    case .unauthorized:
      self.init(.refused, "refused", "\(error)")
    case .notFound, .invalidConfig, .unknownPartitions, .refused, .rejected, .graphQL, .invalidRequest:
      self.init(.refused, "refused", "\(error)")
    case .unreachable, .timedOut, .connectionLost, .httpStatus, .notDagster, .answerTooLarge, .malformed,
      .unsupportedVersion, .configuration:
      self.init(.unavailable, "unavailable", "\(error)")
    }
  }

  /// After a launch without a usable answer, once it is certain that it had no effect.
  init(notLaunched error: DagsterError, step index: Int) {
    let cause = Stop(error).result
    var reason = "\(error)"
    if case .rejected(let message, _) = error.reason { reason = message.beforeStackTrace }
    self.init(
      cause.verdict,
      cause.outcome,
      "step \(index + 1) was not launched: nothing carries its launch id: \(reason)"
    )
  }

  init(_ failure: CheckFailure) {
    switch failure {
    case .document(let problems):
      self.init(
        .invalidDocument,
        "invalid_document",
        "the document does not fit the server's definitions; nothing was launched",
        problems: problems
      )
    case .unready(let message): self.init(.unavailable, "unavailable", message)
    case .refused(let message): self.init(.refused, "refused", message)
    case .dagster(let error): self = Stop(error)
    }
  }

  init(_ error: LedgerError) {
    if case .conflict(let job) = error {
      self.init(
        .held,
        "held",
        "another runner took \(job) over: this one stops; see `runner status \(job)`"
      )
    } else {
      self.init(.unavailable, "unavailable", "\(error)")
    }
  }

  static let detached = Stop(
    .detached,
    "detached",
    "stopped watching; the work in Dagster goes on: run the same job again to attach"
  )
}

extension String {
  /// Dagster puts Python's stack behind its messages, for those who read its code.
  fileprivate var beforeStackTrace: String {
    guard let marker = firstRange(of: "\n\nStack Trace:") else { return self }
    return String(self[..<marker])
  }

  private func firstRange(of text: String) -> Index? {
    indices.first { self[$0...].hasPrefix(text) }
  }
}
