// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Monthly> {
  /// `monthly_invoice`: monthly from 2024-01-01 through 2024-12-01 (UTC).
  public static var monthlyInvoice: Self { Asset("monthly_invoice") }
}

extension Asset<Weekly> {
  /// `weekly_report`: weekly from 2024-01-07 through 2024-12-22 (UTC).
  public static var weeklyReport: Self { Asset("weekly_report") }
}
