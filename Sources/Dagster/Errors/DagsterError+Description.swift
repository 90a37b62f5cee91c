internal import DagsterModel
internal import HTTP

extension DagsterError: CustomStringConvertible {
  /// One sentence on what was found, and what to do; for a launch of unknown outcome, that too.
  public var description: String {
    let place = [subject, endpoint.isEmpty ? "" : "at \(endpoint)"].filter { !$0.isEmpty }
    let start = place.isEmpty ? "" : place.joined(separator: " ") + ": "
    let end =
      isOfTheRest
      ? ". A part of it was sent before: look what is so already before sending it again"
      : mayHaveTakenEffect ? ". It may have taken effect anyway: look it up before sending it again" : ""
    return start + reason.description + end
  }

  /// What was asked for is a name of our own, and doesn't matter where nothing was asked in the end.
  private var subject: String {
    if case .transport(.unreachable) = reason { "Dagster" } else { operation }
  }
}

extension DagsterError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .transport(let error): error.description
    case .unauthorized, .notFound, .invalidConfig, .unknownPartitions, .refused, .rejected: refusalDescription
    case .graphQL, .httpStatus, .notDagster, .malformed: answerDescription
    case .unsupportedVersion(let found, let needed, let feature):
      "\(feature) needs Dagster \(needed) or newer, the server is \(found): update the server"
    case .invalidRequest(let message): message
    case .configuration(let message): message
    }
  }

  private var refusalDescription: String {
    switch self {
    case .unauthorized(let message):
      "not permitted: \(message); check the token and what its owner may do, and that the server is not read-only"
    case .notFound(let kind, let name): "the server has no \(kind.rawValue) \"\(name)\""
    case .invalidConfig(let problems):
      "the run configuration is wrong: "
        + problems.map { "at \($0.pathDescription): \($0.message)" }.joined(separator: "; ")
    case .unknownPartitions(let keys):
      "the server does not know \(keys.count == 1 ? "this partition" : "these \(keys.count) partitions"): "
        + keys.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ") + (keys.count > 10 ? ", …" : "")
    case .refused(let type, let message): "the server refused (\(type)): \(message)"
    case .rejected(let message, let className):
      "the server failed\(className.map { " with \($0)" } ?? ""): \(message)"
    default: ""
    }
  }

  private var answerDescription: String {
    switch self {
    case .graphQL(let messages):
      "the server does not understand the request, its version likely differs from those this client knows: "
        + messages.joined(separator: "; ")
    case .httpStatus(let status, let excerpt, let wait):
      "HTTP status \(status)"
        + (excerpt.isEmpty ? " with an empty answer" : ", \"\(excerpt)\"")
        + (wait.map { "; it asks to wait \($0.words)" } ?? "")
    case .notDagster(let status, let finding):
      "expected Dagster's GraphQL, found \(finding) (HTTP status \(status)): check the address and the token"
    case .malformed(let answer, let expected): "expected \(expected), found \"\(answer)\""
    default: ""
    }
  }
}
