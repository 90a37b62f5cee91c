import JobDSL

public let purgeOldOrders = Job(
  "purge-old-orders-2024",
  owner: "data-platform",
  reason: "Retention: orders older than 400 days leave the warehouse, LEGAL-77"
) {
  Launch(
    .purge,
    config: PurgeConfig(
      olderThanDays: 400,
      target: .init(table: "orders"),
      dryRun: false,
      limits: ["eu": 1_000, "us": 2_000],
      mode: .full
    )
  )
  .tags(["ticket": "LEGAL-77"])
  Launch(.notify, config: NotifyConfig(channel: "#data-platform", token: Secret(env: "NOTIFY_TOKEN")))
}
