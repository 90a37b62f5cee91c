import Contract
import DagsterModel
import Diagnostics
import Effects
import JSONTree
import Testing
import Works

@testable import Attempt
@testable import Dagster
@testable import Ledger
@testable import Planning
@testable import Reexecution

/// What has ended without being done, and a job that runs it again.
@Suite struct ReexecuteTests {
  private static let whose = [
    Tag(TagKey.job, "another"), Tag(TagKey.actor, "grace"), Tag(TagKey.launchID, "launch-old"),
    Tag("team", "sales"),
    Tag(TagKey.priority, "3"), Tag("dagster/from_ui", "true"),
  ]

  /// A run that failed, of somebody else's job.
  private static func run(
    from start: String = "failure",
    _ change: (inout FakeDagster.State) -> Void = { _ in }
  ) throws -> Lab {
    try Lab(
      {
        var old = FakeDagster.Work(id: "run-old", isBackfill: false, tags: whose, targeted: 1)
        (old.job, old.isOld) = ("publish_job", true)
        $0.work = [old]
        change(&$0)
      },
      document: Lab.document(step: "reexecute: {run: run-old, from: \(start)}")
    )
  }

  /// A backfill of three days, of which two failed.
  private static func backfill(_ change: (inout FakeDagster.State) -> Void = { _ in }) throws -> Lab {
    try Lab(
      {
        var old = FakeDagster.Work(id: "old", isBackfill: true, tags: whose, targeted: 3)
        old.partitions = ["2024-02-01", "2024-02-02", "2024-02-03"]
        (old.failing, old.isOld, old.looks) = (["2024-02-02", "2024-02-03"], true, 10)
        $0.work = [old]
        change(&$0)
      },
      document: Lab.document(step: "reexecute: {failedPartitionsOf: old}")
    )
  }

  private func plan(_ lab: Lab) async throws -> JobPlan {
    try await JobPlanning(
      job: lab.job,
      client: try lab.server.client(),
      ledger: lab.ledger,
      clock: lab.clock
    ).plan()
  }

  // MARK: - A backfill

  @Test func whatABackfillLeftIsLaunchedAsOneOfItsOwn() async throws {
    let lab = try Self.backfill()
    let result = await lab.run()
    #expect(result.verdict == .succeeded, "\(result.message)")
    let new = try #require(lab.server.work.last)
    #expect(lab.server.work.count == 2)
    #expect(new.partitions == ["2024-02-02", "2024-02-03"])
    #expect(new.tags[key: "team"] == "sales")
    #expect(new.tags[key: TagKey.priority] == "3")
    #expect(new.tags[key: "dagster/from_ui"] == nil)
    #expect(new.tags.filter { $0.key == TagKey.job }.map(\.value) == ["reload-orders"])
    #expect(new.tags.filter { $0.key == TagKey.launchID }.count == 1)
    #expect(new.tags[key: TagKey.reexecutes] == "old")
    let launch = try #require(result.record?.steps[0].launches.first)
    #expect(launch.targetedByAsset == [AssetTarget(asset: "orders", partitions: 2)])
    #expect(await lab.run().outcome == "already_succeeded")
  }

  @Test func anotherAttemptMakesWhatIsStillLeft() async throws {
    let lab = try Self.backfill { $0.failing = ["2024-02-03"] }
    #expect(await lab.run().verdict == .failed)
    lab.server.change { $0.failing = [] }
    let second = await lab.run()
    #expect(second.verdict == .succeeded, "\(second.message)")
    #expect(lab.server.work.map(\.partitions.count) == [3, 2, 1])
    #expect(second.record?.steps[0].launches.map(\.skipped) == [nil, 1])
  }

  @Test func whatDagsterTookOnInsteadIsCanceled() async throws {
    let lab = try Self.backfill { $0.taken = 1 }
    let result = await lab.run()
    #expect(result.verdict == .failed)
    #expect(result.message.contains("planned 2 partitions of orders, Dagster took 1"), "\(result.message)")
    #expect(lab.server.work.last?.isCanceled == true)
  }

