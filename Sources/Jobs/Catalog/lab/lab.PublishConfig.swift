// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the job `publish_job`.
public struct PublishConfig: RunConfig {
  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - rows: Left out, it is `1`.
  public init(
    rows: Int? = nil
  ) {
    var entries: [ConfigValue.Entry] = []
    if let rows { entries.append(ConfigValue.Entry("rows", ConfigValue.integer(rows))) }
    runConfig = ConfigValue.nested(at: ["ops", "stage", "config"], ConfigValue.map(entries))
  }
}
