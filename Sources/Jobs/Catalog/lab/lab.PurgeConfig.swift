// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the job `purge_job`.
public struct PurgeConfig: RunConfig {
  public struct Target: Sendable {
    let configValue: ConfigValue

    /// - Parameters:
    ///   - schemaName: Left out, it is `"public"`.
    public init(
      table: String,
      schemaName: String? = nil
    ) {
      var entries: [ConfigValue.Entry] = []
      if let schemaName { entries.append(ConfigValue.Entry("schema_name", ConfigValue.string(schemaName))) }
      entries.append(ConfigValue.Entry("table", ConfigValue.string(table)))
      configValue = ConfigValue.map(entries)
    }
  }

  /// Dagster takes a member by its name.
  public struct Mode: Sendable {
    let configValue: ConfigValue

    public static var full: Self { Self(configValue: ConfigValue.string("FULL")) }
    public static var delta: Self { Self(configValue: ConfigValue.string("DELTA")) }
  }

  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - dryRun: Left out, it is `true`.
  ///   - limits: Left out, it is `{}`.
  ///   - mode: Left out, it is `"DELTA"`.
  ///   - ratio: Left out, it is `0.5`.
  ///   - tables: Left out, it is `[]`.
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
    var entries: [ConfigValue.Entry] = []
    if let dryRun { entries.append(ConfigValue.Entry("dry_run", ConfigValue.boolean(dryRun))) }
    if let limits { entries.append(ConfigValue.Entry("limits", ConfigValue.sorted(limits.mapValues { ConfigValue.integer($0) }))) }
    if let mode { entries.append(ConfigValue.Entry("mode", mode.configValue)) }
    if let note { entries.append(ConfigValue.Entry("note", ConfigValue.string(note))) }
    entries.append(ConfigValue.Entry("older_than_days", ConfigValue.integer(olderThanDays)))
    if let ratio { entries.append(ConfigValue.Entry("ratio", ConfigValue.float(ratio))) }
    if let tables { entries.append(ConfigValue.Entry("tables", ConfigValue.list(tables.map { ConfigValue.string($0) }))) }
    entries.append(ConfigValue.Entry("target", target.configValue))
    runConfig = ConfigValue.nested(at: ["ops", "purge", "config"], ConfigValue.map(entries))
  }
}

extension ConfigSwitch<PurgeConfig> {
  public static var dryRun: Self { Self(at: ["ops", "purge", "config", "dry_run"]) }
}
