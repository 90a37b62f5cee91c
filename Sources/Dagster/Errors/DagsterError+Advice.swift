internal import HTTP

extension DagsterError {
  /// The error in a sentence for a person: where it is the server's own text, also what to do about it.
  public var advised: String {
    // The description ends with what to do already.
    if mayHaveTakenEffect, reason.endsWithAdvice { return description }
    return reason.advice.map { "\(self); \($0)" } ?? description
  }
}

extension DagsterError.Reason {
  fileprivate var endsWithAdvice: Bool {
    switch self {
    case .transport(.timedOut), .transport(.connectionLost): true
    default: false
    }
  }

  /// What to do; `nil` where the description says it already.
  public var advice: String? {
    switch self {
    case .notFound: "check its name, and on Dagster's Deployment page that its code location is loaded"
    case .invalidConfig: "change the step's `config`"
    case .unknownPartitions: "change the step's partitions, or add them to Dagster's definitions"
    case .refused:
      "run `runner plan`, which checks the document against Dagster's definitions as they are now, and change the step"
    case .rejected:
      "the rest stands in the log of Dagster's webserver; once that is fixed, run the job again"
    case .graphQL: "update the older of the two, the runner or Dagster"
    case .httpStatus: "look into the log of the server or proxy that answered so"
    case .transport(.timedOut(.waiting, _)), .transport(.timedOut(.reading, _)):
      "this may be temporary: run the job again, or give a slow server longer with --request-timeout"
    case .transport(.connectionLost):
      "this may be temporary: run the job again, and look what stands between the runner and Dagster"
    case .malformed, .transport(.answerTooLarge): "check what stands between the runner and Dagster"
    case .transport, .unauthorized, .notDagster, .unsupportedVersion, .invalidRequest, .configuration:
      nil
    }
  }
}
