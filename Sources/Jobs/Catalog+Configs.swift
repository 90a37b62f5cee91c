import JobDSL

// The run configurations of the catalog's jobs and assets. A field that Dagster has a default for is an
// argument with `nil` for "leave it out", so that the default stays Dagster's own.

/// The run configuration of `export_job`; each partition brings its own.
public enum ExportConfig: Sendable {}

/// The run configuration of `notify_job`.
public struct NotifyConfig: RunConfig {
  public var channel: String
  public var token: Secret

  public init(channel: String, token: Secret) {
    self.channel = channel
    self.token = token
  }

  public var runConfig: ConfigValue {
    .op("notify", .fields(("channel", .string(channel)), ("token", token.reference)))
  }
}

/// The run configuration of the asset `orders_cfg`.
public struct OrdersCfgConfig: RunConfig {
  public var fullRefresh: Bool?
  public var batchSize: Int?

  public init(fullRefresh: Bool? = nil, batchSize: Int? = nil) {
    self.fullRefresh = fullRefresh
    self.batchSize = batchSize
  }

  public var runConfig: ConfigValue {
    .op(
      "orders_cfg",
      .fields(
        ("full_refresh", fullRefresh.map(ConfigValue.boolean)),
        ("batch_size", batchSize.map(ConfigValue.integer))
      )
    )
  }
}

/// The run configuration of `purge_job`.
public struct PurgeConfig: RunConfig {
  public struct Target: Sendable {
    public var table: String
    public var schemaName: String?

    public init(table: String, schemaName: String? = nil) {
      self.table = table
      self.schemaName = schemaName
    }

    var value: ConfigValue {
      .fields(("table", .string(table)), ("schema_name", schemaName.map(ConfigValue.string)))
    }
  }

  /// Dagster takes an enumeration's member by its name.
  public enum Mode: String, Sendable {
    case full = "FULL"
    case delta = "DELTA"
  }

  public var target: Target
  public var olderThanDays: Int
  public var dryRun: Bool?
  public var ratio: Double?
  public var mode: Mode?
  public var tables: [String]?
  public var note: String?
  public var limits: [String: Int]?

  public init(
    target: Target,
    olderThanDays: Int,
    dryRun: Bool? = nil,
    ratio: Double? = nil,
    mode: Mode? = nil,
    tables: [String]? = nil,
    note: String? = nil,
    limits: [String: Int]? = nil
  ) {
    self.target = target
    self.olderThanDays = olderThanDays
    self.dryRun = dryRun
    self.ratio = ratio
    self.mode = mode
    self.tables = tables
    self.note = note
    self.limits = limits
  }

  public var runConfig: ConfigValue {
    .op(
      "purge",
      .fields(
        ("target", target.value),
        ("older_than_days", .integer(olderThanDays)),
        ("dry_run", dryRun.map(ConfigValue.boolean)),
        ("ratio", ratio.map(ConfigValue.float)),
        ("mode", mode.map { .string($0.rawValue) }),
        ("tables", tables.map { .list($0.map(ConfigValue.string)) }),
        ("note", note.map(ConfigValue.string)),
        ("limits", limits.map { .sorted($0.mapValues(ConfigValue.integer)) })
      )
    )
  }
}
