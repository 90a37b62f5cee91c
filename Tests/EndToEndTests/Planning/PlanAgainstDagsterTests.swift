import Dagster
import DagsterModel
import Foundation
import TestSupport
import Testing

/// What a plan says, and what Dagster then does: the number of runs and the set of partitions, job by job.
@Suite(.onDagster) struct PlanAgainstDagsterTests {
  struct Row: Sendable {
    var name: String
    var runsPlanned = 0
    var runsDone = 0
    var planned: [String: Set<String?>] = [:]
    var done: [String: Set<String?>] = [:]
    var problem: String?

    var isSame: Bool { problem == nil && runsPlanned == runsDone && planned == done }

    var line: String {
      let verdict = isSame ? "same" : "DIFFERENT \(problem ?? "\(planned) / \(done)")"
      let partitions = [planned, done].map { sets in String(sets.values.reduce(0) { $0 + $1.count }) }
      let cells = [String(runsPlanned), String(runsDone)] + partitions
      let name = name.padding(toLength: 44, withPad: " ", startingAt: 0)
      return name + cells.map { String(repeating: " ", count: max(0, 6 - $0.count)) + $0 }.joined() + "  "
        + verdict
    }
  }

  @Test func comesToWhatThePlanSays() async throws {
    #expect(PlannedCase.all.count >= 24)
    var rows: [String: Row] = [:]
    await withTaskGroup(of: Row.self) { group in
      var rest = PlannedCase.all[...]
      func start() {
        guard let next = rest.popFirst() else { return }
        group.addTask { await Self.row(of: next) }
      }
      for _ in 0..<6 { start() }
      for await row in group {
        rows[row.name] = row
        start()
      }
    }
    print("job                                           runs planned/done, partitions planned/done")
    for each in PlannedCase.all {
      let row = try #require(rows[each.name])
      print(row.line)
      #expect(row.isSame, "\(row.line)")
    }
  }

  private static func row(of each: PlannedCase) async -> Row {
    var row = Row(name: each.name)
    do {
      let job = try JobFile("plan", steps: each.steps)
      for made in each.made { try await Witness().report(made.partitions, of: made.asset) }
      var before: Set<RunID> = []
      if each.failsFirst {
        let failed = try await job.run()
        guard failed.status == 1 else { throw OwnServer.NotStarted(errors: failed.output + failed.errors) }
        before = Set(try await Witness().runs(of: job.name).map(\.id))
        try mend("plan_flaky_ok_2024-06-23")
      }
      let plan = try await job.printedPlan()
      (row.runsPlanned, row.planned) = (plan.runs, plan.targeted)
      let ending = try await job.run("--plan", plan.digest)
      guard ending.status == 0 else { throw OwnServer.NotStarted(errors: ending.output + ending.errors) }
      let runs = try await Witness().runs(of: job.name).filter { !before.contains($0.id) }
      (row.runsDone, row.done) = (runs.count, try await Witness().made(by: runs))
    } catch {
      row.problem = "\(error)"
    }
    return row
  }

  private static func mend(_ name: String) throws {
    try Data().write(to: URL(fileURLWithPath: "\(SharedServer.home ?? "")/\(name)"))
  }

  @Test func namesWhatReacts() async throws {
    let job = try JobFile("reacts", steps: "- materialize: {asset: plan_daily, partition: \"2024-12-01\"}")
    let plan = try await job.printedPlan()
    #expect(
      plan.steps.first?.reactions == [
        "plan_daily_summary by eager (switched off)", "plan_daily_digest by eager (switched off)",
      ]
    )
  }

  /// How an asset that waits for another one is cut depends on when that one's runs end.
  @Test func saysWhereDagsterDecides() async throws {
    let steps = """
      - backfill:
          assets: [plan_daily, plan_single_after_daily]
          partitions: {partitioning: daily, from: "2024-12-10", through: "2024-12-12"}
      """
    let job = try JobFile("waits", steps: steps)
    let plan = try await job.printedPlan()
    #expect(plan.steps.first?.runs == 4)
    #expect(plan.steps.first?.runsAtMost == 6)
  }

  /// `plan_daily_digest` reads `plan_daily` by way of `plan_daily_summary` alone.
  @Test func anAssetThatDagsterWouldLeaveOutIsRefused() async throws {
    func steps(_ assets: String) -> String {
      "- backfill: {assets: [\(assets)], partitions: {partitioning: daily, from: \"2024-12-14\", through: \"2024-12-15\"}}"
    }
    let job = try JobFile("left-out", steps: steps("plan_daily, plan_daily_digest"))
    let refused = try await job.plan()
    #expect(refused.status == 65, "\(refused.output)")
    #expect(
      refused.errors.contains(
        "expected assets that one backfill makes, found \"plan_daily_digest\", which reads \"plan_daily\" only by way of "
          + "\"plan_daily_summary\": Dagster would leave it out without a word"
      ),
      "\(refused.errors)"
    )
    try job.rewrite(steps: steps("plan_daily_digest, plan_daily_summary, plan_daily"))
    let whole = try await job.plan()
    #expect(whole.status == 0, "\(whole.errors)")
  }
}
