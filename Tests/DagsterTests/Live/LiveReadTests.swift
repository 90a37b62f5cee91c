import Dagster
import DagsterModel
import ExactText
import JSONTree
import Testing

private let missing: Comment = "NOT RUN: set DAGSTER_URL to a Dagster that serves ci/dagster/defs.py"

@Suite("Reads on a real Dagster", .enabled(if: LiveServer.url != nil, missing))
struct LiveReadTests {
  @Test func readinessSaysWhatWorks() async throws {
    try await LiveServer.withClient { client async throws in
      let readiness = try await client.readiness()
      #expect(readiness.version >= .floor)
      #expect(try await client.serverVersion() == readiness.version)
      let lab = try #require(readiness.locations.first { $0.name == "lab" })
      #expect(lab.isReady)
      #expect(readiness.maxConcurrentRuns == 8)
      let limits = try #require(readiness.tagConcurrencyLimitsYaml)
      #expect(limits.hasPrefix("- key: production-jobs/max-concurrent-runs-1\n  limit: 1\n"))
      #expect(readiness.permissions["launch_partition_backfill"] == .init(granted: true, reason: nil))
      let backfills = try #require(readiness.daemons.first { $0.type == "BACKFILL" })
      #expect(backfills.required)
      #expect(try #require(backfills.lastHeartbeat) > 1_700_000_000)
    }
  }

  @Test func assetsSayHowTheyArePartitioned() async throws {
    try await LiveServer.withClient { client async throws in
      let names = [
        "orders", "clicks", "region_stats", "customer_profile", "orders_by_region", "dim_products",
        "orders_single_run", "nope",
      ]
      let assets = try await client.assets(names.map { AssetKey(userString: $0) })
      let kinds = Dictionary(
        uniqueKeysWithValues: assets.map { ($0.key.description, $0.value.partitioning?.kind) }
      )
      #expect(
        kinds == [
          "orders": .timeWindow(format: "%Y-%m-%d"),
          "orders_single_run": .timeWindow(format: "%Y-%m-%d"),
          "clicks": .timeWindow(format: "%Y-%m-%d-%H:%M"),
          "region_stats": .static,
          "customer_profile": .dynamic(name: "customers"),
          "orders_by_region": .multi([
            .init(name: "date", kind: .timeWindow, isPrimary: true),
            .init(name: "region", kind: .static, isPrimary: false),
          ]),
          "dim_products": nil,
        ]
      )
      let single = assets[AssetKey(path: ["orders_single_run"])]
      #expect(single?.backfillPolicy == BackfillPolicy(maxPartitionsPerRun: nil, type: "SINGLE_RUN"))
      #expect(single?.repository == LiveServer.lab)
      #expect(single?.hasMaterializePermission == true)
      #expect(single?.opNames == ["orders_single_run"])
      let known = Set(try await client.allAssetKeys().map(\.description))
      #expect(known.isSuperset(of: assets.keys.map(\.description)))
      #expect(!known.contains("nope"))
    }
  }

  @Test func aHundredThousandKeysCome() async throws {
    try await LiveServer.withClient { client async throws in
      let keys = try await client.partitionKeys(of: AssetKey(path: ["big_static"]))
      #expect(keys.count == 100_000)
      #expect(keys.first == "k000000")
      #expect(keys.last == "k099999")
    }
  }

  @Test func keysComeInOrderAndByDimension() async throws {
    try await LiveServer.withClient { client async throws in
      let days = try await client.partitionKeys(of: AssetKey(path: ["orders"]))
      #expect(days.count == 366)
      #expect(days == days.sorted())
      #expect(try await client.partitionKeys(of: AssetKey(path: ["region_stats"])) == ["eu", "us", "apac"])
      #expect(try await client.partitionKeys(of: AssetKey(path: ["dim_products"])).isEmpty)
      let dimensions = try await client.partitionKeysByDimension(of: AssetKey(path: ["orders_by_region"]))
      #expect(
        dimensions == [.init(name: "date", keys: days), .init(name: "region", keys: ["eu", "us", "apac"])]
      )
      await #expect(throws: DagsterError.self) {
        try await client.partitionKeys(of: AssetKey(path: ["nope"]))
      }
    }
  }

  @Test func jobsSayWhatTheyAre() async throws {
    try await LiveServer.withClient { client async throws in
      let jobs = try await client.jobs()
      let names = Set(jobs.map(\.name))
      #expect(names.isSuperset(of: ["purge_job", "export_job", "noop_job", "sleep_job"]))
      let export = try await client.job(LiveServer.job("export_job"))
      #expect(export == jobs.first { $0.name == "export_job" })
      #expect(export?.partitionSetName == "export_job_partition_set")
      #expect(export?.isAssetJob == false)
      #expect(try await client.job(LiveServer.job("nope")) == nil)
      #expect(try await client.job(JobSelector(location: "nope", name: "export_job")) == nil)
    }
  }

  @Test func aJobsPartitionsBringTheirConfiguration() async throws {
    try await LiveServer.withClient { client async throws in
      let job = LiveServer.job("export_job")
      let keys = try await client.partitionKeys(ofJob: job)
      #expect(keys.count == 60)
      #expect(try await client.partitionKeys(ofJob: LiveServer.job("noop_job")).isEmpty)
      let found = try await client.partitionConfiguration(ofJob: job, partition: "2024-01-05")
      #expect(found?.runConfigYaml == "ops:\n  export:\n    config:\n      day: 2024-01-05\n")
      #expect(found?.tags[key: Tag.partitionKey] == "2024-01-05")
      let error = await #expect(throws: DagsterError.self) {
        try await client.partitionConfiguration(ofJob: LiveServer.job("noop_job"), partition: "x")
      }
      guard case .rejected(_, "PartitionExecutionError") = error?.reason else {
        Issue.record("expected PartitionExecutionError, found \(String(describing: error))")
        return
      }
    }
  }

  @Test func validationFindsEveryProblem() async throws {
    try await LiveServer.withClient { client async throws in
      let config: JSONValue = ["ops": ["purge": ["config": ["older_than_days": "x", "bogus": 1]]]]
      let problems = try await client.validate(runConfig: config, for: LiveServer.job("purge_job"))
      #expect(
        problems.map { "\($0.pathDescription) \($0.reason) \($0.fieldNames)" }.sorted() == [
          "ops.purge.config FIELD_NOT_DEFINED [\"bogus\"]",
          "ops.purge.config MISSING_REQUIRED_FIELD [\"target\"]",
          "ops.purge.config.older_than_days RUNTIME_TYPE_MISMATCH []",
        ]
      )
    }
  }

  @Test func validationTakesASelectionOfAssets() async throws {
    try await LiveServer.withClient { client async throws in
      let job = JobSelector.assetJob(in: LiveServer.lab)
      let asset = AssetKey(path: ["orders_cfg"])
      let good: JSONValue = ["ops": ["orders_cfg": ["config": ["full_refresh": true]]]]
      #expect(try await client.validate(runConfig: good, for: job, assetSelection: [asset]).isEmpty)
      let bad: JSONValue = ["ops": ["orders_cfg": ["config": ["batch_size": "x"]]]]
      let problems = try await client.validate(runConfig: bad, for: job, assetSelection: [asset])
      #expect(problems.map(\.value) == ["'x'"])
      let error = await #expect(throws: DagsterError.self) {
        try await client.validate(runConfig: good, for: job, assetSelection: [AssetKey(path: ["nope"])])
      }
      guard case .refused("InvalidSubsetError", _) = error?.reason else {
        Issue.record("expected InvalidSubsetError, found \(String(describing: error))")
        return
      }
    }
  }
}
