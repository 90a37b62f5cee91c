// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `tried_days`: daily from 2024-01-01 through 2024-12-31 (UTC); checks: tried_days_rows, tried_days_sane.
  public static var triedDays: Self { Asset("tried_days") }
}

extension Asset<Unpartitioned> {
  /// `inspected`: not partitioned; checks: inspected_slowly.
  public static var inspected: Self { Asset("inspected") }
}
