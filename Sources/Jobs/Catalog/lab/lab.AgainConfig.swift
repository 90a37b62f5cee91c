// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the asset `again`.
public struct AgainConfig: RunConfig {
  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - batchSize: Left out, it is `500`.
  ///   - fullRefresh: Left out, it is `false`.
  public init(
    batchSize: Int? = nil,
    fullRefresh: Bool? = nil
  ) {
    var entries: [ConfigValue.Entry] = []
    if let batchSize { entries.append(ConfigValue.Entry("batch_size", ConfigValue.integer(batchSize))) }
    if let fullRefresh { entries.append(ConfigValue.Entry("full_refresh", ConfigValue.boolean(fullRefresh))) }
    runConfig = ConfigValue.nested(at: ["ops", "again", "config"], ConfigValue.map(entries))
  }
}
