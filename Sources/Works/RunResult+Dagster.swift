package import Attempt
import Contract
package import Dagster

extension RunResult {
  /// What an error of the server or on the way to it means for the attempt.
  package init(_ error: DagsterError) {
    switch error.reason {
    case .transport where error.isCancellation:
      self = .detached
    case .rejected where error.isTransient:
      self.init(.unavailable, "unavailable", error.advised)
    case .unauthorized, .notFound, .invalidConfig, .unknownPartitions, .refused, .rejected, .graphQL,
      .invalidRequest:
      self.init(.refused, "refused", error.advised)
    case .transport, .httpStatus, .notDagster, .malformed, .unsupportedVersion, .configuration:
      self.init(.unavailable, "unavailable", error.advised)
    }
    outlook = error.outlook
  }

  /// The same for a look at what is under way, which nothing but Dagster's own answer says the end of.
  ///
  /// A document that the server refuses is lasting before a launch. Afterwards the server has become another one: it is
  /// asked anew what it knows, and until it answers the work goes on. So does a pause while a code location can't be loaded.
  package init(lookingAtWork error: DagsterError) {
    self.init(error)
    switch error.reason {
    case .graphQL, .notFound(.schedule, _), .notFound(.sensor, _): outlook = .doubtful
    default: break
    }
    if outlook != .lasting { (verdict, outcome) = (.unavailable, "unavailable") }
  }

  /// The same for a launch: what Dagster's code says is told without its stack.
  package init(launch error: DagsterError) {
    self.init(error)
    guard case .rejected(let message, _) = error.reason, let advice = error.reason.advice else { return }
    self.message = "Dagster says: \(message.beforeStackTrace); \(advice)"
  }
}

extension DagsterError {
  fileprivate var outlook: RunResult.Outlook {
    if isTransient { return .passing }
    switch reason {
    case .transport where isCancellation: return .lasting
    case .transport, .httpStatus, .notDagster, .malformed, .unauthorized, .rejected, .configuration:
      return .doubtful
    case .notFound, .invalidConfig, .unknownPartitions, .refused, .graphQL, .invalidRequest,
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
