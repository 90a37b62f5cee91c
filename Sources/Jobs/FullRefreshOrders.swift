import JobDSL

public let fullRefreshOrders = Job(
  "full-refresh-orders-2024-04",
  owner: "data-platform",
  reason: "A column was added; April is read anew in full"
) {
  Backfill(.ordersCfg, from: "2024-04-01", through: "2024-04-03")
    .config(OrdersCfgConfig(batchSize: 1_000, fullRefresh: true))
  Materialize(.orders, partition: "2024-04-01")
}
