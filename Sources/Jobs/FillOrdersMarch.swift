import JobDSL

public let fillOrdersMarch = Job(
  "fill-orders-2024-03",
  owner: "data-platform",
  reason: "The nightly run was off on some nights of March; what is there stays as it is, INC-1262"
) {
  Backfill(.orders, from: "2024-03-01", through: "2024-03-31")
    .only(.missing)
    .atMost(partitions: 10, runs: 10)
    .requires(.noActiveBackfill)
  Backfill(.ordersClean, from: "2024-03-01", through: "2024-03-31")
    .only(.missing)
    .requires(.noActiveBackfill, .upstreamMaterialized)
}
