import JobDSL

extension Job {
  /// One of many jobs that differ: a backfill, a materialization and a launch, as people write them.
  static func synthetic(_ number: Int) -> Job {
    Job(
      "reload-orders-\(number)",
      owner: "data-platform",
      reason: "The source was corrected, INC-\(number)",
      file: "/package/Sources/Jobs/ReloadOrders\(number).swift"
    ) {
      Backfill(Asset<Daily>("orders"), from: "2024-03-01", through: "2024-03-15").maxConcurrentRuns(4)
      Materialize(Asset<Unpartitioned>("dim_products")).tags(["ticket": "INC-\(number)"])
      Launch(DagsterJob<Purge, Unpartitioned>("purge_job", location: "lab"), config: Purge(days: number))
    }
  }

  static func synthetic(upTo count: Int) -> [Job] { (0..<count).map { synthetic($0) } }
}

/// The configuration of the launch.
private struct Purge: RunConfig {
  var days: Int

  var runConfig: ConfigValue {
    .op("purge", .fields(("table", .string("orders")), ("older_than_days", .integer(days))))
  }
}
