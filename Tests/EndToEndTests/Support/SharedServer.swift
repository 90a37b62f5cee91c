import Dagster
import DagsterModel
import Foundation
import Testing

/// The real Dagster that all tests share, side by side, as `ci/test` starts it.
enum SharedServer {
  static let url = variable("DAGSTER_URL")
  static let readOnlyURL = variable("DAGSTER_READ_ONLY_URL")
  static let home = variable("DAGSTER_HOME")
  /// Another one, with what users' Dagsters have: ci/dagster/field.
  static let fieldURL = variable("DAGSTER_FIELD_URL")
  static let fieldHome = variable("DAGSTER_FIELD_HOME")

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test that needs the real Dagster where there is none.
  static var onDagster: Self {
    .enabled(
      if: SharedServer.url != nil && SharedServer.readOnlyURL != nil && SharedServer.home != nil,
      "NOT RUN: it needs DAGSTER_URL, DAGSTER_READ_ONLY_URL and DAGSTER_HOME of a sandbox; ci/test starts one"
    )
  }

  /// Skips a test that needs the definitions of ci/dagster/field where they are not served.
  static var inTheField: Self {
    .enabled(
      if: SharedServer.fieldURL != nil && SharedServer.fieldHome != nil,
      "NOT RUN: it needs DAGSTER_FIELD_URL and DAGSTER_FIELD_HOME of ci/dagster/start --field; ci/test starts one"
    )
  }
}

/// Dagster's own account of what happened, asked beside the runner.
struct Witness: Sendable {
  var url = SharedServer.url ?? ""

  func ask<Answer>(_ question: (DagsterClient) async throws -> Answer) async throws -> Answer {
    let client = try DagsterClient(configuration: DagsterConfiguration(url: url))
    do {
      let answer = try await question(client)
      await client.shutdown()
      return answer
    } catch {
      await client.shutdown()
      throw error
    }
  }

  /// Every backfill that carries the job's name.
  func backfills(of job: String) async throws -> [BackfillSummary] {
    try await ask {
      try await $0.findBackfills(tags: [Tag("production-jobs/job", job)], includingRetries: true)
    }
  }

  /// Every run that carries the job's name, those of backfills included.
  func runs(of job: String) async throws -> [Run] {
    try await ask { try await $0.findRuns(tags: [Tag("production-jobs/job", job)]) }
  }

  /// Waits until a run of the job has started: one that is told to stop before that ends as failed.
  func waitForStart(of job: String) async throws {
    for _ in 0..<600 {
      if try await runs(of: job).contains(where: { $0.status == .started }) { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("no run of \(job) has started")
  }

  func expectNothingLaunched(by job: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #expect(try await backfills(of: job).map(\.id.rawValue) == [], sourceLocation: sourceLocation)
    #expect(try await runs(of: job).map(\.id.rawValue) == [], sourceLocation: sourceLocation)
  }
}

extension SharedServer {
  /// Has a partition of an asset of ci/dagster/defs.py succeed from now on that fails at first.
  static func mend(_ asset: String, _ partition: String) throws {
    let path = "\(home ?? "")/\(asset)_ok_\(partition)"
    try Data().write(to: URL(fileURLWithPath: path))
  }

  /// What the asset `stamped` wrote.
  static var stamps: String {
    (try? String(contentsOfFile: "\(home ?? "")/stamps.log", encoding: .utf8)) ?? ""
  }
}
