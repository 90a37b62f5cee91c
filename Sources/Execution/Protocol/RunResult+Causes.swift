import Dagster
import Ledger

extension RunResult {
  /// What an error of the server or on the way to it means for the attempt.
  init(_ error: DagsterError) {
    switch error.reason {
    case .cancelled:
      self = .detached
    case .rejected where error.isTransient:
      self.init(.unavailable, "unavailable", error.advised)
    case .unauthorized, .notFound, .invalidConfig, .unknownPartitions, .refused, .rejected, .graphQL,
      .invalidRequest:
      self.init(.refused, "refused", error.advised)
    case .unreachable, .timedOut, .connectionLost, .httpStatus, .notDagster, .answerTooLarge, .malformed,
      .unsupportedVersion, .configuration:
      self.init(.unavailable, "unavailable", error.advised)
    }
    outlook = error.outlook
  }

  /// The same for a look at what is under way, which nothing but Dagster's own answer says the end of.
  ///
  /// A document that the server refuses is lasting before a launch. Afterwards the server has become another one: it is
  /// asked anew what it knows, and until it answers the work goes on.
  init(lookingAtWork error: DagsterError) {
    self.init(error)
    if case .graphQL = error.reason { outlook = .doubtful }
    if outlook != .lasting { (verdict, outcome) = (.unavailable, "unavailable") }
  }

  /// What is said of it while it is waited for, with nothing launched yet.
  func awayBeforeLaunch(for seconds: Double, of outage: Double) -> String {
    "Dagster is away for \(Int(seconds)) s; nothing is launched meanwhile, trying for up to \(Int(outage)) s: "
      + message
  }

  /// The same for a launch: what Dagster's code says is told without its stack.
  init(launch error: DagsterError) {
    self.init(error)
    guard case .rejected(let message, _) = error.reason, let advice = error.reason.advice else { return }
    self.message = "Dagster says: \(message.beforeStackTrace); \(advice)"
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
    case .dagster(let error): self.init(error)
    }
  }

  /// - Parameters:
  ///   - page: where it was launched, by its record.
  ///   - server: the address that was asked, and doesn't know it.
  static func launchedElsewhere(_ kind: LaunchRecord.Kind, _ page: String, not server: String) -> RunResult {
    RunResult(
      .refused,
      "refused",
      "expected the Dagster that has the \(kind.rawValue) \(page), found one at \(server) that doesn't know it; give its "
        + "address as --dagster-url, or where it is gone for good, the job another name"
    )
  }

  init(_ error: LedgerError) {
    switch error {
    case .damaged, .unsupportedVersion:
      self.init(
        .ambiguous,
        "record_damaged",
        "\(error); nothing is launched until a person has looked, and what runs in Dagster goes on"
      )
    default: self.init(.unavailable, "unavailable", "\(error)")
    }
  }
}

extension DagsterError {
  fileprivate var outlook: RunResult.Outlook {
    if isTransient { return .passing }
    switch reason {
    case .unreachable, .timedOut, .connectionLost, .httpStatus, .notDagster, .malformed, .answerTooLarge,
      .unauthorized, .rejected, .configuration:
      return .doubtful
    case .cancelled, .notFound, .invalidConfig, .unknownPartitions, .refused, .graphQL, .invalidRequest,
      .unsupportedVersion:
      return .lasting
    }
  }
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
