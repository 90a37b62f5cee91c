// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `stamped`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Adds `start end partition backfill run` to stamps.log: how many ran at once can be read there.
  public static var stamped: Self { Asset("stamped") }
}

extension Asset<Hourly> {
  /// `meter_readings`: hourly from 2020-01-01-00:00 through 2022-05-31-23:00 (UTC); one run for all partitions.
  ///
  /// Thousands of hours in one run.
  public static var meterReadings: Self { Asset("meter_readings") }
}

extension Asset<Static<BigSingleKey>> {
  /// `big_single`: static, 100000 keys; one run for all partitions.
  public static var bigSingle: Self { Asset("big_single") }
  /// `big_static`: static, 100000 keys.
  public static var bigStatic: Self { Asset("big_static") }
}
