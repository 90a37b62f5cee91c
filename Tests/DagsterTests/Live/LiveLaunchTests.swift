import Dagster
import DagsterModel
import ExactText
import JSONTree
import Testing

private let missing: Comment = "NOT RUN: set DAGSTER_URL to a Dagster that serves ci/dagster/defs.py"

/// Each test waits for the daemon, which ticks every 30 s: they run side by side.
@Suite("Launches on a real Dagster", .enabled(if: LiveServer.url != nil, missing), .timeLimit(.minutes(5)))
struct LiveLaunchTests {
  @Test func aBackfillIsFoundAndEnds() async throws {
    try await LiveServer.withClient { client async throws in
      let tag = LiveServer.uniqueTag()
      let orders = AssetKey(path: ["orders"])
      let keys = ["2024-02-01", "2024-02-02"]
      let id = try await client.launchBackfill(
        BackfillRequest(assets: [orders], partitions: .keys(keys), tags: [tag], title: "Test")
      )
      #expect(try await client.findBackfills(tags: [tag]).map(\.id) == [id])
      let launched = try #require(try await client.backfill(id))
      #expect(launched.numPartitions == 2)
      let recent = try await client.recentBackfills(createdAfter: launched.creationTime - 1)
      #expect(recent.filter { $0.tags.contains(tag) }.map(\.id) == [id])

      let end = try #require(try await LiveServer.end(of: id, client))
      #expect(end.status == .completedSuccess)
      #expect(end.title == "Test")
      #expect(end.assetCounts[orders] == .init(targeted: 2, inProgress: 0, materialized: 2, failed: 0))
      #expect(try await client.materializedPartitions(of: orders).isSuperset(of: keys.exact))
      let runs = try await client.findRuns(tags: [Tag(Tag.backfillKey, id.rawValue)])
      #expect(Set(runs.compactMap(\.partition)) == Set(keys))
      #expect(Set(try await client.findRuns(tags: [tag]).map(\.id)) == Set(runs.map(\.id)))
    }
  }

  @Test func anUnpartitionedAssetIsBackfilled() async throws {
    try await LiveServer.withClient { client async throws in
      let asset = AssetKey(path: ["dim_products"])
      let id = try await client.launchBackfill(BackfillRequest(assets: [asset], partitions: .unpartitioned))
      let end = try #require(try await LiveServer.end(of: id, client))
      #expect(end.status == .completedSuccess)
      #expect(end.numPartitions == 0)
      #expect(end.unpartitioned == [asset: .init(inProgress: false, materialized: true, failed: false)])
      #expect(try await client.statusKeys(of: asset) == StatusKeys())
    }
  }

  @Test func aMultiPartitionedAssetIsBackfilledByRanges() async throws {
    try await LiveServer.withClient { client async throws in
      let asset = AssetKey(path: ["orders_by_region"])
      let range = PartitionKeyRange(first: "2024-01-05|eu", last: "2024-01-06|eu")
      let id = try await client.launchBackfill(
        BackfillRequest(assets: [asset], partitions: .ranges([range]))
      )
      #expect(try await client.backfill(id)?.numPartitions == 2)
      #expect(try await LiveServer.end(of: id, client)?.status == .completedSuccess)
      let keys = try await client.materializedPartitions(of: asset)
      #expect(keys.isSuperset(of: ["2024-01-05|eu", "2024-01-06|eu"]))
      #expect(!keys.contains("2024-01-05|us"))
    }
  }

  @Test func aFailedPartitionSaysWhy() async throws {
    try await LiveServer.withClient { client async throws in
      let asset = AssetKey(path: ["flaky"])
      let id = try await client.launchBackfill(
        BackfillRequest(assets: [asset], partitions: .keys(["2024-01-03", "2024-01-04"]))
      )
      let end = try #require(try await LiveServer.end(of: id, client))
      #expect(end.status == .completedFailed)
      #expect(end.assetCounts[asset] == .init(targeted: 2, inProgress: 0, materialized: 1, failed: 1))
      let filter = RunsFilter(tags: [Tag(Tag.backfillKey, id.rawValue)], statuses: [.failure])
      let failed = try #require(try await client.runs(filter).first)
      let reason = try await client.failureReason(ofRun: failed.id)
      let message = "dagster._core.definitions.events.Failure: no data for 2024-01-03"
      #expect(reason == RunFailure(stepKey: "flaky", message: message, className: "Failure"))
      let statuses = try await client.statusKeys(of: asset)
      #expect(statuses.failed.contains("2024-01-03"))
      #expect(statuses.materialized.contains("2024-01-04"))
    }
  }

