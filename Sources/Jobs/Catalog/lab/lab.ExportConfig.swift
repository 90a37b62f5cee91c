// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the job `export_job`.
public struct ExportConfig: RunConfig {
  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - fmt: Left out, it is `"parquet"`.
  public init(
    day: String,
    fmt: String? = nil
  ) {
    var entries: [ConfigValue.Entry] = []
    entries.append(ConfigValue.Entry("day", ConfigValue.string(day)))
    if let fmt { entries.append(ConfigValue.Entry("fmt", ConfigValue.string(fmt))) }
    runConfig = ConfigValue.nested(at: ["ops", "export", "config"], ConfigValue.map(entries))
  }
}
