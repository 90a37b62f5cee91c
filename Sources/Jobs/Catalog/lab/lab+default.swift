// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `retried`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var retried: Self { Asset("retried") }
}

extension Asset<Unpartitioned> {
  /// `change_landing`: not partitioned; a source: nothing materializes it.
  public static var changeLanding: Self { Asset("change_landing") }
}
