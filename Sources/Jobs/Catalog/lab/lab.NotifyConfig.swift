// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the job `notify_job`.
public struct NotifyConfig: RunConfig {
  public let runConfig: ConfigValue

  public init(
    channel: String,
    token: Secret
  ) {
    var entries: [ConfigValue.Entry] = []
    entries.append(ConfigValue.Entry("channel", ConfigValue.string(channel)))
    entries.append(ConfigValue.Entry("token", token.reference))
    runConfig = ConfigValue.nested(at: ["ops", "notify", "config"], ConfigValue.map(entries))
  }
}
