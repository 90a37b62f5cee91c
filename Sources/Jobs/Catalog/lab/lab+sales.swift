// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Asset<Daily> {
  /// `orders`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var orders: Self { Asset("orders") }
  /// `orders_batched`: daily from 2024-01-01 through 2024-12-31 (UTC); runs of at most 5 partitions.
  public static var ordersBatched: Self { Asset("orders_batched") }
  /// `orders_cfg`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var ordersCfg: Self { Asset("orders_cfg") }
  /// `orders_clean`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var ordersClean: Self { Asset("orders_clean") }
  /// `orders_single_run`: daily from 2024-01-01 through 2024-12-31 (UTC); one run for all partitions.
  public static var ordersSingleRun: Self { Asset("orders_single_run") }
  /// `orders_summary`: daily from 2024-01-01 through 2024-12-31 (UTC).
  public static var ordersSummary: Self { Asset("orders_summary") }
}

extension Asset<Multi<ChannelDimension, RegionDimension>> {
  /// `store_stock`: channel (static, shop, web) and region (static, eu, us, apac).
  public static var storeStock: Self { Asset("store_stock") }
}

extension Asset<Multi<DateDimension, RegionDimension>> {
  /// `orders_by_region`: date (daily from 2024-01-01 through 2024-12-31 (UTC)) and region (static, eu, us, apac).
  public static var ordersByRegion: Self { Asset("orders_by_region") }
}

extension Asset<Static<Region>> {
  /// `region_stats`: static, eu, us, apac.
  public static var regionStats: Self { Asset("region_stats") }
}

extension Asset<Unpartitioned> {
  /// `dim_products`: not partitioned.
  ///
  /// Unpartitioned.
  public static var dimProducts: Self { Asset("dim_products") }
  /// `orders_total`: not partitioned.
  ///
  /// Unpartitioned, downstream of a partitioned asset.
  public static var ordersTotal: Self { Asset("orders_total") }
  /// `vendor_feed`: not partitioned; a source: nothing materializes it.
  public static var vendorFeed: Self { Asset("vendor_feed") }
}
