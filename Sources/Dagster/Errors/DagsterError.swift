public import DagsterModel
public import HTTP

/// What went wrong with one operation, and where.
public struct DagsterError: Error, Hashable, Sendable {
  /// What went wrong.
  public let reason: Reason
  /// The operation, by its GraphQL name: `LaunchBackfill`. Empty when none had begun.
  public let operation: String
  /// The address it was sent to.
  public let endpoint: String
  /// Whether the operation changes something.
  public let isMutation: Bool
  /// Whether another request came before, of the same change, that has taken effect.
  public let isOfTheRest: Bool

  /// An error of an operation.
  public init(_ reason: Reason, operation: String = "", endpoint: String = "", isMutation: Bool = false) {
    self.init(reason, operation, endpoint, isMutation: isMutation, isOfTheRest: false)
  }

  private init(
    _ reason: Reason,
    _ operation: String,
    _ endpoint: String,
    isMutation: Bool,
    isOfTheRest: Bool
  ) {
    self.reason = reason
    self.operation = operation
    self.endpoint = endpoint
    self.isMutation = isMutation
    self.isOfTheRest = isOfTheRest
  }

  /// The same where something of the same change was sent before: it may have had an effect whatever becomes of the rest.
  public var afterSending: DagsterError {
    DagsterError(reason, operation, endpoint, isMutation: isMutation, isOfTheRest: true)
  }
}

extension DagsterError {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// There is no answer.
    case transport(TransportError)
    /// The server or a proxy does not let the caller do this.
    case unauthorized(message: String)
    /// The server does not know this thing.
    case notFound(Kind, name: String)
    /// The run configuration is wrong.
    case invalidConfig([ConfigProblem])
    /// The server does not know these partitions: all of those asked for that it does not.
    case unknownPartitions([String])
    /// The server refused by another of its typed answers; it did nothing.
    case refused(type: String, message: String)
    /// The server failed while it carried the operation out: a Python exception.
    case rejected(message: String, className: String?)
    /// The server did not take the document or its variables; it did nothing.
    case graphQL([String])
    /// An answer by HTTP alone, without one by GraphQL.
    case httpStatus(Int, excerpt: String, retryAfter: Duration?)
    /// Something else than Dagster answered.
    case notDagster(status: Int, finding: String)
    /// The answer has not the shape the operation has. Such as when it is cut short.
    case malformed(answer: String, expected: String)
    /// The server is too old for this.
    case unsupportedVersion(found: DagsterVersion, needed: DagsterVersion, feature: String)
    /// The request makes no sense, and was not sent.
    case invalidRequest(String)
    /// The client's own configuration is wrong; nothing was sent.
    case configuration(String)
  }

  /// Kinds of things a server may not know.
  public enum Kind: String, Hashable, Sendable {
    case asset
    case job
    case repository
    case partitionSet = "partition set"
    case backfill
    case run
    case dynamicPartitions = "dynamic partitions definition"
    case schedule
    case sensor
  }
}
