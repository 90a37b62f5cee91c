public import JSONTree

/// Pods that are started until one succeeds. Its specification is passed on as it is.
public struct Job: Resource {
  public static let type = ResourceType(apiVersion: "batch/v1", kind: "Job", plural: "jobs")

  public var metadata: ObjectMetadata
  /// What is to be run.
  public var spec: JSONValue?
  /// How far it is; set by the server.
  public var status: Status?

  /// A Job of these parts.
  public init(metadata: ObjectMetadata, spec: JSONValue?, status: Status? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// How far a Job is.
  public struct Status: Codable, Hashable, Sendable {
    /// What holds of it.
    public var conditions: [Condition]?

    /// A Job's status of these parts.
    public init(conditions: [Condition]? = nil) {
      self.conditions = conditions
    }
  }
}

/// Something that holds of an object, or doesn't.
public struct Condition: Codable, Hashable, Sendable {
  /// What: `Complete`, `PodScheduled`.
  public var type: String
  /// `True`, `False` or `Unknown`.
  public var status: String
  /// Why, in one word.
  public var reason: String?
  /// Why, for a person.
  public var message: String?

  /// A condition of these parts.
  public init(type: String, status: String, reason: String? = nil, message: String? = nil) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
  }

  /// Whether it holds.
  public var isTrue: Bool { status == "True" }
}

extension Job {
  /// The condition of a type where it holds.
  ///
  /// `SuccessCriteriaMet` and `FailureTarget` come first, while pods still end; then `Complete` or `Failed`.
  public func condition(_ type: String) -> Condition? {
    status?.conditions?.first { $0.type == type && $0.isTrue }
  }

  /// Whether its verdict is known, though pods may still end.
  public var isDecided: Bool {
    ["SuccessCriteriaMet", "FailureTarget", "Complete", "Failed"].contains { condition($0) != nil }
  }
}
