// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
import JobDSL

/// The run configuration of the job `sleep_job`.
public struct SleepConfig: RunConfig {
  /// Left out, it is `120`.
  public var seconds: Int?

  public init(
    seconds: Int? = nil
  ) {
    self.seconds = seconds
  }

  public var runConfig: ConfigValue { ConfigValue.nested(at: ["ops", "sleep_op", "config"], configValue) }

  var configValue: ConfigValue {
    var entries: [ConfigValue.Entry] = []
    if let seconds { entries.append(ConfigValue.Entry("seconds", ConfigValue.integer(seconds))) }
    return ConfigValue.map(entries)
  }
}
