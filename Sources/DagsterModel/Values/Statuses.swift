/// The status of a backfill.
public enum BackfillStatus: Hashable, Sendable {
  /// Created, and everything until it ends.
  case requested
  case canceling
  case failing
  /// Every run succeeded.
  case completedSuccess
  /// It ended, with failed runs.
  case completedFailed
  /// The daemon gave it up; `Backfill.errorMessage` says why.
  case failed
  /// Canceled; some partitions may have been materialized anyway.
  case canceled
  /// Ended; only old servers and `dagster job backfill` write it.
  case completed
  /// A status this client does not know.
  case unknown(String)

  /// Whether nothing more will happen. An unknown status is taken to be under way.
  public var isTerminal: Bool {
    switch self {
    case .completedSuccess, .completedFailed, .failed, .canceled, .completed: true
    case .requested, .canceling, .failing, .unknown: false
    }
  }

  private static let names: [String: BackfillStatus] = [
    "REQUESTED": .requested, "CANCELING": .canceling, "FAILING": .failing,
    "COMPLETED_SUCCESS": .completedSuccess, "COMPLETED_FAILED": .completedFailed,
    "FAILED": .failed, "CANCELED": .canceled, "COMPLETED": .completed,
  ]

  /// A status by Dagster's name.
  public init(_ name: String) { self = Self.names[name] ?? .unknown(name) }

  /// Dagster's name.
  public var name: String {
    if case .unknown(let name) = self { name } else { Self.names.first { $0.value == self }?.key ?? "" }
  }
}

/// The status of a run.
public enum RunStatus: Hashable, Sendable {
  case queued
  case notStarted
  case managed
  case starting
  case started
  case suspended
  case success
  case failure
  case canceling
  case canceled
  /// A status this client does not know.
  case unknown(String)

  /// Whether nothing more will happen. An unknown status is taken to be under way.
  public var isTerminal: Bool {
    switch self {
    case .success, .failure, .canceled: true
    default: false
    }
  }

  private static let names: [String: RunStatus] = [
    "QUEUED": .queued, "NOT_STARTED": .notStarted, "MANAGED": .managed, "STARTING": .starting,
    "STARTED": .started, "SUSPENDED": .suspended, "SUCCESS": .success, "FAILURE": .failure,
    "CANCELING": .canceling, "CANCELED": .canceled,
  ]

  /// A status by Dagster's name.
  public init(_ name: String) { self = Self.names[name] ?? .unknown(name) }

  /// Dagster's name.
  public var name: String {
    if case .unknown(let name) = self { name } else { Self.names.first { $0.value == self }?.key ?? "" }
  }
}
