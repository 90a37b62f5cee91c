import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// The first partitions of a backfill before the rest, on an asset with a check that fails days ending in 9. Each test has
/// a month of its own.
@Suite(.onDagster) struct CanaryTests {
  /// - Parameters:
  ///   - between: further steps.
  ///   - more: of both backfills, as a document's lines.
  private static func steps(
    _ from: String,
    _ through: String,
    canary: Int = 1,
    asset: String = "tried_days",
    between: String = "",
    more: String = ""
  ) -> String {
    func backfill(_ part: String, _ ensures: String = "") -> String {
      """
      - backfill:
          assets: [\(asset)]
          partitions: {partitioning: daily, from: "\(from)", through: "\(through)"}
          part: {\(part): \(canary)}
      """ + (more + ensures).split(separator: "\n").map { "\n    \($0)" }.joined()
    }
    return [backfill("first", "\nensures: checksPassed"), between, backfill("afterFirst")]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What each backfill of the job was for, in the order of its steps.
  private func made(by job: JobFile) async throws -> [[String]] {
    let launches = try #require(try await job.record()).steps.map { $0.launches.compactMap(\.dagsterID) }
    return try await Witness().ask { client in
      var made: [[String]] = []
      for id in launches.joined() {
        let runs = try await client.runs(.ofBackfill(BackfillID(id)))
        made.append(runs.compactMap(\.partition).sorted())
      }
      return made
    }
  }

  @Test func theRestFollowsWhereItSucceeds() async throws {
    let check = "- check: {asset: tried_days, checks: [tried_days_rows]}"
    let job = try JobFile("canary", steps: Self.steps("2024-01-01", "2024-01-04", between: check))
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    for words in [
      "step 1 of 3  backfill tried_days 2024-01-01…2024-01-04, the first 1\n",
      "step 3 of 3  backfill tried_days 2024-01-01…2024-01-04, all but the first 1\n",
    ] {
      #expect(plan.output.contains(words), "\(plan.output)")
    }
    let printed = try await job.printedPlan()
    #expect(printed.effect.steps.map { $0.assets.first?.new?.count ?? 0 } == [1, 0, 3])
    let ending = try await job.run("--plan", printed.digest)
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await made(by: job) == [["2024-01-01"], [], ["2024-01-02", "2024-01-03", "2024-01-04"]])
    let record = try #require(try await job.record())
    #expect(record.steps.map(\.launches.count) == [1, 1, 1])
    #expect(record.steps.map { $0.launches[0].targeted } == [1, nil, 3])
    let status = try await job.start("status", job.name).ending()
    #expect(
      status.output.contains("backfill tried_days 2024-01-01…2024-01-04, the first 1"),
      "\(status.output)"
    )
    #expect(try await job.run().output.hasPrefix("already_succeeded"))
  }

  /// The next attempt makes the canary again: a partition whose check has failed isn't done, though it is there.
  @Test(arguments: [("2024-02-09", "2024-02-11", ""), ("2024-02-19", "2024-02-21", "only: missing")])
  func aCheckThatFailsKeepsTheRestBack(from: String, through: String, more: String) async throws {
    let job = try JobFile("canary-fails", steps: Self.steps(from, through, more: more))
    for attempt in 1...2 {
      let ending = try await job.run()
      #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
      #expect(
        ending.output.contains("tried_days_sane of tried_days failed for \(from) (ERROR)"),
        "\(ending.output)"
      )
      let record = try #require(try await job.record())
      #expect(record.steps.map(\.state) == [.failed, .pending])
      #expect(try await made(by: job) == Array(repeating: [from], count: attempt))
    }
  }

  @Test func ofWhatIsMissingItIsTheFirst() async throws {
    try await Witness().report(["2024-03-01", "2024-03-03"], of: "tried_days")
    let steps = Self.steps("2024-03-01", "2024-03-05", canary: 2, more: "only: missing")
    let job = try JobFile("canary-missing", steps: steps)
    let printed = try await job.printedPlan()
    #expect(
      printed.effect.steps.map { $0.assets.first?.new ?? [] } == [
        ["2024-03-02", "2024-03-04"], ["2024-03-05"],
      ]
    )
    #expect(printed.steps.map(\.skipped) == [2, 2])
    let ending = try await job.run("--plan", printed.digest)
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await made(by: job) == [["2024-03-02", "2024-03-04"], ["2024-03-05"]])
  }

  /// Killed as the canary runs, and again when it is done: the rest is launched once, and without it.
  @Test(arguments: [
    ("2024-04-01", "2024-04-03", ""),
    ("2024-04-11", "2024-04-13", "only: missing\natMost: {partitions: 3}"),
  ])
  func anAttemptThatIsKilledIsGoneOnWith(from: String, through: String, more: String) async throws {
    let job = try JobFile("canary-killed", steps: Self.steps(from, through, more: more))
    for step in 0...1 {
      try await job.runAndKill(lease: 3) { $0.steps[step].state == .launched }
    }
    let ending = try await job.run("--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let made = try await made(by: job)
    #expect(made.map(\.count) == [1, 2])
    #expect(made.first == [from])
    #expect(try #require(try await job.record()).steps.map(\.launches.count) == [1, 1])
  }

  /// What it has made is left out of the rest, though the first partition is another one by then.
  @Test func aPartitionThatIsGoneMeanwhileLeavesNoneOut() async throws {
    func change(_ word: String, _ keys: String) async throws {
      let job = try JobFile("visitors", steps: "- \(word): {asset: visitor_log, keys: [\(keys)]}")
      let ending = try await job.run()
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    }
    func backfill(_ part: String) -> String {
      "- backfill: {assets: [visitor_log], partitions: {partitioning: dynamic, all: true}, part: {\(part): 1}"
    }
    try await change("addPartitions", "ada, bob, cyd")
    let visitors = try await Witness().ask { try await $0.partitionKeys(of: AssetKey(path: ["visitor_log"])) }
    let steps = """
      \(backfill("first")), ensures: checksPassed}
      - hold: {until: somebody has looked}
      \(backfill("afterFirst"))}
      """
    let job = try JobFile("canary-gone", steps: steps)
    #expect(try await job.run().output.hasPrefix("waiting: "))
    try await change("deletePartitions", "\"\(visitors[0])\"")
    let others = Array(visitors.dropFirst())
    let rest = try await job.printedPlan()
    #expect(rest.effect.steps.flatMap(\.assets).map(\.new) == [others])
    #expect(try await job.run("--plan", rest.digest).status == 0)
    #expect(try await made(by: job) == [[visitors[0]], others.sorted()])
  }

  /// What it is approved for is said once more by the plan of the rest.
  @Test func aPersonMayLookInBetween() async throws {
    let steps = Self.steps("2024-05-01", "2024-05-03", between: "- hold: {until: the first day looks right}")
    let job = try JobFile("canary-held", steps: steps)
    #expect(try await job.run().output.hasPrefix("waiting: "))
    let rest = try await job.printedPlan()
    #expect(rest.effect.steps.flatMap(\.assets).map(\.new) == [["2024-05-02", "2024-05-03"]])
    #expect(try await job.run("--plan", rest.digest).status == 0)
    #expect(try await made(by: job) == [["2024-05-01"], ["2024-05-02", "2024-05-03"]])
  }

  @Test func aCancellationLeavesTheRestAlone() async throws {
    let steps = Self.steps(
      "2024-06-01",
      "2024-06-03",
      asset: "slow",
      more: "config: {ops: {slow: {config: {seconds: 60}}}}"
    )
    let job = try JobFile("canary-canceled", steps: steps)
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    let cancel = try await job.start("cancel", job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(await child.ending().status == 1)
    let record = try #require(try await job.record())
    #expect(record.steps.map(\.launches.count) == [1, 0])
  }

  @Test func aPlanIsStaleWhereTheCanaryIsThereByNow() async throws {
    let job = try JobFile("canary-stale", steps: Self.steps("2024-07-01", "2024-07-03"))
    let digest = try await job.printedPlan().digest
    try await Witness().report(["2024-07-01"], of: "tried_days")
    #expect(try await job.run("--plan", digest).status == 3)
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func itsPartitionsCountForTheLimit() async throws {
    let job = try JobFile(
      "canary-limit",
      steps: Self.steps("2024-08-01", "2024-08-04", more: "atMost: {partitions: 3}")
    )
    let ending = try await job.run()
    #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
    #expect(
      (ending.output + ending.errors).contains("expected at most 3 partitions, found 3 and the canary's 1"),
      "\(ending.output)\(ending.errors)"
    )
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func aReadOnlyServerRefuses() async throws {
    let job = try JobFile(
      "canary-read-only",
      steps: Self.steps("2024-09-01", "2024-09-03"),
      url: SharedServer.readOnlyURL
    )
    #expect(try await job.run().status == 77)
    try await Witness().expectNothingLaunched(by: job.name)
  }
}
