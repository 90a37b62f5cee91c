// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
import JobDSL

/// The run configuration of the job `notify_job`.
public struct NotifyConfig: RunConfig {
  public var channel: String
  public var token: Secret

  public init(
    channel: String,
    token: Secret
  ) {
    self.channel = channel
    self.token = token
  }

  public var runConfig: ConfigValue { ConfigValue.nested(at: ["ops", "notify", "config"], configValue) }

  var configValue: ConfigValue {
    var entries: [ConfigValue.Entry] = []
    entries.append(ConfigValue.Entry("channel", ConfigValue.string(channel)))
    entries.append(ConfigValue.Entry("token", token.reference))
    return ConfigValue.map(entries)
  }
}
