package import JSONTree

/// A run as it stands.
public struct Run: Hashable, Sendable {
  /// Its id.
  public let id: RunID
  /// Its status.
  public let status: RunStatus
  /// The job it runs; `__ASSET_JOB` for a materialization.
  public let jobName: String
  /// When it was created, in seconds since the epoch by the server's clock.
  public let creationTime: Double
  /// When it started, in seconds since the epoch; nil while it has not.
  public let startTime: Double?
  /// When it ended; nil while it has not.
  public let endTime: Double?
  /// The run that it retries or re-executes; nil for one that was launched.
  public let parentID: RunID?
  /// The first run of its chain; nil for one that was launched.
  public let rootID: RunID?
  /// Its tags, the server's own among them.
  public let tags: [Tag]

  /// A run of these parts.
  public init(
    id: RunID,
    status: RunStatus,
    jobName: String = JobSelector.assetJobName,
    creationTime: Double = 0,
    startTime: Double? = nil,
    endTime: Double? = nil,
    parentID: RunID? = nil,
    rootID: RunID? = nil,
    tags: [Tag] = []
  ) {
    self.id = id
    self.status = status
    self.jobName = jobName
    self.creationTime = creationTime
    self.startTime = startTime
    self.endTime = endTime
    self.parentID = parentID
    self.rootID = rootID
    self.tags = tags
  }

  /// The partition it does; nil when it does none, or a range.
  public var partition: String? { tags[key: Tag.partitionKey] }
}

/// Why a run failed: its most telling error.
public struct RunFailure: Hashable, Sendable {
  /// The step that failed; nil when the run failed outside its steps.
  public let stepKey: String?
  /// The error's message, without Dagster's wrapper around it.
  public let message: String
  /// The error's Python class; nil when the server gave only a text.
  public let className: String?

  /// A failure.
  public init(stepKey: String?, message: String, className: String?) {
    self.stepKey = stepKey
    self.message = message
    self.className = className
  }
}

/// Which runs to list. Everything given must hold.
public struct RunsFilter: Hashable, Sendable {
  /// Ids, one of which it must have; empty for any.
  public var ids: [RunID]
  /// Tags a run must have, all of them.
  public var tags: [Tag]
  /// Statuses, one of which it must have; empty for any. One that the server doesn't know no run has.
  public var statuses: [RunStatus]
  /// Only runs in which something may still happen, whatever their statuses are called on the server.
  public var onlyUnfinished = false
  /// Only runs created after this time, in seconds since the epoch by the server's clock.
  public var createdAfter: Double?

  /// A filter.
  public init(
    ids: [RunID] = [],
    tags: [Tag] = [],
    statuses: [RunStatus] = [],
    createdAfter: Double? = nil
  ) {
    self.ids = ids
    self.tags = tags
    self.statuses = statuses
    self.createdAfter = createdAfter
  }

  /// - Parameter statuses: those of its statuses that the server knows; nil for any.
  package func json(statuses: [RunStatus]? = nil) -> JSONValue {
    var members: [String: JSONValue] = [:]
    if !ids.isEmpty { members["runIds"] = .strings(ids.map(\.rawValue)) }
    if !tags.isEmpty { members["tags"] = .tags(tags) }
    if let statuses { members["statuses"] = .strings(statuses.map(\.name)) }
    if let createdAfter { members["createdAfter"] = .double(createdAfter) }
    return .object(members)
  }
}
