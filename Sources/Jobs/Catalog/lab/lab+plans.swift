// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `change_days`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var changeDays: Self { Asset("change_days") }
  /// `change_days_summary`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var changeDaysSummary: Self { Asset("change_days_summary") }
  /// `change_wiped`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var changeWiped: Self { Asset("change_wiped") }
  /// `plan_alone`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planAlone: Self { Asset("plan_alone") }
  /// `plan_batched`: daily from 2024-01-01 through 2024-12-31 (UTC); runs of at most 2 partitions.
  public static var planBatched: Self { Asset("plan_batched") }
  /// `plan_busy`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// One test's alone: no other backfill of it is under way.
  public static var planBusy: Self { Asset("plan_busy") }
  /// `plan_chain`: daily from 2024-01-01 through 2024-12-31 (UTC); runs of at most 2 partitions.
  public static var planChain: Self { Asset("plan_chain") }
  /// `plan_child`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planChild: Self { Asset("plan_child") }
  /// `plan_daily`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planDaily: Self { Asset("plan_daily") }
  /// `plan_daily_child`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planDailyChild: Self { Asset("plan_daily_child") }
  /// `plan_daily_digest`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planDailyDigest: Self { Asset("plan_daily_digest") }
  /// `plan_daily_summary`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planDailySummary: Self { Asset("plan_daily_summary") }
  /// `plan_filled`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planFilled: Self { Asset("plan_filled") }
  /// `plan_filled_clean`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planFilledClean: Self { Asset("plan_filled_clean") }
  /// `plan_flaky`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Fails on days that end in 3, until mended.
  public static var planFlaky: Self { Asset("plan_flaky") }
  /// `plan_met_child`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planMetChild: Self { Asset("plan_met_child") }
  /// `plan_met_parent`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planMetParent: Self { Asset("plan_met_parent") }
  /// `plan_offset`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planOffset: Self { Asset("plan_offset") }
  /// `plan_optional`: daily from 2024-01-01 through 2024-12-31 (UTC).
  ///
  /// Has nothing for days that end in 3.
  public static var planOptional: Self { Asset("plan_optional") }
  /// `plan_parent`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planParent: Self { Asset("plan_parent") }
  /// `plan_printed`: daily from 2024-01-01 through 2024-12-31 (UTC); runs of at most 2 partitions.
  public static var planPrinted: Self { Asset("plan_printed") }
  /// `plan_single`: daily from 2024-01-01 through 2024-12-31 (UTC); one run for all partitions.
  public static var planSingle: Self { Asset("plan_single") }
  /// `plan_single_after_daily`: daily from 2024-01-01 through 2024-12-31 (UTC); one run for all partitions.
  public static var planSingleAfterDaily: Self { Asset("plan_single_after_daily") }
  /// `plan_single_child`: daily from 2024-01-01 through 2024-12-31 (UTC); one run for all partitions.
  public static var planSingleChild: Self { Asset("plan_single_child") }
  /// `plan_stale`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var planStale: Self { Asset("plan_stale") }
}

extension Asset<Dynamic> {
  /// `change_guest_visits`: dynamic, "guests".
  public static var changeGuestVisits: Self { Asset("change_guest_visits") }
  /// `change_guests`: dynamic, "guests".
  public static var changeGuests: Self { Asset("change_guests") }
  /// `plan_dynamic`: dynamic, "customers".
  public static var planDynamic: Self { Asset("plan_dynamic") }
  /// `plan_dynamic_single`: dynamic, "customers"; one run for all partitions.
  public static var planDynamicSingle: Self { Asset("plan_dynamic_single") }
}

extension Asset<Hourly> {
  /// `plan_hourly`: hourly from 2024-01-01-00:00 through 2024-01-31-23:00 (UTC); one run for all partitions.
  public static var planHourly: Self { Asset("plan_hourly") }
}

extension Asset<Monthly> {
  /// `plan_monthly`: monthly from 2024-01-01 through 2024-12-01 (UTC).
  public static var planMonthly: Self { Asset("plan_monthly") }
}

extension Asset<Multi<ChannelDimension, RegionDimension>> {
  /// `plan_stock_single`: channel (static, shop, web) and region (static, eu, us, apac); one run for all partitions.
  public static var planStockSingle: Self { Asset("plan_stock_single") }
}

extension Asset<Multi<DateDimension, RegionDimension>> {
  /// `plan_multi`: date (daily from 2024-01-01 through 2024-12-31 (UTC)) and region (static, eu, us, apac).
  public static var planMulti: Self { Asset("plan_multi") }
  /// `plan_multi_batched`: date (daily from 2024-01-01 through 2024-12-31 (UTC)) and region (static, eu, us, apac); runs of at most 2 partitions.
  public static var planMultiBatched: Self { Asset("plan_multi_batched") }
  /// `plan_multi_single`: date (daily from 2024-01-01 through 2024-12-31 (UTC)) and region (static, eu, us, apac); one run for all partitions.
  public static var planMultiSingle: Self { Asset("plan_multi_single") }
}

extension Asset<Static<PlanStaticKey>> {
  /// `plan_static`: static, a, b, c, d, e, f.
  public static var planStatic: Self { Asset("plan_static") }
  /// `plan_static_batched`: static, a, b, c, d, e, f; runs of at most 2 partitions.
  public static var planStaticBatched: Self { Asset("plan_static_batched") }
  /// `plan_static_single`: static, a, b, c, d, e, f; one run for all partitions.
  public static var planStaticSingle: Self { Asset("plan_static_single") }
}

extension Asset<Unpartitioned> {
  /// `change_never_made`: not partitioned.
  public static var changeNeverMade: Self { Asset("change_never_made") }
  /// `change_whole`: not partitioned.
  public static var changeWhole: Self { Asset("change_whole") }
  /// `change_wiped_whole`: not partitioned.
  public static var changeWipedWhole: Self { Asset("change_wiped_whole") }
  /// `plan_made`: not partitioned.
  public static var planMade: Self { Asset("plan_made") }
  /// `plan_never`: not partitioned.
  ///
  /// Unpartitioned; its run succeeds and leaves it out.
  public static var planNever: Self { Asset("plan_never") }
  /// `plan_of_unmade`: not partitioned.
  public static var planOfUnmade: Self { Asset("plan_of_unmade") }
  /// `plan_unmade`: not partitioned.
  public static var planUnmade: Self { Asset("plan_unmade") }
  /// `plan_whole`: not partitioned.
  public static var planWhole: Self { Asset("plan_whole") }
  /// `plan_whole_child`: not partitioned.
  public static var planWholeChild: Self { Asset("plan_whole_child") }
  /// `plan_whole_parent`: not partitioned.
  public static var planWholeParent: Self { Asset("plan_whole_parent") }
}

extension Asset<Weekly> {
  /// `plan_weekly`: weekly from 2024-01-07 through 2024-12-22 (UTC).
  public static var planWeekly: Self { Asset("plan_weekly") }
}
