import Dagster
import DagsterModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The real Dagster of `DAGSTER_URL`, with the lab's code location (`ci/dagster/defs.py`) and a daemon.
enum LiveServer {
  static let url = environment("DAGSTER_URL")

  /// The same served by `dagster-webserver --read-only`.
  static let readOnlyURL = environment("DAGSTER_READ_ONLY_URL")

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static let lab = RepositorySelector(location: "lab")

  static func job(_ name: String) -> JobSelector { JobSelector(location: "lab", name: name) }

  /// Runs a body with a client that is shut down after it.
  static func withClient<Result>(
    at url: String? = url,
    _ body: (DagsterClient) async throws -> Result
  ) async throws -> Result {
    let client = try DagsterClient(configuration: DagsterConfiguration(url: url ?? ""))
    do {
      let result = try await body(client)
      await client.shutdown()
      return result
    } catch {
      await client.shutdown()
      throw error
    }
  }

  /// A tag no other test run has.
  static func uniqueTag() -> Tag {
    Tag("production-jobs/test", String(UInt64.random(in: 0 ... .max), radix: 36))
  }

  /// Polls until the backfill has ended, within the five minutes of a test: others share the server.
  static func end(of id: BackfillID, _ client: DagsterClient) async throws -> Backfill? {
    for _ in 0..<90 {
      if let backfill = try await client.backfill(id), backfill.status.isTerminal { return backfill }
      try await Task.sleep(for: .seconds(3))
    }
    return try await client.backfill(id)
  }

  /// Polls until the run has ended, within the five minutes of a test.
  static func end(of id: RunID, _ client: DagsterClient) async throws -> Run? {
    for _ in 0..<270 {
      if let run = try await client.run(id), run.status.isTerminal { return run }
      try await Task.sleep(for: .seconds(1))
    }
    return try await client.run(id)
  }
}
