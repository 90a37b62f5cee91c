// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

/// The run configuration of the asset `slow`.
public struct SlowConfig: RunConfig {
  public let runConfig: ConfigValue

  /// - Parameters:
  ///   - seconds: Left out, it is `60`.
  public init(
    seconds: Int? = nil
  ) {
    var entries: [ConfigValue.Entry] = []
    if let seconds { entries.append(ConfigValue.Entry("seconds", ConfigValue.integer(seconds))) }
    runConfig = ConfigValue.nested(at: ["ops", "slow", "config"], ConfigValue.map(entries))
  }
}
