// Compiles: that the fixtures beside it don't is not for want of a module.
import JobDSL

public let watched = Job("watched", owner: "me", reason: "why", watchers: ["crm", "bi"]) {
  Materialize(.dimProducts)
}

public let wholeLanguage = Job("whole-language", owner: "me", reason: "why") {
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").maxConcurrentRuns(4).priority(5)
  Backfill(.orders, .ordersClean, from: "2024-02-01", through: "2024-02-15").tags(["ticket": "INC-1"])
  Backfill(.orders, .ordersClean, partitions: ["2024-02-01", "2024-02-03"])
  Backfill(.orders, partitions: .keys("2024-02-01"))
  Backfill(.orders, partitions: .all).config(PurgeConfig(table: "orders"))
  Backfill(
    .orders,
    partitions: .ranges(
      .range(from: "2024-02-01", through: "2024-02-02"),
      TimeRange(from: "2024-02-05", through: "2024-02-06")
    )
  )
  Backfill(.clicks, from: "2024-02-01-00:00", through: "2024-02-01-05:00")
  Backfill(.report, partitions: .range(from: "2024-02-04", through: "2024-02-11"))
  Backfill(.invoice, partitions: ["2024-02-01"])
  Backfill(.regionStats, partitions: [.eu, .us])
  Backfill(.regionStats, partitions: .keys(.eu))
  Backfill(.regionStats, partitions: .all)
  Backfill(.ordersByRegion, partitions: .product(["2024-02-01"], [.eu]))
  Backfill(.ordersByRegion, partitions: .all)
  Backfill(.customer, partitions: ["acme", "globex"])
  Backfill(.customer, partitions: .keys("acme"))
  Materialize(.dimProducts).config(PurgeConfig(table: "orders")).tags(["team": "x"]).priority(-1)
  Materialize(.orders, partition: "2024-02-01")
  Materialize(.regionStats, partition: .eu)
  Materialize(.customer, partition: "acme")
  Materialize(.ordersByRegion, partition: "2024-02-01", .eu)
  Materialize(.pairA, .pairB)
  Materialize([.pairA, .pairB]).maxRetries(2).maxRuntime(.seconds(90))
  Materialize(.orders, .ordersClean, partition: "2024-02-01")
  Materialize([.orders, .ordersClean], partition: "2024-02-01")
  Backfill([.orders, .ordersClean], from: "2024-02-01", through: "2024-02-02")
  Backfill([.orders, .ordersClean], partitions: .keys(computedDays))
  Backfill(.orders, partitions: .ranges(computedDays.map { TimeRange(from: $0, through: $0) }))
  Backfill(.regionStats, partitions: .keys(Region.allCases.filter { $0 != .us }))
  Backfill(.customer, partitions: .keys((1...3).map { "customer-\($0)" }))
  Backfill(.ordersByRegion, partitions: .product(.keys(computedDays), [.eu]))
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
    .requires(.noActiveBackfill)
    .requires(.upstreamMaterialized)
    .atMost(partitions: 40)
    .atMost(runs: 10)
    .only(.missing)
    .ensures(.allMaterialized)
  Backfill(.regionStats, partitions: .all)
    .requires(.noActiveBackfill, .upstreamMaterialized, .succeeded("load-orders"))
    .atMost(partitions: 40, runs: 10)
    .overwrites(.nothing)
    .maxConcurrentRuns(2)
  Materialize(.dimProducts)
    .requires(.upstreamMaterialized)
    .overwrites(.anything)
    .ensures(.runsSucceeded)
    .priority(1)
  Materialize(.dimProducts).ensures(.checksPassed)
  Launch(.purge, config: .init(table: "orders"))
  Launch(.purge, config: PurgeConfig(table: "orders")).tags(["ticket": "INC-1"])
  Launch(.purge, config: PurgeConfig(table: "orders", dryRun: false), rehearsedBy: .dryRun)
    .expects("rows_deleted", atMost: 10_000)
    .expects("bytes_deleted")
    .requires(.succeeded("load-orders"))
  Launch(.exportRegion, partition: .eu, config: .init(table: "orders", dryRun: false), rehearsedBy: .dryRun)
  Launch(.notify, config: NotifyConfig(token: Secret(env: "TOKEN")))
  Launch(.noop).requires(.succeeded("load-orders"), .succeeded("load-regions")).priority(1)
  Launch(.export, partition: "2024-02-01")
  Launch(.exportRegion, partition: .eu)
  Launch(.exportRegion, partition: .eu, config: .init(table: "orders"))
  Launch(.greet, partition: "acme")
  Launch(.crossed, partition: "2024-02-01", .eu)
  ReportMaterialized(.dimProducts)
  ReportMaterialized(.orders, from: "2024-02-01", through: "2024-02-15")
  ReportMaterialized(.regionStats, partitions: [.eu])
  AddPartitions(["acme", "globex"], to: .customer)
  AddPartitions((1...3).map { "customer-\($0)" }, to: .customer)
  DeletePartitions(["acme"], of: .customer)
  Check(.dimProducts)
  Check(.orders, only: ["rows"]).requires(.succeeded("load-orders"))
  WipeAsset(.orders).confirmed("orders").requires(.succeeded("load-orders"))
  Pausing(.schedule(.nightly), .sensor(.onNewFiles), draining: true) {
    Materialize(.dimProducts)
  }
  Hold("it looks right", show: "https://bi.example/orders", "orders_staging")
  CancelRuns(["3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"])
  CancelRuns(["3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"]).requires(.succeeded("load-orders"))
  Reexecute(.failedPartitions(ofBackfill: "hqzkvmwt"))
  Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c", from: .failure)).requires(.succeeded("load-orders"))
  Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c", from: .start))
  sharedSteps
  for table in ["orders", "clicks"] {
    Launch(.purge, config: PurgeConfig(table: table))
  }
}
.kubernetes(KubernetesSettings(cpu: "200m", memory: "1Gi", deadlineHours: 6, serviceAccount: "other"))

private let computedDays: [Day] = (1...9).map { Day("2024-02-0\($0)") }

@StepsBuilder private var sharedSteps: [LocatedStep] {
  Materialize(.dimProducts)
  Launch(.noop)
}
