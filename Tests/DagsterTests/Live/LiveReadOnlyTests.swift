import Dagster
import DagsterModel
import Testing

private let missing: Comment =
  "NOT RUN: set DAGSTER_URL, and DAGSTER_READ_ONLY_URL to a dagster-webserver --read-only of the same home"

/// A server that refuses every change, each in its own way.
@Suite("A read-only Dagster", .enabled(if: LiveServer.readOnlyURL != nil && LiveServer.url != nil, missing))
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
    Change(testDescription: "cancelBackfill") { try await $0.cancelBackfill(someBackfill()) },
    Change(testDescription: "addDynamicPartition") { client in
      try await client.addDynamicPartition("x", to: "customers", in: LiveServer.lab)
    },
  ]

  /// A backfill that both servers know, launched through the one that may.
  private static func someBackfill() async throws -> BackfillID {
    try await LiveServer.withClient { client in
      let asset = AssetKey(path: ["dim_products"])
      return try await client.launchBackfill(BackfillRequest(assets: [asset], partitions: .unpartitioned))
    }
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
    let run = try await LiveServer.withClient { client in
      try await client.launchRun(RunRequest(job: LiveServer.job("noop_job")))
    }
    try await LiveServer.withClient(at: LiveServer.readOnlyURL) { client in
      let error = await #expect(throws: DagsterError.self) { try await client.terminateRun(run) }
      #expect(error?.reason == .unauthorized(message: "You do not have permission to terminate this run"))
    }
  }
}
