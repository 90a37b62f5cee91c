public import DagsterModel

extension DagsterClient {
  /// Why a run failed: the first error of a step, or else of the run, without Dagster's wrapper around
  /// it; nil when its log has none.
  ///
  /// - Parameter maximumEvents: how much of the log is read at most, in pages of 1,000 events.
  /// - Throws: `notFound` for an unknown run.
  public func failureReason(
    ofRun id: RunID,
    maximumEvents: Int = 20_000
  ) async throws(DagsterError) -> RunFailure? {
    var ofRun: RunFailure?
    var ofStep: RunFailure?
    try await readErrors(of: id, maximum: maximumEvents) { events in
      ofStep = events.lazy.filter(\.isOfStep).compactMap(\.failure).first
      ofRun = ofRun ?? events.lazy.compactMap(\.failure).first
      return ofStep == nil
    }
    return ofStep ?? ofRun
  }

  /// Whether Dagster has written in a run's log that it won't retry it, though its tags say that it will.
  public func hasDeclinedToRetry(_ id: RunID) async throws(DagsterError) -> Bool {
    var hasDeclined = false
    try await readErrors(of: id, maximum: 20_000) { events in
      hasDeclined = events.contains(where: \.declinesRetry)
      return !hasDeclined
    }
    return hasDeclined
  }

  private func readErrors(of id: RunID, maximum: Int, visit: ([LogEvent]) -> Bool) async throws(DagsterError)
  {
    try await readLog(
      of: id,
      maximum: maximum,
      by: { GraphQLOperation.query("RunErrors", of: id.rawValue, logsDocument, $0) },
      visit: visit
    )
  }
}

/// Three causes deep, which is as far as a wrapped exception with a cause of its own goes.
private let logsDocument = """
  query RunErrors($id: ID!, $cursor: String, $limit: Int) {
    logsForRun(runId: $id, afterCursor: $cursor, limit: $limit) { __typename
      ... on EventConnection { cursor hasMore events { __typename
        ... on MessageEvent { stepKey }
        ... on EngineEvent { message }
        ... on ExecutionStepFailureEvent { error { message className
          cause { message className cause { message className } } } }
        ... on RunFailureEvent { message error { message className
          cause { message className cause { message className } } } } } }
      ... on RunNotFoundError { message } ... on PythonError { message className } } }
  """

private struct LogEvent: Decodable {
  let typeName: String
  let stepKey: String?
  let message: String?
  let error: Fault?

  enum CodingKeys: String, CodingKey {
    case typeName = "__typename"
    case stepKey, message, error
  }
}

/// A `PythonError` with what caused it.
private final class Fault: Decodable {
  let message: String
  let className: String?
  let cause: Fault?

  /// Errors that only say that another one happened: the cause is the one to tell.
  private static let wrappers: Set = [
    "DagsterExecutionStepExecutionError", "DagsterUserCodeExecutionError", "DagsterExecutionLoadInputError",
    "DagsterExecutionHandleOutputError", "DagsterTypeCheckError", "RetryRequested",
  ]

  /// The error that says most: the cause of a wrapper, or itself. An exception's own cause is left
  /// where it is; its author wrote the exception to be read.
  var mostTelling: Fault {
    guard let cause, let className, Self.wrappers.contains(className) else { return self }
    return cause.mostTelling
  }
}

extension LogEvent {
  fileprivate var isOfStep: Bool { typeName == "ExecutionStepFailureEvent" }

  /// By the words of `auto_run_reexecution.py`; another wording costs no more than a wait.
  fileprivate var declinesRetry: Bool {
    guard typeName == "EngineEvent", let message else { return false }
    return message.hasPrefix("Not retrying run") || message.contains("unable to retry the run")
  }

  fileprivate var failure: RunFailure? {
    guard isOfStep || typeName == "RunFailureEvent" else { return nil }
    if let error = error?.mostTelling {
      return RunFailure(stepKey: stepKey, message: error.message.trimmed, className: error.className)
    }
    return message.map { RunFailure(stepKey: stepKey, message: $0.trimmed, className: nil) }
  }
}
