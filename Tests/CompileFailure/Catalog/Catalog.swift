// What the fixtures use: a catalog in the shape of `Sources/Jobs/Catalog.swift`.
import JobDSL

public enum Region: String, StaticKey { case eu, us }
public enum DateDimension: Dimension {
  public typealias Cut = Daily
  public static let name = "date"
}
public enum RegionDimension: Dimension {
  public typealias Cut = Static<Region>
  public static let name = "region"
}

extension Asset where Partitions == Daily {
  public static var orders: Self { Asset("orders") }
  public static var ordersClean: Self { Asset("orders_clean") }
}
extension Asset where Partitions == Hourly { public static var clicks: Self { Asset("clicks") } }
extension Asset where Partitions == TimeWindows { public static var usage: Self { Asset("usage") } }
extension Asset where Partitions == Weekly { public static var report: Self { Asset("report") } }
extension Asset where Partitions == Monthly { public static var invoice: Self { Asset("invoice") } }
extension Asset where Partitions == Static<Region> {
  public static var regionStats: Self { Asset("region_stats") }
}
extension Asset where Partitions == Multi<DateDimension, RegionDimension> {
  public static var ordersByRegion: Self { Asset("orders_by_region") }
}
extension Asset where Partitions == Dynamic { public static var customer: Self { Asset("customer") } }
extension Asset where Partitions == Unpartitioned {
  public static var dimProducts: Self { Asset("dim_products") }
  public static var pairA: Self { Asset("pair_a") }
  public static var pairB: Self { Asset("pair_b") }
}

public struct PurgeConfig: RunConfig {
  public var table: String
  public var dryRun: Bool?
  public init(table: String, dryRun: Bool? = nil) { (self.table, self.dryRun) = (table, dryRun) }
  public var runConfig: ConfigValue {
    .op("purge", .fields(("table", .string(table)), ("dry_run", dryRun.map(ConfigValue.boolean))))
  }
}
extension ConfigSwitch<PurgeConfig> {
  public static var dryRun: Self { Self(at: ["ops", "purge", "config", "dry_run"]) }
}
public struct NotifyConfig: RunConfig {
  public var token: Secret
  public init(token: Secret) { self.token = token }
  public var runConfig: ConfigValue { .op("notify", .fields(("token", token.reference))) }
}
public enum ExportConfig: Sendable {}

extension DagsterJob where Config == PurgeConfig, Partitions == Unpartitioned {
  public static var purge: Self { DagsterJob("purge_job", location: "lab") }
}
extension DagsterJob where Config == NotifyConfig, Partitions == Unpartitioned {
  public static var notify: Self { DagsterJob("notify_job", location: "lab") }
}
extension DagsterJob where Config == NoConfig, Partitions == Unpartitioned {
  public static var noop: Self { DagsterJob("noop_job", location: "lab") }
}
extension DagsterJob where Config == ExportConfig, Partitions == Daily {
  public static var export: Self { DagsterJob("export_job", location: "lab") }
}
extension DagsterJob where Config == PurgeConfig, Partitions == Static<Region> {
  public static var exportRegion: Self { DagsterJob("export_region_job", location: "lab") }
}
extension DagsterJob where Config == NoConfig, Partitions == Dynamic {
  public static var greet: Self { DagsterJob("greet_job", location: "lab") }
}
extension DagsterJob where Config == NoConfig, Partitions == Multi<DateDimension, RegionDimension> {
  public static var crossed: Self { DagsterJob("crossed_job", location: "lab") }
}

extension Schedule { public static var nightly: Self { Schedule("nightly", location: "lab") } }
extension Sensor { public static var onNewFiles: Self { Sensor("on_new_files", location: "lab") } }
