import Dagster
import DagsterModel
import Foundation
import JSONTree

/// What is in Dagster before a round begins, for its job to do something about it.
enum EarlierWork {
  struct NotThere: Error {
    var id: String
  }

  private static let tags = [Tag("dagster/max_retries", "0")]

  /// A run that sleeps for minutes.
  static func sleepingRun(at url: String) async throws -> RunID {
    try await DagsterUnderTest.ask(url) { client in
      let job = JobSelector(location: "lab", name: "sleep_job")
      let config: JSONValue = ["ops": ["sleep_op": ["config": ["seconds": 600]]]]
      let id = try await client.launchRun(RunRequest(job: job, runConfig: config, tags: tags))
      // Dagster stops no run that is only just starting.
      try await wait(for: id.rawValue) { try await client.run(id)?.status == .started }
      return id
    }
  }

  /// A run that has failed, isn't retried by Dagster, and succeeds once a job runs it again.
  static func failedRun(at url: String) async throws -> RunID {
    try await DagsterUnderTest.ask(url) { client in
      let job = JobSelector(location: "lab", name: "publish_job")
      let id = try await client.launchRun(RunRequest(job: job, tags: tags))
      // Dagster writes so a moment after the failure.
      try await wait(for: id.rawValue) { try await client.run(id)?.tags[key: Tag.willRetryKey] != nil }
      return id
    }
  }

  /// The same of a backfill.
  static func failedBackfill(at url: String) async throws -> BackfillID {
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

  private static func wait(for id: String, _ isThere: () async throws -> Bool) async throws {
    for _ in 0..<600 {
      if try await isThere() { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw NotThere(id: id)
  }
}
