import Dagster
import DagsterModel
import JSONTree
import Ledger
import TestSupport
import Testing

/// Conditions of a job on the real server: met, and not met with nothing launched.
@Suite(.onDagster) struct ConditionTests {
  private static func job(_ topic: String, _ lines: [String]) throws -> JobFile {
    try JobFile(
      topic,
      steps: lines.enumerated().map { $0.offset == 0 ? "- \($0.element)" : "  \($0.element)" }.joined(
        separator: "\n"
      )
    )
  }

  /// Line 9 of the document is the step's first.
  @Test(arguments: unmet) func refusesWhatIsNotMet(_ example: Unmet) async throws {
    let job = try Self.job("unmet", example.step + [example.condition])
    for made in example.made { try await Witness().report(made.partitions, of: made.asset) }
    let problems = example.problems(line: 9 + example.step.count)

    let planned = try await job.plan()
    #expect(planned.status == 77)
    #expect(planned.errors == problems)

    let ending = try await job.run()
    let message = "a condition of \(job.name) is not met; nothing of the step was launched"
    #expect(ending.status == 77)
    #expect(
      ending.output == "condition_not_met: \(message)\n  spec.steps[0].\(example.path): \(example.message)\n"
    )
    // What the runner logs goes there too.
    #expect(ending.errors.hasSuffix(problems), "\(ending.errors)")
    try await Witness().expectNothingLaunched(by: job.name)
    #expect(try await job.record() == nil)
  }

  @Test func refusesWhereAnotherBackfillIsUnderWay() async throws {
    let steps = Self.backfill("plan_busy", "2024-09-02", "2024-09-02") + ["  requires: [noActiveBackfill]"]
    let job = try Self.job("active", steps)
    let other = try await Witness().ask { client in
      try await client.launchBackfill(
        BackfillRequest(
          assets: [AssetKey(path: ["plan_busy"])],
          partitions: .keys(["2024-09-01"]),
          runConfig: ["ops": ["plan_busy": ["config": ["seconds": 600]]]]
        )
      )
    }
    let ending = try await job.run()
    try await Witness().ask { try await $0.cancelBackfill(other) }
    let message = "expected no other backfill of its assets under way, found \(other)"
    #expect(ending.status == 77)
    #expect(
      ending.output == """
        condition_not_met: a condition of \(job.name) is not met; nothing of the step was launched
          spec.steps[0].backfill.requires[0]: \(message)

        """
    )
    #expect(
      ending.errors.hasSuffix(
        """
        job.yaml:12:18: error: spec.steps[0].backfill.requires[0]: \(message) (wait for it to end, or cancel it in \
        Dagster)
                requires: [noActiveBackfill]
                           ^~~~~~~~~~~~~~~~
        job.yaml: 1 problem

        """
      ),
      "\(ending.errors)"
    )
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func launchesWhereAllAreMet() async throws {
    try await Witness().report(["2024-06-01", "2024-06-02"], of: "plan_met_parent")
    let job = try Self.job(
      "met",
      Self.backfill("plan_met_child", "2024-06-01", "2024-06-02") + [
        "  requires: [noActiveBackfill, upstreamMaterialized]", "  atMost: {partitions: 2, runs: 2}",
        "  overwrites: nothing",
      ]
    )
    let plan = try await job.printedPlan()
    #expect(plan.steps.flatMap(\.conditions).map(\.isMet) == [true, true, true, true, true])
    #expect(try await job.run().status == 0)
    #expect(try await Witness().runs(of: job.name).count == 2)
  }

  /// The second step's condition held at the first look, counting on the first step, and is looked at again.
  @Test func looksAgainBeforeEachStep() async throws {
    let steps = """
      - materialize: {asset: plan_parent, partition: "2024-08-01"}
      - backfill:
          assets: [plan_child]
          partitions: {partitioning: daily, keys: ["2024-08-01"]}
          requires: [upstreamMaterialized]
      - materialize:
          asset: plan_parent
          partition: "2024-08-01"
          overwrites: nothing
      """
    let job = try JobFile("again", steps: steps)
    let ending = try await job.run()
    #expect(ending.status == 77)
    #expect(
      ending.output.contains(
        "spec.steps[2].materialize.overwrites: expected nothing that is materialized already, found 1 of 1 "
          + "partition of \"plan_parent\": 2024-08-01"
      ),
      "\(ending.output)\(ending.errors)"
    )
    let record = try #require(try await job.record())
    #expect(record.steps.map(\.state) == [.succeeded, .succeeded, .pending])
    #expect(record.steps.map(\.launches.count) == [1, 1, 0])
    #expect(record.attempts.map(\.outcome) == [.other("condition_not_met")])
  }

  @Test func everythingHasToBeThereUnlessToldOtherwise() async throws {
    let strict = try Self.job("strict", Self.backfill("plan_optional", "2024-01-02", "2024-01-03"))
    let ending = try await strict.run()
    #expect(ending.status == 1)
    #expect(ending.output.contains("1 of 2 done"), "\(ending.output)")
    let reason = "none of its runs failed, and 1 of 2 partitions was left out"
    #expect(ending.output.contains(reason), "\(ending.output)")

    let lenient = try Self.job(
      "lenient",
      Self.backfill("plan_optional", "2024-02-02", "2024-02-03") + ["  ensures: runsSucceeded"]
    )
    #expect(try await lenient.run().status == 0)
    #expect(try await Witness().runs(of: lenient.name).count == 2)
  }

  /// A run that succeeded without the partition that it was for has not made it.
  @Test func whatWasLeftOutIsTriedAgain() async throws {
    let steps = Self.backfill("plan_optional", "2024-03-02", "2024-03-03") + ["  only: missing"]
    let job = try Self.job("left-out", steps)
    for _ in 1...2 {
      let ending = try await job.run()
      #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
      #expect(ending.output.contains("left out"), "\(ending.output)")
    }
    let launches = try #require(try await job.record()).steps[0].launches
    #expect(launches.map(\.targeted) == [2, 1])
  }

  @Test func aRunThatLeavesItsAssetOutHasNotMaterializedIt() async throws {
    let strict = try JobFile("never", steps: "- materialize: {asset: plan_never}")
    let ending = try await strict.run()
    #expect(ending.status == 1)
    #expect(
      ending.output.contains("0 of 1 done, 0 failed, Dagster says SUCCESS: its run left plan_never out"),
      "\(ending.output)"
    )
    let lenient = try JobFile("never", steps: "- materialize: {asset: plan_never, ensures: runsSucceeded}")
    #expect(try await lenient.run().status == 0)
  }

  @Test func runsThatFailDoNotEnsureThatRunsSucceeded() async throws {
    let job = try Self.job(
      "fails",
      Self.backfill("plan_flaky", "2024-03-03", "2024-03-03") + ["  ensures: runsSucceeded"]
    )
    #expect(try await job.run().status == 1)
  }
}
