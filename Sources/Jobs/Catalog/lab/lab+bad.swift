// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `flaky`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Fails on days that end in 3, until mended.
  public static var flaky: Self { Asset("flaky") }
  /// `slow`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var slow: Self { Asset("slow") }
}

extension Asset<Static<Region>> {
  /// `region_flaky`: static, eu, us, apac.
  ///
  /// Fails for us, until mended.
  public static var regionFlaky: Self { Asset("region_flaky") }
}

extension Asset<Unpartitioned> {
  /// `broken_dim`: not partitioned.
  ///
  /// Unpartitioned; always fails.
  public static var brokenDim: Self { Asset("broken_dim") }
}
