// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Hourly> {
  /// `clicks`: hourly from 2024-01-01-00:00 through 2024-01-31-23:00 (UTC).
  public static var clicks: Self { Asset("clicks") }
}
