import JobDSL

// What the Dagster deployment defines, as far as jobs use it. By hand for now, in the shape that a
// generator reading Dagster's own definitions writes: location by location, in the order of the names.

// MARK: - lab: assets

extension Asset where Partitions == Daily {
  public static var flaky: Self { Asset("flaky") }
  public static var orders: Self { Asset("orders") }
  public static var ordersBatched: Self { Asset("orders_batched") }
  public static var ordersCfg: Self { Asset("orders_cfg") }
  public static var ordersClean: Self { Asset("orders_clean") }
  public static var ordersSingleRun: Self { Asset("orders_single_run") }
  public static var slow: Self { Asset("slow") }
  public static var stamped: Self { Asset("stamped") }
}

extension Asset where Partitions == Hourly {
  public static var clicks: Self { Asset("clicks") }
}

extension Asset where Partitions == Weekly {
  public static var weeklyReport: Self { Asset("weekly_report") }
}

extension Asset where Partitions == Monthly {
  public static var monthlyInvoice: Self { Asset("monthly_invoice") }
}

extension Asset where Partitions == Static<Region> {
  public static var regionFlaky: Self { Asset("region_flaky") }
  public static var regionStats: Self { Asset("region_stats") }
}

extension Asset where Partitions == Multi<DateDimension, RegionDimension> {
  public static var ordersByRegion: Self { Asset("orders_by_region") }
}

extension Asset where Partitions == Multi<ChannelDimension, RegionDimension> {
  public static var storeStock: Self { Asset("store_stock") }
}

extension Asset where Partitions == Dynamic {
  public static var customerProfile: Self { Asset("customer_profile") }
}

extension Asset where Partitions == Unpartitioned {
  public static var brokenDim: Self { Asset("broken_dim") }
  public static var dimProducts: Self { Asset("dim_products") }
  public static var ordersTotal: Self { Asset("orders_total") }
}

// MARK: - lab: partition keys and dimensions

public enum Channel: String, StaticKey {
  case shop, web
}

public enum Region: String, StaticKey {
  case eu, us, apac
}

public enum ChannelDimension: Dimension {
  public typealias Cut = Static<Channel>
  public static let name = "channel"
}

public enum DateDimension: Dimension {
  public typealias Cut = Daily
  public static let name = "date"
}

public enum RegionDimension: Dimension {
  public typealias Cut = Static<Region>
  public static let name = "region"
}

// MARK: - lab: jobs

extension DagsterJob where Config == ExportConfig, Partitions == Daily {
  public static var export: Self { DagsterJob("export_job", location: "lab") }
}

extension DagsterJob where Config == NotifyConfig, Partitions == Unpartitioned {
  public static var notify: Self { DagsterJob("notify_job", location: "lab") }
}

extension DagsterJob where Config == PurgeConfig, Partitions == Unpartitioned {
  public static var purge: Self { DagsterJob("purge_job", location: "lab") }
}

extension DagsterJob where Config == NoConfig, Partitions == Unpartitioned {
  public static var failing: Self { DagsterJob("failing_job", location: "lab") }
  public static var noop: Self { DagsterJob("noop_job", location: "lab") }
}
