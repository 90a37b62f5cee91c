/// Containers on one machine.
public struct Pod: Resource {
  public static let type = ResourceType(apiVersion: "v1", kind: "Pod", plural: "pods")

  public var metadata: ObjectMetadata
  /// What is to run, and where.
  public var spec: Spec?
  /// How far it is; set by the server.
  public var status: Status?

  /// A pod of these parts.
  public init(metadata: ObjectMetadata, spec: Spec? = nil, status: Status? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// What of a pod's specification is looked at.
  public struct Spec: Codable, Hashable, Sendable {
    /// The machine that it is on; nil before it has one.
    public var nodeName: String?
  }

  /// How far a pod is.
  public struct Status: Codable, Hashable, Sendable {
    /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.
    public var phase: String?
    /// Why, in one word, such as `Evicted`.
    public var reason: String?
    /// Why, for a person.
    public var message: String?
    /// What holds of it.
    public var conditions: [Condition]?
    /// Its containers.
    public var containerStatuses: [ContainerStatus]?
  }

  /// How far a container is.
  public struct ContainerStatus: Codable, Hashable, Sendable {
    /// The container's name.
    public var name: String
    /// One of three.
    public var state: State?

    /// What a container does: one of these is there.
    public struct State: Codable, Hashable, Sendable {
      public var waiting: Waiting?
      public var running: Running?
      public var terminated: Terminated?
    }

    /// A container that has not started.
    public struct Waiting: Codable, Hashable, Sendable {
      /// What for, in one word, such as `ImagePullBackOff`.
      public var reason: String?
      /// What for, for a person.
      public var message: String?
    }

    /// A container that runs.
    public struct Running: Codable, Hashable, Sendable {
      public var startedAt: String?
    }

    /// A container that has ended.
    public struct Terminated: Codable, Hashable, Sendable {
      /// Its exit code; 128 and more where a signal ended it.
      public var exitCode: Int32
      /// `Completed`, `Error`, `OOMKilled`.
      public var reason: String?
      /// What it left in its termination message.
      public var message: String?
    }
  }
}

extension Pod {
  /// A container's state; nil before the node knows of it.
  public func state(of container: String) -> ContainerStatus.State? {
    status?.containerStatuses?.first { $0.name == container }?.state
  }

  /// A condition, whether it holds or not.
  public func condition(_ type: String) -> Condition? {
    status?.conditions?.first { $0.type == type }
  }

  /// Whether nothing of it runs any more.
  public var hasEnded: Bool { status?.phase == "Succeeded" || status?.phase == "Failed" }
}
