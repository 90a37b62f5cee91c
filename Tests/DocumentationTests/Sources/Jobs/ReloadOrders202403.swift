public import JobDSL
import Jobs

public let reloadOrders202403 = Job(
  "reload-orders-2024-03",
  owner: "data-platform",
  reason: "The source was corrected for 1–3 March, INC-2001"
) {
  Backfill(.orders, from: "2024-03-01", through: "2024-03-03")
  Materialize(.dimProducts)
}
