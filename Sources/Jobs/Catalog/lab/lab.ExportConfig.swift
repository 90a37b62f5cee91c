// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
import JobDSL

/// The run configuration of the job `export_job`.
public struct ExportConfig: RunConfig {
  public var day: String
  /// Left out, it is `"parquet"`.
  public var fmt: String?

  public init(
    day: String,
    fmt: String? = nil
  ) {
    self.day = day
    self.fmt = fmt
  }

  public var runConfig: ConfigValue { ConfigValue.nested(at: ["ops", "export", "config"], configValue) }

  var configValue: ConfigValue {
    var entries: [ConfigValue.Entry] = []
    entries.append(ConfigValue.Entry("day", ConfigValue.string(day)))
    if let fmt { entries.append(ConfigValue.Entry("fmt", ConfigValue.string(fmt))) }
    return ConfigValue.map(entries)
  }
}
