extension PlannedCase {
  static let timeWindows: [PlannedCase] = [
    backfill("default policy, a range", "plan_daily", partitions: days("2024-01-01", "2024-01-03")),
    backfill(
      "default policy, scattered days",
      "plan_daily",
      partitions: keys("daily", "2024-01-05", "2024-01-07")
    ),
    backfill(
      "default policy, half there",
      "plan_daily",
      partitions: days("2024-01-10", "2024-01-11"),
      made: [("plan_daily", ["2024-01-10"])]
    ),
    backfill(
      "only missing",
      "plan_daily",
      partitions: days("2024-01-12", "2024-01-14"),
      only: true,
      made: [("plan_daily", ["2024-01-12", "2024-01-13"])]
    ),
    backfill(
      "only missing, nothing is",
      "plan_daily",
      partitions: days("2024-01-15", "2024-01-16"),
      only: true,
      made: [("plan_daily", ["2024-01-15", "2024-01-16"])]
    ),
    backfill("single run, one block", "plan_single", partitions: days("2024-01-01", "2024-01-05")),
    backfill(
      "single run, two blocks",
      "plan_single",
      partitions:
        "partitioning: daily, ranges: [{from: \"2024-02-01\", through: \"2024-02-03\"}, {from: \"2024-02-10\", through: \"2024-02-11\"}]"
    ),
    backfill(
      "single run, half there",
      "plan_single",
      partitions: days("2024-03-01", "2024-03-04"),
      made: [("plan_single", ["2024-03-02", "2024-03-03"])]
    ),
    backfill(
      "single run, only missing around a gap",
      "plan_single",
      partitions: days("2024-04-01", "2024-04-05"),
      only: true,
      made: [("plan_single", ["2024-04-03"])]
    ),
    backfill("at most 2 a run", "plan_batched", partitions: days("2024-01-01", "2024-01-05")),
    backfill(
      "at most 2 a run, two blocks",
      "plan_batched",
      partitions: keys("daily", "2024-02-01", "2024-02-02", "2024-02-03", "2024-02-09")
    ),
    backfill("weekly", "plan_weekly", partitions: keys("weekly", "2024-01-07", "2024-01-14")),
    backfill("monthly", "plan_monthly", partitions: days("2024-03-01", "2024-03-01", "monthly")),
    backfill(
      "hourly, single run over midnight",
      "plan_hourly",
      partitions: days("2024-01-01-22:00", "2024-01-02-01:00", "hourly")
    ),
    backfill("reads itself, at most 2 a run", "plan_chain", partitions: days("2024-05-02", "2024-05-04")),
  ]

  static let otherKinds: [PlannedCase] = [
    backfill("static", "plan_static", partitions: keys("static", "a", "c")),
    backfill("static, all, single run", "plan_static_single", partitions: "partitioning: static, all: true"),
    backfill(
      "static, at most 2 a run",
      "plan_static_batched",
      partitions: keys("static", "a", "b", "c", "e", "f")
    ),
    backfill("dynamic", "plan_dynamic", partitions: keys("dynamic", "acme", "initech")),
    backfill("dynamic, single run", "plan_dynamic_single", partitions: keys("dynamic", "acme", "initech")),
    backfill(
      "two dimensions",
      "plan_multi",
      partitions: crossed(("date", "daily", "\"2024-01-01\""), ("region", "static", "eu, us"))
    ),
    backfill(
      "two dimensions, single run, fewer dates",
      "plan_multi_single",
      partitions: crossed(
        ("date", "daily", "\"2024-01-01\", \"2024-01-03\""),
        ("region", "static", "eu, us, apac")
      )
    ),
    backfill(
      "two dimensions, single run, fewer regions",
      "plan_multi_single",
      partitions: crossed(
        ("date", "daily", "\"2024-02-01\", \"2024-02-02\", \"2024-02-03\""),
        ("region", "static", "us")
      )
    ),
    backfill(
      "two static dimensions, single run, a tie",
      "plan_stock_single",
      partitions: crossed(("channel", "static", "shop, web"), ("region", "static", "eu, apac"))
    ),
    backfill(
      "two dimensions, at most 2 a run",
      "plan_multi_batched",
      partitions: crossed(("date", "daily", "\"2024-01-01\""), ("region", "static", "eu, us, apac"))
    ),
  ]

  static let several: [PlannedCase] = [
    backfill(
      "two assets that share runs",
      "plan_daily",
      "plan_daily_child",
      partitions: days("2024-06-01", "2024-06-02")
    ),
    backfill(
      "two assets that share a single run",
      "plan_single",
      "plan_single_child",
      partitions: days("2024-06-01", "2024-06-04")
    ),
    backfill(
      "two assets of two policies",
      "plan_daily",
      "plan_single",
      partitions: days("2024-07-01", "2024-07-02")
    ),
    backfill(
      "two assets, only missing",
      "plan_daily",
      "plan_daily_child",
      partitions: days("2024-08-01", "2024-08-03"),
      only: true,
      made: [("plan_daily", ["2024-08-01", "2024-08-02"]), ("plan_daily_child", ["2024-08-01"])]
    ),
    backfill(
      "a failure before",
      "plan_flaky",
      partitions: days("2024-06-22", "2024-06-23"),
      failsFirst: true
    ),
    PlannedCase(name: "materialize, whole", steps: "- materialize: {asset: plan_whole}"),
    PlannedCase(
      name: "materialize, a partition",
      steps: "- materialize: {asset: plan_daily, partition: \"2024-09-01\"}"
    ),
    PlannedCase(name: "launch", steps: "- launch: {job: noop_job, location: lab}"),
    PlannedCase(
      name: "launch, a partition",
      steps: "- launch: {job: export_job, location: lab, partition: \"2024-01-05\"}"
    ),
    PlannedCase(
      name: "launch, a partition of assets",
      steps: "- launch: {job: plan_job, location: lab, partition: \"2024-10-01\"}"
    ),
    PlannedCase(
      name: "two steps",
      steps: """
        - backfill:
            assets: [plan_single]
            partitions: {\(days("2024-11-01", "2024-11-02"))}
        - materialize: {asset: plan_whole_parent}
        """
    ),
  ]

  static let all = timeWindows + otherKinds + several
}
