import JobDSL

public let rebuildOrdersJanuary = Job(
  "rebuild-orders-2024-01",
  owner: "data-platform",
  reason: "Currency conversion was wrong on three days of January, INC-1240"
) {
  Backfill(.orders, .ordersClean, partitions: ["2024-01-05", "2024-01-12", "2024-01-19"])
    .tags(["team": "finance", "ticket": "INC-1240"])
  Backfill(
    .ordersSingleRun,
    partitions: .ranges(
      .range(from: "2024-01-01", through: "2024-01-10"),
      .range(from: "2024-01-20", through: "2024-01-31")
    )
  )
}
