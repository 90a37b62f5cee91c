import JobDSL

public let closeMonth = Job(
  "close-month-2024-02",
  owner: "finance",
  reason: """
    Invoices of February were made before the price list was corrected.
    The weekly reports of that month follow.
    """
) {
  Backfill(.monthlyInvoice, partitions: ["2024-02-01"])
  Backfill(.weeklyReport, partitions: .range(from: "2024-02-04", through: "2024-02-25"))
  Materialize(.ordersTotal)
}
