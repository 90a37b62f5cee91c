import JobDSL

// A catalog in the shape of `Sources/Jobs/Catalog.swift`, so that the language is tested without the jobs.

enum Region: String, StaticKey { case eu, us }

enum DateDimension: Dimension {
  typealias Cut = Daily
  static let name = "date"
}

enum RegionDimension: Dimension {
  typealias Cut = Static<Region>
  static let name = "region"
}

extension Asset where Partitions == Daily {
  static var orders: Self { Asset("sales/orders") }
  static var ordersClean: Self { Asset("sales/orders_clean") }
}

extension Asset where Partitions == Hourly { static var clicks: Self { Asset("clicks") } }
extension Asset where Partitions == Weekly { static var report: Self { Asset("report") } }
extension Asset where Partitions == Monthly { static var invoice: Self { Asset("invoice") } }
extension Asset where Partitions == TimeWindows { static var usage: Self { Asset("usage") } }
extension Asset where Partitions == Unpartitioned {
  static var byParts: Self { Asset(path: "my data", "raw/orders") }
}
extension Asset where Partitions == Static<Region> { static var stats: Self { Asset("stats") } }
extension Asset where Partitions == Dynamic { static var customer: Self { Asset("customer") } }
extension Asset where Partitions == Unpartitioned {
  static var products: Self { Asset("products") }
  static var pairA: Self { Asset("pair_a") }
  static var pairB: Self { Asset("pair_b") }
}

extension Asset where Partitions == Multi<DateDimension, RegionDimension> {
  static var ordersByRegion: Self { Asset("orders_by_region") }
}

/// A configuration that is whatever a test wants.
struct AnyConfig: RunConfig {
  var runConfig: ConfigValue
  init(_ runConfig: ConfigValue) { self.runConfig = runConfig }
}

struct PurgeConfig: RunConfig {
  var table: String
  var token: Secret?
  var dryRun: Bool?

  var runConfig: ConfigValue {
    .op(
      "purge",
      .fields(
        ("table", .string(table)),
        ("token", token?.reference),
        ("dry_run", dryRun.map(ConfigValue.boolean))
      )
    )
  }
}

extension ConfigSwitch<PurgeConfig> {
  static var dryRun: Self { Self(at: ["ops", "purge", "config", "dry_run"]) }
}

enum ExportConfig: Sendable {}

extension DagsterJob where Config == PurgeConfig, Partitions == Unpartitioned {
  static var purge: Self { DagsterJob("purge_job", location: "lab") }
}

extension DagsterJob where Config == AnyConfig, Partitions == Unpartitioned {
  static var anything: Self { DagsterJob("any_job", location: "lab") }
}

extension DagsterJob where Config == NoConfig, Partitions == Unpartitioned {
  static var noop: Self { DagsterJob("noop_job", location: "lab") }
}

extension DagsterJob where Config == ExportConfig, Partitions == Daily {
  static var export: Self { DagsterJob("export_job", location: "lab") }
}

extension DagsterJob where Config == PurgeConfig, Partitions == Static<Region> {
  static var exportRegion: Self { DagsterJob("export_region_job", location: "lab") }
}

extension DagsterJob where Config == NoConfig, Partitions == Dynamic {
  static var greet: Self { DagsterJob("greet_job", location: "lab") }
}

extension DagsterJob where Config == NoConfig, Partitions == Multi<DateDimension, RegionDimension> {
  static var crossed: Self { DagsterJob("crossed_job", location: "lab") }
}
