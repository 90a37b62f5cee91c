public import DagsterModel

extension DagsterClient {
  /// The server's version; asked for once, then remembered.
  ///
  /// - Throws: `unsupportedVersion` below `DagsterVersion.floor`.
  public func serverVersion() async throws(DagsterError) -> DagsterVersion {
    if let version { return version }
    struct Answer: Decodable { let version: String }
    let operation = GraphQLOperation.query("Version", "query Version { version }")
    let answer: Answer = try await send(operation)
    return try accept(DagsterVersion(answer.version), for: operation)
  }

  /// What the server says of itself. Nothing is judged here but the version.
  public func readiness() async throws(DagsterError) -> Readiness {
    let operation = GraphQLOperation.query("Readiness", readinessDocument)
    let answer: ReadinessAnswer = try await send(operation)
    let version = try accept(DagsterVersion(answer.version), for: operation)
    let workspace = try member(of: answer.workspaceOrError, to: operation)
    return answer.readiness(version: version, workspace: workspace)
  }

  private func accept(
    _ found: DagsterVersion,
    for operation: GraphQLOperation
  ) throws(DagsterError) -> DagsterVersion {
    guard found >= .floor else {
      let reason = DagsterError.Reason.unsupportedVersion(
        found: found,
        needed: .floor,
        feature: "this client"
      )
      throw operation.error(reason, at: configuration.endpoint)
    }
    version = found
    return found
  }
}

private let readinessDocument = """
  query Readiness { version
    workspaceOrError { __typename
      ... on Workspace { locationEntries { name loadStatus locationOrLoadError { __typename
        ... on PythonError { message className causes { message } } } } }
      ... on PythonError { message className } }
    instance { daemonHealth { allDaemonStatuses { daemonType required lastHeartbeatTime } }
      runQueueConfig { maxConcurrentRuns tagConcurrencyLimitsYaml } }
    permissions { permission value disabledReason } }
  """

private struct ReadinessAnswer: Decodable {
  struct Workspace: UnionMember {
    static let typeName = "Workspace"
    let locationEntries: [Location]
  }
  struct Location: Decodable {
    let name: String
    let loadStatus: String
    let locationOrLoadError: Loaded?
  }
  struct Loaded: Decodable {
    let typeName: String
    let message: String?
    let causes: [Cause]?

    enum CodingKeys: String, CodingKey {
      case typeName = "__typename"
      case message, causes
    }
  }
  struct Cause: Decodable { let message: String }
  struct Instance: Decodable {
    let daemonHealth: DaemonHealth
    let runQueueConfig: RunQueueConfig?
  }
  struct DaemonHealth: Decodable { let allDaemonStatuses: [Daemon] }
  struct Daemon: Decodable {
    let daemonType: String
    let required: Bool
    let lastHeartbeatTime: Double?
  }
  struct RunQueueConfig: Decodable {
    let maxConcurrentRuns: Int?
    let tagConcurrencyLimitsYaml: String?
  }
  struct Permission: Decodable {
    let permission: String
    let value: Bool
    let disabledReason: String?
  }

  let version: String
  let workspaceOrError: Union<Workspace>
  let instance: Instance
  let permissions: [Permission]

  func readiness(version: DagsterVersion, workspace: Workspace) -> Readiness {
    let permissions = permissions.map {
      ($0.permission, Readiness.Permission(granted: $0.value, reason: $0.disabledReason))
    }
    return Readiness(
      version: version,
      locations: workspace.locationEntries.map(\.location),
      daemons: instance.daemonHealth.allDaemonStatuses.map {
        .init(
          type: $0.daemonType,
          required: $0.required,
          lastHeartbeat: $0.lastHeartbeatTime
        )
      },
      permissions: Dictionary(permissions, uniquingKeysWith: { $1 }),
      maxConcurrentRuns: instance.runQueueConfig?.maxConcurrentRuns,
      tagConcurrencyLimitsYaml: instance.runQueueConfig?.tagConcurrencyLimitsYaml
    )
  }
}

extension ReadinessAnswer.Location {
  fileprivate var location: Readiness.CodeLocation {
    let isBroken = locationOrLoadError?.typeName == "PythonError"
    // The outermost error only says that loading failed; the innermost says why.
    let message = locationOrLoadError?.causes?.last?.message ?? locationOrLoadError?.message
    return Readiness.CodeLocation(
      name: name,
      loadStatus: loadStatus,
      loadError: isBroken ? (message ?? "without a message").trimmed : nil
    )
  }
}
