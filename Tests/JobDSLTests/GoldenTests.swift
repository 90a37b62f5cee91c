import Diagnostics
import JobDSL
import Schema
import Testing

@Suite struct GoldenTests {
  struct Feature: CustomTestStringConvertible, Sendable {
    var name: String
    var job: Job
    var testDescription: String { name }

    init(
      _ name: String,
      reason: String = "why",
      watchers: [String] = [],
      @StepsBuilder steps: () -> [LocatedStep]
    ) {
      self.name = name
      job = Job(name, owner: "me", reason: reason, watchers: watchers, steps: steps)
    }
  }

  @StepsBuilder private static var shared: [LocatedStep] {
    Materialize(.products)
    Launch(.noop)
  }

  static let features: [Feature] = [
    Feature("backfill-range") { Backfill(.orders, from: "2024-02-01", through: "2024-02-15") },
    Feature("backfill-several-assets") {
      Backfill(.orders, .ordersClean, from: "2024-02-01", through: "2024-02-15")
    },
    Feature("backfill-keys") {
      Backfill(.orders, partitions: ["2024-02-01", "2024-02-03"])
      Backfill(.orders, partitions: .keys("2024-02-29"))
    },
    Feature("backfill-ranges") {
      Backfill(
        .orders,
        partitions: .ranges(
          .range(from: "2024-02-01", through: "2024-02-02"),
          .range(from: "2024-02-05", through: "2024-02-05")
        )
      )
    },
    Feature("backfill-all") {
      Backfill(.orders, partitions: .all)
      Backfill(.stats, partitions: .all)
      Backfill(.customer, partitions: .all)
      Backfill(.ordersByRegion, partitions: .all)
    },
    Feature("backfill-hourly") { Backfill(.clicks, from: "2024-02-01-00:00", through: "2024-02-01-23:30") },
    Feature("backfill-weekly") {
      Backfill(.report, partitions: .range(from: "2024-02-04", through: "2024-02-11"))
    },
    Feature("backfill-monthly") { Backfill(.invoice, partitions: ["2024-02-01"]) },
    Feature("backfill-time-windows") {
      Backfill(.usage, from: "2024-01", through: "2024-03")
      Backfill(.usage, partitions: ["2024-05", "2024-04"])
      Backfill(.usage, partitions: .all)
      Materialize(.usage, partition: "2024-06")
    },
    Feature("asset-key-parts") { Materialize(.byParts) },
    Feature("backfill-static") { Backfill(.stats, partitions: [.eu, .us]) },
    Feature("backfill-dynamic") { Backfill(.customer, partitions: ["acme", "2024-01-01", "no", "12"]) },
    Feature("backfill-multi") {
      Backfill(
        .ordersByRegion,
        partitions: .product(.range(from: "2024-03-01", through: "2024-03-03"), [.eu])
      )
      Backfill(.ordersByRegion, partitions: .product(["2024-03-01"], .all))
    },
    Feature("backfill-options") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
        .maxConcurrentRuns(4)
        .tags(["team": "a", "n": "1"])
        .tags(["team": "b"])
        .priority(-5)
        .config(PurgeConfig(table: "orders"))
    },
    Feature("conditions") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
        .maxConcurrentRuns(4)
        .requires(.noActiveBackfill)
        .requires(.upstreamMaterialized)
        .atMost(partitions: 40)
        .atMost(runs: 10)
        .only(.missing)
        .ensures(.runsSucceeded)
        .priority(1)
      Backfill(.orders, .ordersClean, partitions: .all)
        .only(.missing)
        .overwrites(.nothing)
        .atMost(runs: 1)
      Materialize(.products).overwrites(.nothing).requires(.upstreamMaterialized).ensures(.runsSucceeded)
      Materialize(.products).overwrites(.anything).ensures(.allMaterialized)
    },
    Feature("order") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
        .requires(.noActiveBackfill, .succeeded("load-orders-2024-02"))
        .requires(.upstreamMaterialized)
      Materialize(.products).requires(.succeeded("load-orders-2024-02"))
      Launch(.noop).requires(.succeeded("load-orders-2024-02"), .succeeded("1")).priority(1)
      ReportMaterialized(.products).requires(.succeeded("load-orders-2024-02"))
      AddPartitions(["acme"], to: .customer).requires(.succeeded("load-orders-2024-02"))
      DeletePartitions(["acme"], of: .customer).requires(.succeeded("load-orders-2024-02"))
      WipeAsset(.products).requires(.succeeded("load-orders-2024-02")).confirmed("products")
    },
    Feature("canary") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15").canary(partitions: 1)
      Backfill(.stats, partitions: .all).atMost(partitions: 5).only(.missing).ensures(.runsSucceeded)
        .canary(partitions: 2) { Check(.stats) }
    },
    Feature("materialize") {
      Materialize(.products)
      Materialize(.orders, partition: "2024-02-01")
      Materialize(.stats, partition: .us)
      Materialize(.products).config(PurgeConfig(table: "x")).priority(1)
    },
    Feature("launch") {
      Launch(.noop)
      Launch(.purge, config: PurgeConfig(table: "orders"))
      Launch(.export, partition: "2024-02-01").tags(["ticket": "INC-1"])
    },
    Feature("rehearsal") {
      Launch(.purge, config: PurgeConfig(table: "orders", dryRun: false), rehearsedBy: .dryRun)
        .expects("rows_deleted", atMost: 10_000)
        .expects("bytes freed")
        .requires(.succeeded("load-orders-2024-02"))
    },
    Feature("pausing") {
      Pausing(
        .schedule(Schedule("nightly", location: "lab")),
        .sensor(Sensor("on: files", location: "lab")),
        draining: true
      ) {
        Materialize(.products)
        Pausing(.schedule(Schedule("weekly", location: "lab"))) { Materialize(.products) }
      }
    },
    Feature("hold") {
      Materialize(.products)
      Hold("the rows look right", show: "https://bi.example/products", "staging.products")
      Launch(.noop)
      Hold("yes: it is\nright")
      Launch(.noop)
    },
    Feature("secret") { Launch(.purge, config: PurgeConfig(table: "orders", token: Secret(env: "TOKEN"))) },
    Feature("config-values") {
      Launch(
        .anything,
        config: AnyConfig(
          .fields(
            ("null", .null),
            ("yes", .boolean(true)),
            ("integer", .integer(-8)),
            ("float", .float(1e20)),
            ("whole", .float(2)),
            ("text", .string("08")),
            ("empty", .string("")),
            ("lines", .string("a\n b\n")),
            ("list", .list([.integer(1), .list([]), .map([])])),
            ("left out", nil),
            ("sorted", .sorted(["b": .integer(2), "a": .integer(1)]))
          )
        )
      )
    },
    Feature("single-runs") {
      Materialize(.pairA, .pairB).maxRetries(2).maxRuntime(.milliseconds(89_500))
      Materialize([.orders, .ordersClean], partition: "2024-02-01").maxRetries(0)
      Materialize([.products])
      Materialize(.customer, partition: "acme")
      Materialize(.ordersByRegion, partition: "2024-02-01", .eu)
      Launch(.exportRegion, partition: .eu)
      Launch(.exportRegion, partition: .eu, config: PurgeConfig(table: "orders"))
      Launch(.greet, partition: "acme")
      Launch(.crossed, partition: "2024-02-01", .us)
    },
    Feature("report-materialized") {
      ReportMaterialized(.products)
      ReportMaterialized(.orders, from: "2024-02-01", through: "2024-02-15")
      ReportMaterialized(.orders, partitions: ["2024-02-29"])
      ReportMaterialized(.ordersByRegion, partitions: .all)
    },
    Feature("dynamic-partitions") {
      AddPartitions(["acme", "2024-01-01", "no"], to: .customer)
      AddPartitions((1...3).map { "customer-\($0)" }, to: .customer)
      DeletePartitions(["acme"], of: .customer)
    },
    Feature("wipe-asset") {
      WipeAsset(.products).confirmed("products")
      WipeAsset(.orders).confirmed("sales/orders")
      WipeAsset(.byParts).confirmed("my data/raw\\/orders")
    },
    Feature("checks") {
      Check(.products)
      Check(.orders, only: ["no_negative_amounts", "no"])
      Check(.byParts)
    },
    Feature("cancel-runs") {
      CancelRuns(["3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"])
      CancelRuns([1, 2].map { "9ab1c3d4-0000-4000-8000-00000000000\($0)" }).requires(.succeeded("load"))
    },
    Feature("reexecute") {
      Reexecute(.failedPartitions(ofBackfill: "hqzkvmwt"))
      Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c", from: .failure))
      Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c", from: .start)).requires(.succeeded("load"))
    },
    Feature("computed-keys") {
      Backfill(.orders, partitions: .keys((1...3).map { Day("2024-02-0\($0)") }))
      Backfill(
        .orders,
        partitions: .ranges(
          [1, 5].map { TimeRange(from: Day("2024-02-0\($0)"), through: Day("2024-02-0\($0 + 1)")) }
        )
      )
      Backfill(.stats, partitions: .keys(Region.allCases.filter { $0 != .eu }))
      Backfill(.customer, partitions: .keys(["a", "b"].map { $0 + "1" }))
      Backfill([.orders, .ordersClean], from: "2024-02-01", through: "2024-02-02")
    },
    Feature("reason", reason: "Zeile eins: 100 % \"wahr\"\n  # zwei\n\tdrei 日本\n") { Materialize(.products) },
    Feature("watchers", watchers: ["business intelligence", "crm", "1"]) { Materialize(.products) },
    Feature("shared-steps") {
      shared
      for table in ["orders", "clicks"] { Launch(.purge, config: PurgeConfig(table: table)) }
    },
  ]

  @Test(arguments: features)
  func theDocumentIsTheRecordedOne(feature: Feature) throws {
    let text = String(decoding: feature.job.document.encoded(), as: UTF8.self)
    #expect(try text == Golden.text(of: feature.name, recording: text))
    #expect(!Golden.isRecording, "recorded; run again without RECORD_GOLDEN")
  }

  @Test(arguments: features)
  func theDocumentReadsBackAsTheSame(feature: Feature) {
    let reading = JobReading(feature.job.document.encoded(header: ["A heading"]), file: "job.yaml")
    #expect(reading.problems.map(\.description) == [])
    #expect(reading.document == feature.job.document)
    #expect(JobDocument.schema.issues(in: feature.job.document).isEmpty)
  }

  @Test func everyRecordingBelongsToAFeature() throws {
    #expect(try Golden.names() == Self.features.map(\.name).sorted())
  }
}
