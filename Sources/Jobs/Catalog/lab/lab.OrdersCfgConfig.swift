// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
import JobDSL

/// The run configuration of the asset `orders_cfg`.
public struct OrdersCfgConfig: RunConfig {
  /// Left out, it is `500`.
  public var batchSize: Int?
  /// Left out, it is `false`.
  public var fullRefresh: Bool?

  public init(
    batchSize: Int? = nil,
    fullRefresh: Bool? = nil
  ) {
    self.batchSize = batchSize
    self.fullRefresh = fullRefresh
  }

  public var runConfig: ConfigValue { ConfigValue.nested(at: ["ops", "orders_cfg", "config"], configValue) }

  var configValue: ConfigValue {
    var entries: [ConfigValue.Entry] = []
    if let batchSize { entries.append(ConfigValue.Entry("batch_size", ConfigValue.integer(batchSize))) }
    if let fullRefresh { entries.append(ConfigValue.Entry("full_refresh", ConfigValue.boolean(fullRefresh))) }
    return ConfigValue.map(entries)
  }
}