  @Test func aJobIsBackfilled() async throws {
    try await LiveServer.withClient { client async throws in
      let set = "export_job_partition_set"
      let target = BackfillRequest.Target.job(
        LiveServer.job("export_job"),
        partitionSet: set,
        keys: ["2024-01-01", "2024-01-02"]
      )
      let id = try await client.launchBackfill(BackfillRequest(target))
      let end = try #require(try await LiveServer.end(of: id, client))
      #expect(end.status == .completedSuccess)
      #expect(!end.isAssetBackfill)
      #expect(end.runStatusCounts == [.success: 2])
    }
  }

  @Test func aCancelledBackfillEnds() async throws {
    try await LiveServer.withClient { client async throws in
      let asset = AssetKey(path: ["slow"])
      let id = try await client.launchBackfill(
        BackfillRequest(assets: [asset], partitions: .keys(["2024-01-01"]))
      )
      try await client.cancelBackfill(id)
      #expect(try await LiveServer.end(of: id, client)?.status == .canceled)
    }
  }

  @Test func aRunIsTerminated() async throws {
    try await LiveServer.withClient { client async throws in
      let tag = LiveServer.uniqueTag()
      let id = try await client.launchRun(RunRequest(job: LiveServer.job("sleep_job"), tags: [tag]))
      #expect(try await client.findRuns(tags: [tag]).map(\.id) == [id])
      try await terminate(id, client)
      #expect(try await LiveServer.end(of: id, client)?.status == .canceled)
      let error = await #expect(throws: DagsterError.self) { try await client.terminateRun(id) }
      guard case .refused("TerminateRunFailure", _) = error?.reason else {
        Issue.record("expected TerminateRunFailure, found \(String(describing: error))")
        return
      }
    }
  }

  /// Dagster refuses to stop a run that is only just starting.
  private func terminate(_ id: RunID, _ client: DagsterClient) async throws {
    while true {
      do throws(DagsterError) {
        return try await client.terminateRun(id)
      } catch {
        guard try await client.run(id)?.status.isTerminal == false else { throw error }
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  @Test func aMaterializationCounts() async throws {
    try await LiveServer.withClient { client async throws in
      let config: JSONValue = ["ops": ["orders_cfg": ["config": ["batch_size": 7]]]]
      let request = RunRequest(
        job: .assetJob(in: LiveServer.lab),
        assetSelection: [AssetKey(path: ["orders_cfg"])],
        runConfig: config,
        tags: [Tag(Tag.partitionKey, "2024-01-01")]
      )
      let end = try #require(try await LiveServer.end(of: client.launchRun(request), client))
      #expect(end.status == .success)
      #expect(try await client.failureReason(ofRun: end.id) == nil)
    }
  }

  @Test func anExceptionIsToldWithoutItsWrapper() async throws {
    try await LiveServer.withClient { client async throws in
      let config: JSONValue = [
        "ops": ["purge": ["config": ["target": ["table": "t"], "older_than_days": 3, "dry_run": .null]]]
      ]
      let request = RunRequest(job: LiveServer.job("purge_job"), runConfig: config)
      let end = try #require(try await LiveServer.end(of: client.launchRun(request), client))
      #expect(end.status == .failure)
      let failure = try #require(try await client.failureReason(ofRun: end.id))
      #expect(failure.stepKey == "purge")
      #expect(failure.className == "ValidationError")
      #expect(failure.message.contains("dry_run\n  Input should be a valid boolean"))
    }
  }
}
