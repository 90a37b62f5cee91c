// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `again`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Fails at first on days that end in 3.
  public static var again: Self { Asset("again") }
  /// `again_clean`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Fails at first on days that end in 5.
  public static var againClean: Self { Asset("again_clean") }
}

extension Asset<Unpartitioned> {
  /// `again_total`: not partitioned.
  ///
  /// Unpartitioned; fails at first.
  public static var againTotal: Self { Asset("again_total") }
}