  @Test func thePlanSaysWhatWhoseAndWithWhichCode() async throws {
    let lab = try Self.backfill()
    let before = try await plan(lab)
    let work = try #require(before.steps[0].work)
    #expect(work.assets.map(\.partitions?.keys) == [["2024-02-02", "2024-02-03"]])
    #expect(work.shape.runs == 2)
    #expect(
      work.changes.map { "\($0.verb) \($0.shown)" } == [
        "again what backfill old left, launched by the production job another, tagged team=sales, COMPLETED_FAILED",
        "because 2024-02-02, 2024-02-03: Dagster's log doesn't say why",
        "code orders: version then not known, since nothing was made, now 2",
        "definition as it was then: its ops, their configuration and their order",
      ]
    )
    lab.server.change { $0.ended.version = "3" }
    let after = try await plan(lab)
    #expect(after.effect != before.effect)
    #expect(
      PlanDifference(from: before.effect, to: after.effect).lines.first
        == "step 1: now: code orders: version then not known, since nothing was made, now 3"
    )
  }

  @Test func aBackfillThatCannotBeGoneOnWithIsRefused() async throws {
    let changes: [(String, (inout FakeDagster.State) -> Void)] = [
      ("expected a backfill that Dagster knows, found \"old\"", { $0.work = [] }),
      (
        "expected a backfill that has ended, found \"old\", which is REQUESTED",
        { ($0.work[0].looks, $0.looksToEnd) = (0, 100) }
      ),
      (
        "expected a backfill that left something, found \"old\", which materialized everything",
        { $0.work[0].failing = [] }
      ),
      (
        "expected a backfill that is of assets, found \"old\", which is of the job export_job",
        { $0.ended.job = "export_job" }
      ),
      (
        "expected a backfill that nobody has re-executed since, found \"old\", which backfill other re-executed: REQUESTED",
        {
          $0.work.append(
            .init(id: "other", isBackfill: true, tags: [Tag(Tag.parentBackfillKey, "old")], targeted: 1)
          )
        }
      ),
      (
        "expected a backfill that left partitions that there still are, found \"old\", which left 1 partition that "
          + "\"orders\" has no longer: 2023-01-01",
        {
          $0.work[0].partitions.append("2023-01-01")
          $0.work[0].failing.insert("2023-01-01")
          $0.work[0].targeted = 4
        }
      ),
    ]
    for (message, change) in changes {
      let lab = try Self.backfill(change)
      let result = await lab.run()
      #expect(result.verdict == .invalidDocument)
      #expect(
        result.problems.map { "\($0.path): \($0.message)" } == [
          "spec.steps[0].reexecute.failedPartitionsOf: \(message)"
        ]
      )
      #expect(lab.server.count(of: "LaunchBackfill") == 0)
    }
  }

  // MARK: - A run

  @Test func aRunGoesOnInItsChainAndIsThisJobs() async throws {
    let lab = try Self.run()
    let result = await lab.run()
    #expect(result.verdict == .succeeded, "\(result.message)")
    let new = try #require(lab.server.work.last)
    #expect((new.parent, new.root) == ("run-old", "run-old"))
    #expect(new.tags[key: "team"] == "sales")
    #expect(new.tags.filter { $0.key == TagKey.job }.map(\.value) == ["reload-orders"])
    #expect(new.tags.filter { $0.key == TagKey.actor }.map(\.value) == ["ada"])
    #expect(new.tags[key: TagKey.reexecutes] == "run-old")
    #expect(result.record?.steps[0].launches.map(\.dagsterID) == ["run-2"])
    #expect(await lab.run().outcome == "already_succeeded")
  }

  @Test func whatIsNotKnownToHaveArrivedIsFoundByItsTag() async throws {
    for fault in [FakeDagster.Fault.before(JobRunTests.killed), .after(JobRunTests.killed)] {
      let lab = try Self.run { $0.faults["Reexecute"] = [fault] }
      #expect(await lab.run().verdict == .detached)
      let second = await lab.run()
      #expect(second.verdict == .succeeded, "\(second.message)")
      #expect(lab.server.work.count == 2)
      #expect(second.record?.steps[0].launches.map(\.dagsterID) == ["run-2"])
    }
  }

  /// Both are in one chain, and are two launches anyway.
  @Test func twoOfOneIntentAreForAPerson() async throws {
    let lab = try Self.run { $0.faults["Reexecute"] = [.twice(JobRunTests.killed)] }
    #expect(await lab.run().verdict == .detached)
    let second = await lab.run()
    #expect(second.verdict == .ambiguous, "\(second.message)")
    #expect(lab.server.work.count == 3)
  }

  @Test func aCancellationStopsTheNewRun() async throws {
    let lab = try Self.run { $0.faults["RunChain"] = [.nothing, .nothing, .before(JobRunTests.killed)] }
    lab.server.change { $0.looksToEnd = 6 }
    #expect(await lab.run().verdict == .detached)
    let result = await lab.cancel()
    #expect(result.outcome == "canceled", "\(result.message)")
    #expect(lab.server.work.map(\.isCanceled) == [false, true])
  }

  @Test func thePlanSaysWhichOpsRunAgain() async throws {
    let changes = try #require(try await plan(Self.run()).steps[0].work?.changes)
    #expect(
      changes.map { "\($0.verb) \($0.shown)" } == [
        "again run run-old: the job publish_job, launched by the production job another, tagged team=sales, FAILURE",
        "steps publish; not 1 other, done before",
        "code no version of it is known: Dagster has none of ops",
        "definition as it was then: its ops, their configuration and their order",
      ]
    )
    let whole = try #require(
      try await plan(Self.run(from: "start") { $0.ended.snapshot = "another" }).steps[0].work
    )
    #expect(whole.changes[1].shown == "load, publish")
    #expect(whole.changes[3].shown.hasPrefix("another than it was then"))
  }

  @Test func aRunThatCannotBeRunAgainIsRefused() async throws {
    let changes: [(String, (inout FakeDagster.State) -> Void)] = [
      ("expected a run that Dagster knows, found \"run-old\"", { $0.work = [] }),
      (
        "expected a run that has ended, found \"run-old\", which is STARTED", { $0.ended.status = "STARTED" }
      ),
      (
        "expected a run that failed or was canceled, found \"run-old\", which succeeded",
        { $0.ended.status = "SUCCESS" }
      ),
      (
        "expected a run that nothing ran in place of since, found \"run-old\", which run other ran in place of: STARTED",
        {
          $0.work.append(
            .init(id: "other", isBackfill: false, tags: [], targeted: 1, parent: "run-old", root: "run-old")
          )
        }
      ),
      (
        "expected a run that did something, found \"run-old\", which was a rehearsal",
        { $0.work[0].tags.append(Tag(TagKey.rehearsalOf, "another")) }
      ),
      (
        "expected a run of a job that is still defined, found the job \"gone_job\" of \"lab\"",
        { $0.work[0].job = "gone_job" }
      ),
    ]
    for (message, change) in changes {
      let lab = try Self.run(change)
      let result = await lab.run()
      #expect(
        result.problems.map { "\($0.path): \($0.message)" } == ["spec.steps[0].reexecute.run: \(message)"]
      )
      #expect(lab.server.count(of: "Reexecute") == 0)
    }
  }

  @Test func anOlderServerIsTold() async throws {
    let lab = try Self.run { $0.version = "1.10.7" }
    let result = await lab.run()
    #expect(result.message.contains("running a run again needs Dagster 1.10.8 or newer"), "\(result.message)")
  }

  @Test func aServerThatDoesNotLetItIsSaid() async throws {
    let refusal: JSONValue = ["__typename": "UnauthorizedError", "message": "Authorization failed"]
    let lab = try Self.run { $0.faults["Reexecute"] = [.answer("launchRunReexecution", refusal)] }
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.record?.steps.map(\.state) == [.pending])
  }
}
