import Dagster
import Testing

private let missing: Comment = "NOT RUN: set DAGSTER_READ_ONLY_URL to a dagster-webserver --read-only"

/// A server that refuses every change, each in its own way.
@Suite("A read-only Dagster", .enabled(if: LiveServer.readOnlyURL != nil, missing))
struct LiveReadOnlyTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let body: @Sendable (DagsterClient) async throws -> Void
  }

  static let changes = [
    Change(testDescription: "launchBackfill") { client in
      let request = BackfillRequest(assets: [AssetKey(path: ["dim_products"])], partitions: .unpartitioned)
      _ = try await client.launchBackfill(request)
    },
    Change(testDescription: "launchRun") { client in
      _ = try await client.launchRun(RunRequest(job: LiveServer.job("noop_job")))
    },
    Change(testDescription: "cancelBackfill") { try await $0.cancelBackfill(someBackfill($0)) },
    Change(testDescription: "resumeBackfill") { try await $0.resumeBackfill(someBackfill($0)) },
    Change(testDescription: "addDynamicPartition") { client in
      try await client.addDynamicPartition("x", to: "customers", in: LiveServer.lab)
    },
  ]

  private static func someBackfill(_ client: DagsterClient) async throws -> BackfillID {
    try #require(try await client.recentBackfills(createdAfter: 0).first).id
  }

  @Test(arguments: changes) func refuses(_ change: Change) async throws {
    try await LiveServer.withClient(at: LiveServer.readOnlyURL) { client in
      let error = await #expect(throws: DagsterError.self) { try await change.body(client) }
      #expect(error?.reason == .unauthorized(message: "Authorization failed"))
      #expect(error?.mayHaveTakenEffect == false)
    }
  }

  @Test func saysSoBeforehand() async throws {
    try await LiveServer.withClient(at: LiveServer.readOnlyURL) { client in
      let readiness = try await client.readiness()
      let refused = Readiness.Permission(granted: false, reason: "Disabled by your administrator")
      #expect(readiness.permissions["launch_partition_backfill"] == refused)
    }
  }

  @Test func refusesToTerminateARun() async throws {
    try await LiveServer.withClient(at: LiveServer.readOnlyURL) { client in
      let run = try #require(try await client.runs(RunsFilter(), limit: 1).first)
      let error = await #expect(throws: DagsterError.self) { try await client.terminateRun(run.id) }
      #expect(error?.reason == .unauthorized(message: "You do not have permission to terminate this run"))
    }
  }
}
