// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Dynamic> {
  /// `customer_profile`: dynamic, "customers".
  public static var customerProfile: Self { Asset("customer_profile") }
  /// `visitor_log`: dynamic, "visitors".
  ///
  /// Its partitions come and go with the tests.
  public static var visitorLog: Self { Asset("visitor_log") }
}
