import Dagster
import DagsterModel
import JSONTree
import Testing

private let missing: Comment = "NOT RUN: set DAGSTER_URL to a Dagster that serves ci/dagster/defs.py"

@Suite("Refusals of a real Dagster", .enabled(if: LiveServer.url != nil, missing))
struct LiveRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: DagsterError.Reason
    let body: @Sendable (DagsterClient) async throws -> Void
  }

  static let regions = AssetKey(path: ["region_stats"])

  static let cases = [
    Case(
      testDescription: "unknown static keys",
      reason: .unknownPartitions(["mars", "venus"])
    ) { client in
      let request = BackfillRequest(assets: [regions], partitions: .keys(["eu", "mars", "venus"]))
      _ = try await client.launchBackfill(request)
    },
    Case(
      testDescription: "a time-window key that is no time",
      reason: .rejected(
        message: "ValueError: time data 'garbage' does not match format '%Y-%m-%d%z'",
        className: "ValueError"
      )
    ) { client in
      let request = BackfillRequest(assets: [AssetKey(path: ["orders"])], partitions: .keys(["garbage"]))
      _ = try await client.launchBackfill(request)
    },
    Case(
      testDescription: "an unknown partition set",
      reason: .notFound(.partitionSet, name: "nope")
    ) { client in
      let target = BackfillRequest.Target.job(LiveServer.job("export_job"), partitionSet: "nope", keys: ["x"])
      _ = try await client.launchBackfill(BackfillRequest(target))
    },
    Case(
      testDescription: "an unknown job",
      reason: .notFound(.job, name: "lab.__repository__.nope")
    ) { client in
      _ = try await client.launchRun(RunRequest(job: LiveServer.job("nope")))
    },
    Case(
      testDescription: "an unknown run to terminate",
      reason: .notFound(.run, name: "nope")
    ) { client in
      try await client.terminateRun(RunID("nope"))
    },
    Case(
      testDescription: "an unknown backfill to cancel",
      reason: .notFound(.backfill, name: "nope")
    ) { client in
      try await client.cancelBackfill(BackfillID("nope"))
    },
    Case(
      testDescription: "an unknown dynamic definition",
      reason: .notFound(.dynamicPartitions, name: "nope")
    ) { client in
      try await client.addDynamicPartition("x", to: "nope", in: LiveServer.lab)
    },
  ]

  @Test(arguments: cases) func isToldApart(_ refusal: Case) async throws {
    try await LiveServer.withClient { client async throws in
      let error = await #expect(throws: DagsterError.self) { try await refusal.body(client) }
      #expect(error?.reason == refusal.reason)
    }
  }

  @Test func thingsThatAreNotThereAreNil() async throws {
    try await LiveServer.withClient { client async throws in
      #expect(try await client.backfill(BackfillID("nope")) == nil)
      #expect(try await client.run(RunID("nope")) == nil)
      #expect(try await client.findBackfills(tags: [LiveServer.uniqueTag()]).isEmpty)
    }
  }

  @Test func wrongConfigurationComesWithItsProblems() async throws {
    try await LiveServer.withClient { client async throws in
      let config: JSONValue = [
        "ops": ["purge": ["config": ["target": ["table": "t"], "older_than_days": "x"]]]
      ]
      let request = RunRequest(job: LiveServer.job("purge_job"), runConfig: config)
      let error = await #expect(throws: DagsterError.self) { try await client.launchRun(request) }
      guard case .invalidConfig(let problems) = error?.reason else {
        Issue.record("expected invalidConfig, found \(String(describing: error))")
        return
      }
      #expect(problems.map(\.pathDescription) == ["ops.purge.config.older_than_days"])
      #expect(error?.mayHaveTakenEffect == false)
    }
  }

  @Test func aDynamicPartitionIsAddedOnce() async throws {
    try await LiveServer.withClient { client async throws in
      let key = LiveServer.uniqueTag().value
      #expect(try await client.addDynamicPartition(key, to: "visitors", in: LiveServer.lab))
      #expect(try await client.addDynamicPartition(key, to: "visitors", in: LiveServer.lab) == false)
      #expect(try await client.partitionKeys(of: AssetKey(path: ["visitor_log"])).contains(key))
    }
  }
}
