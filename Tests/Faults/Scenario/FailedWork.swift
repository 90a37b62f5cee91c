import Dagster
import DagsterModel
import Foundation

/// What has failed in Dagster before a round begins, and Dagster doesn't retry: it succeeds once a job runs it again.
enum FailedWork {
  struct NeverFailed: Error {
    var id: String
  }

  private static let tags = [Tag("dagster/max_retries", "0")]

  static func run(at url: String) async throws -> RunID {
    try await DagsterUnderTest.ask(url) { client in
      let job = JobSelector(location: "lab", name: "publish_job")
      let id = try await client.launchRun(RunRequest(job: job, tags: tags))
      // Dagster writes so a moment after the failure.
      try await wait(for: id.rawValue) { try await client.run(id)?.tags[key: Tag.willRetryKey] != nil }
      return id
    }
  }

  static func backfill(at url: String) async throws -> BackfillID {
    try await DagsterUnderTest.ask(url) { client in
      let day = ["03", "13", "23"].randomElement() ?? "03"
      let month = Int.random(in: 10...12)
      let id = try await client.launchBackfill(
        BackfillRequest(
          assets: [AssetKey(userString: "again")],
          partitions: .keys(["2024-\(month)-\(day)"]),
          tags: tags
        )
      )
      try await wait(for: id.rawValue) {
        let runs = try await client.runs(.ofBackfill(id))
        return try await client.backfill(id)?.status.isTerminal == true
          && runs.allSatisfy { $0.tags[key: Tag.willRetryKey] != nil }
      }
      return id
    }
  }

  private static func wait(for id: String, _ hasFailed: () async throws -> Bool) async throws {
    for _ in 0..<600 {
      if try await hasFailed() { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw NeverFailed(id: id)
  }
}
