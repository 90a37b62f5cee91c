import JobDSL

public let refreshRegions = Job(
  "refresh-regions-2024-03",
  owner: "sales-analytics",
  reason: "Region boundaries changed; statistics and stock are counted anew"
) {
  Backfill(.regionStats, partitions: [.eu, .us])
  Backfill(
    .ordersByRegion,
    partitions: .product(.range(from: "2024-03-01", through: "2024-03-03"), [.eu, .apac])
  )
  Backfill(.storeStock, partitions: .product([.web], .all))
}
