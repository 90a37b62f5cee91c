import JobDSL

public let replayClicks = Job(
  "replay-clicks-2024-01-15",
  owner: "web-analytics",
  reason: "The tracker dropped events on 15 January between 6 and 9 o'clock, INC-1251"
) {
  Backfill(.clicks, from: "2024-01-15-06:00", through: "2024-01-15-08:00")
    .priority(5)
    .requires(.noActiveBackfill)
    .atMost(partitions: 3)
}
.kubernetes(KubernetesSettings(cpu: "200m", memory: "256Mi", deadlineHours: 6))
