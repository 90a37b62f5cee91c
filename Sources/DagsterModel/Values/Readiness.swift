/// What a server says of itself: whether a launch could work, and what would stop it.
public struct Readiness: Hashable, Sendable {
  /// The server's version.
  public let version: DagsterVersion
  /// The code locations of its workspace.
  public let locations: [CodeLocation]
  /// Its daemons; a launch without a living daemon stays requested forever.
  public let daemons: [Daemon]
  /// What the caller may do, by Dagster's names: `launch_partition_backfill`, ….
  public let permissions: [String: Permission]
  /// How many runs the queue lets run at once; nil when nothing limits them (no queued coordinator).
  public let maxConcurrentRuns: Int?
  /// The queue's limits by tag, as YAML text; nil when there are none.
  public let tagConcurrencyLimitsYaml: String?

  /// A readiness of these parts.
  public init(
    version: DagsterVersion,
    locations: [CodeLocation],
    daemons: [Daemon],
    permissions: [String: Permission],
    maxConcurrentRuns: Int?,
    tagConcurrencyLimitsYaml: String?
  ) {
    self.version = version
    self.locations = locations
    self.daemons = daemons
    self.permissions = permissions
    self.maxConcurrentRuns = maxConcurrentRuns
    self.tagConcurrencyLimitsYaml = tagConcurrencyLimitsYaml
  }
}

extension Readiness {
  /// One code location.
  public struct CodeLocation: Hashable, Sendable {
    /// Its name in the workspace.
    public let name: String
    /// `LOADED` or `LOADING`. A broken location is LOADED too: see `loadError`.
    public let loadStatus: String
    /// Why it could not be loaded; nil when it could, or while it is still loading.
    public let loadError: String?

    /// A code location.
    public init(name: String, loadStatus: String, loadError: String?) {
      self.name = name
      self.loadStatus = loadStatus
      self.loadError = loadError
    }

    /// Loaded, without an error.
    public var isReady: Bool { loadStatus == "LOADED" && loadError == nil }
  }

  /// One daemon.
  public struct Daemon: Hashable, Sendable {
    /// `BACKFILL`, `QUEUED_RUN_COORDINATOR`, `SCHEDULER`, ….
    public let type: String
    /// Whether this deployment needs it.
    public let required: Bool
    /// Seconds since the epoch, by the server's clock; nil when it never ran. Written every 30 s. Dagster's own `healthy`
    /// stays true for half an hour after a daemon died.
    public let lastHeartbeat: Double?

    /// A daemon.
    public init(type: String, required: Bool, lastHeartbeat: Double?) {
      self.type = type
      self.required = required
      self.lastHeartbeat = lastHeartbeat
    }
  }

  /// Whether the caller may do something.
  public struct Permission: Hashable, Sendable {
    /// Whether it is allowed.
    public let granted: Bool
    /// Why not, in the server's words.
    public let reason: String?

    /// A permission.
    public init(granted: Bool, reason: String?) {
      self.granted = granted
      self.reason = reason
    }
  }
}
