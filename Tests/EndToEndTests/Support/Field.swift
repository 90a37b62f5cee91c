import Dagster
import DagsterModel
import Foundation
import TestSupport

/// What tests do to the Dagster of ci/dagster/field.
enum Field {
  static let location = "data platform/v2 (eu)"
  static var witness: Witness { Witness(url: SharedServer.fieldURL ?? "") }

  /// A step that launches a job of it; `config` are the lines of the op's configuration.
  static func launch(_ job: String, op: String = "unlucky", config: String...) -> String {
    let lines = config.map { "\n          \($0)" }.joined()
    let ops = config.isEmpty ? "" : "\n  config:\n    ops:\n      \(op):\n        config:\(lines)"
    return "- launch:\n    job: \(job)\n    location: \(location)\(ops.replacing("\n", with: "\n  "))"
  }

  static func backfill(_ asset: String, _ days: String..., ensures: String? = nil) -> String {
    let keys = days.map { "\n      - \"\($0)\"" }.joined()
    return
      "- backfill:\n    assets:\n    - \(asset)\n    partitions:\n      partitioning: daily\n      keys:\(keys)"
      + (ensures.map { "\n    ensures: \($0)" } ?? "")
  }

  static func materialize(_ asset: String, _ day: String? = nil, ensures: String? = nil) -> String {
    "- materialize:\n    asset: \(asset)" + (day.map { "\n    partition: \"\($0)\"" } ?? "")
      + (ensures.map { "\n    ensures: \($0)" } ?? "")
  }

  /// Has a day of `broken_days` succeed from now on.
  static func repair(_ day: String) throws {
    try Data().write(to: URL(fileURLWithPath: "\(SharedServer.fieldHome ?? "")/repaired_\(day)"))
  }

  struct NotReexecuted: Error {
    var answer: String
  }

  /// "Re-execute" of Dagster's pages, by the mutation that they send.
  static func reexecute(_ run: RunID) async throws {
    let body = """
      {"query": "mutation($p: ReexecutionParams!) { launchRunReexecution(reexecutionParams: $p) { __typename } }", \
      "variables": {"p": {"parentRunId": "\(run)", "strategy": "ALL_STEPS"}}}
      """
    let options = ["--noproxy", "*", "--silent", "-H", "Content-Type: application/json", "-d", body]
    let curl = ["curl"] + options + ["\(SharedServer.fieldURL ?? "")/graphql"]
    let ending = try await Child("/usr/bin/env", curl).ending()
    guard ending.output.contains("LaunchRunSuccess") else { throw NotReexecuted(answer: ending.output) }
  }

  /// The runs of a job, the newest first, once they are so; five minutes at most, of which the machine may need most.
  static func waitForRuns(of job: String, _ areSo: ([Run]) -> Bool) async throws -> [Run] {
    for _ in 0..<1_500 {
      let runs = try await witness.runs(of: job)
      if areSo(runs) { return runs }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw NotReexecuted(answer: "\(try await witness.runs(of: job))")
  }
}
