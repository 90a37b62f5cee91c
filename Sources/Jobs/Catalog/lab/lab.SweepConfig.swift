// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the job `sweep_job`.
public struct SweepConfig: RunConfig {
  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - dryRun: Left out, it is `true`.
  ///   - overstated: Left out, it is `0`.
  ///   - reports: Left out, it is `true`.
  ///   - seconds: Left out, it is `0.0`.
  public init(
    database: String,
    olderThan: Int,
    dryRun: Bool? = nil,
    overstated: Int? = nil,
    reports: Bool? = nil,
    seconds: Double? = nil
  ) {
    var entries: [ConfigValue.Entry] = []
    entries.append(ConfigValue.Entry("database", ConfigValue.string(database)))
    if let dryRun { entries.append(ConfigValue.Entry("dry_run", ConfigValue.boolean(dryRun))) }
    entries.append(ConfigValue.Entry("older_than", ConfigValue.integer(olderThan)))
    if let overstated { entries.append(ConfigValue.Entry("overstated", ConfigValue.integer(overstated))) }
    if let reports { entries.append(ConfigValue.Entry("reports", ConfigValue.boolean(reports))) }
    if let seconds { entries.append(ConfigValue.Entry("seconds", ConfigValue.float(seconds))) }
    runConfig = ConfigValue.nested(at: ["ops", "sweep", "config"], ConfigValue.map(entries))
  }
}

extension ConfigSwitch<SweepConfig> {
  public static var dryRun: Self { Self(at: ["ops", "sweep", "config", "dry_run"]) }
  public static var reports: Self { Self(at: ["ops", "sweep", "config", "reports"]) }
}
