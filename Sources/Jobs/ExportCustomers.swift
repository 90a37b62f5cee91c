import JobDSL

public let exportCustomers = Job(
  "export-customers-2024-01",
  owner: "crm",
  reason: "Two customers asked for their data, PRIV-12"
) {
  Backfill(.customerProfile, partitions: ["acme", "globex"])
  Launch(.export, partition: "2024-01-05")
}
