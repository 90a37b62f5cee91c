import JobDSL

public let recoverOrders = Job(
  "recover-orders-2024-02",
  owner: "data-platform",
  reason: "Vendor delivered 1–5 February late, INC-1234"
) {
  Backfill(.orders, from: "2024-02-01", through: "2024-02-05")
    .maxConcurrentRuns(4)
  Materialize(.dimProducts)
}
