// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
import JobDSL

/// The run configuration of the job `purge_job`.
public struct PurgeConfig: RunConfig {
  public struct Target: Sendable {
    public var table: String
    /// Left out, it is `"public"`.
    public var schemaName: String?

    public init(
      table: String,
      schemaName: String? = nil
    ) {
      self.table = table
      self.schemaName = schemaName
    }

    var configValue: ConfigValue {
      var entries: [ConfigValue.Entry] = []
      if let schemaName { entries.append(ConfigValue.Entry("schema_name", ConfigValue.string(schemaName))) }
      entries.append(ConfigValue.Entry("table", ConfigValue.string(table)))
      return ConfigValue.map(entries)
    }
  }

  /// Dagster takes a member by its name.
  public enum Mode: String, Sendable {
    case full = "FULL"
    case delta = "DELTA"
  }

  public var olderThanDays: Int
  public var target: Target
  /// Left out, it is `true`.
  public var dryRun: Bool?
  /// Left out, it is `{}`.
  public var limits: [String: Int]?
  /// Left out, it is `"DELTA"`.
  public var mode: Mode?
  public var note: String?
  /// Left out, it is `0.5`.
  public var ratio: Double?
  /// Left out, it is `[]`.
  public var tables: [String]?

  public init(
    olderThanDays: Int,
    target: Target,
    dryRun: Bool? = nil,
    limits: [String: Int]? = nil,
    mode: Mode? = nil,
    note: String? = nil,
    ratio: Double? = nil,
    tables: [String]? = nil
  ) {
    self.olderThanDays = olderThanDays
    self.target = target
    self.dryRun = dryRun
    self.limits = limits
    self.mode = mode
    self.note = note
    self.ratio = ratio
    self.tables = tables
  }

  public var runConfig: ConfigValue { ConfigValue.nested(at: ["ops", "purge", "config"], configValue) }

  var configValue: ConfigValue {
    var entries: [ConfigValue.Entry] = []
    if let dryRun { entries.append(ConfigValue.Entry("dry_run", ConfigValue.boolean(dryRun))) }
    if let limits { entries.append(ConfigValue.Entry("limits", ConfigValue.sorted(limits.mapValues { ConfigValue.integer($0) }))) }
    if let mode { entries.append(ConfigValue.Entry("mode", ConfigValue.string(mode.rawValue))) }
    if let note { entries.append(ConfigValue.Entry("note", ConfigValue.string(note))) }
    entries.append(ConfigValue.Entry("older_than_days", ConfigValue.integer(olderThanDays)))
    if let ratio { entries.append(ConfigValue.Entry("ratio", ConfigValue.float(ratio))) }
    if let tables { entries.append(ConfigValue.Entry("tables", ConfigValue.list(tables.map { ConfigValue.string($0) }))) }
    entries.append(ConfigValue.Entry("target", target.configValue))
    return ConfigValue.map(entries)
  }
}
