import Foundation
import Ledger
import TestSupport
import Testing

/// What a plan tells of how the same ran before.
@Suite(.onDagster) struct PlanHistoryTests {
  private func launch(_ config: String) -> String {
    "- launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {target: {table: orders}, \(config)}}}}}"
  }

  /// The rows of a plan under a name, without the blanks between the two.
  private func rows(_ name: String, of plan: Child.Ending) -> [String] {
    plan.output.split(separator: "\n").filter { $0.hasPrefix("  \(name) ") }
      .map { $0.dropFirst(name.count + 2).trimmingCharacters(in: .whitespaces) }
  }

  @Test func aLaunchIsHeldAgainstTheLastRun() async throws {
    let first = try JobFile("history", steps: launch("older_than_days: 400, dry_run: false"))
    #expect(try await first.run().status == 0)
    let run = try #require(try await first.record()?.steps[0].launches[0].dagsterID)

    let second = try JobFile("history", steps: launch("older_than_days: 30, tables: [a]"))
    let plan = try await second.plan()
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(
      rows("config", of: plan) == [
        "ops.purge.config.dry_run: true  by default", "ops.purge.config.limits: {}  by default",
        "ops.purge.config.mode: \"DELTA\"  by default", "ops.purge.config.older_than_days: 30",
        "ops.purge.config.ratio: 0.5  by default", "ops.purge.config.tables: [\"a\"]",
        "ops.purge.config.target.schema_name: \"public\"  by default",
        "ops.purge.config.target.table: \"orders\"",
      ]
    )
    #expect(rows("last run", of: plan).map { $0.hasPrefix("\(run), SUCCESS, ") } == [true])
    #expect(
      rows("since then", of: plan) == [
        "ops.purge.config.dry_run: true, and was false", "ops.purge.config.older_than_days: 30, and was 400",
        "ops.purge.config.tables: [\"a\"], and was []",
      ]
    )
    // By those of other tests too.
    let time = try #require(rows("time", of: plan).first)
    #expect(time.wholeMatch(of: /about \d+s, judged by \d+ earlier runs?/) != nil, "\(time)")

    let json = try await second.plan("--output", "json")
    let step = try #require(
      (JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])?["steps"]
        as? [[String: Any]]
    )[0]
    let told = try #require(step["launch"] as? [String: Any])
    #expect((told["lastRun"] as? [String: Any])?["id"] as? String == run)
    #expect(
      told["changedSinceLastRun"] as? [String] == [
        "ops.purge.config.dry_run", "ops.purge.config.older_than_days", "ops.purge.config.tables",
      ]
    )
    #expect(try #require((step["time"] as? [String: Any])?["judgedByRuns"] as? Int) >= 1)
    let markdown = try await second.plan("--output", "markdown")
    #expect(
      markdown.output.contains(
        "\n- step 1, since then: `ops.purge.config.older_than_days: 30, and was 400`\n"
      )
    )
    #expect(markdown.output.contains(/\n- step 1 takes about \d+s, judged by \d+ earlier runs?\n/))
  }

  /// What the plan tells of the past is no part of what is approved.
  @Test func thePastIsNoPartOfTheDigest() async throws {
    let job = try JobFile("history-digest", steps: "- launch: {job: noop_job, location: lab}")
    let before = try await job.printedPlan().digest
    #expect(
      try await JobFile("history-noop", steps: "- launch: {job: noop_job, location: lab}").run().status == 0
    )
    #expect(try await job.printedPlan().digest == before)
  }

  @Test func aBackfillIsJudgedByItsPartitionsBefore() async throws {
    func backfill(_ first: String, _ last: String) -> String {
      """
      - backfill:
          assets: [orders_batched]
          partitions: {partitioning: daily, from: "\(first)", through: "\(last)"}
      """
    }
    let first = try JobFile("history-days", steps: backfill("2024-05-01", "2024-05-02"))
    // Five partitions a run at most.
    #expect(try await first.run().status == 0)
    let plan = try await JobFile("history-days", steps: backfill("2024-05-01", "2024-05-06")).plan()
    #expect(
      rows("time", of: plan).map { $0.hasSuffix(", judged by 1 earlier run") } == [true],
      "\(plan.output)"
    )
  }

  /// Of a single run nothing can be measured before its end: what earlier ones took says how long it is.
  @Test func theTimeLeftBeginsWithTheForecast() async throws {
    let steps =
      "- launch: {job: sleep_job, location: lab, config: {ops: {sleep_op: {config: {seconds: 15}}}}}"
    #expect(try await JobFile("expected", steps: steps).run().status == 0)

    let job = try JobFile("expected", steps: steps)
    let plan = try await job.plan("--output", "json")
    let told = try #require(JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any])
    let seconds = try #require(told["seconds"] as? Double)
    let step = try #require((told["steps"] as? [[String: Any]])?.first?["time"] as? [String: Any])
    #expect(step["seconds"] as? Double == seconds)

    // It is recorded for the attempts that come after, along with the next renewal of the lease.
    let ending = try await job.run("--lease", "6")
    #expect(ending.status == 0, "\(ending.errors)")
    // By those of other tests too, which may have ended since.
    let expected = try #require(try await job.record()?.steps[0].launches[0].expectedSeconds)
    #expect(expected > 0)
    let lines = ending.errors.split(separator: "\n").filter { $0.contains("\"step\":1,\"steps\":1,") }
    let first = try #require(
      lines.first.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    )
    #expect(try #require(first["left"] as? Int) <= Int(expected), "\(first)")
    let status = try await job.start("status", job.name).ending()
    #expect(status.output.contains("       expected   to take about "), "\(status.output)")
  }
}
