import Dagster
import DagsterModel
import ExactText
import Foundation
import TestSupport
import Testing

@testable import Effects
@testable import Ledger
@testable import Planning
@testable import Reporting
@testable import Works

/// What `runner plan` prints of a plan.
@Suite struct PlanReportTests {
  static let orders = AssetKey(path: ["orders"])

  static func plan(reason: String = "Why", conditions: [ConditionPlan] = []) -> JobPlan {
    let partitions = TargetedPartitions(keys: ["a", "b", "c", "e"], places: [0, 1, 2, 4])
    var state = AssetState(of: AssetActivity())
    state.whole = nil
    state.materialized = ["b"]
    state.failed = ["b", "e"]
    state.inFlight = ["e"]
    let work = StepPlan.Work(
      assets: [
        AssetPlan(asset: orders, rule: .onePerPartition, partitions: partitions, state: state)
      ],
      skipped: 2,
      reactions: [Reaction(asset: AssetKey(path: ["summary"]), by: "eager", isOn: true)],
      shape: RunShape(
        of: partitions,
        assets: [AssetDefinition(key: orders, repository: RepositorySelector(location: "lab"))],
        links: [:]
      ),
      conflicts: [.backfill(BackfillID("abcdefgh"), of: [orders]), .run(RunID("r1"), of: orders)]
    )
    return JobPlan(
      job: "reload",
      owner: "data",
      reason: reason,
      document: "sha256:1",
      steps: [
        StepPlan(
          index: 0,
          command: "backfill",
          summary: "orders",
          state: .pending,
          work: work,
          conditions: conditions
        ),
        StepPlan(index: 1, command: "launch", summary: "purge", state: .succeeded),
      ],
      ledgerState: .continued(JobPlan.Attempts(count: 1, lastOutcome: "failed"))
    )
  }

  @Test func tellsOfWorkThatTheLedgerDoesNotKnow() throws {
    var plan = Self.plan()
    let before = PlanReport.text(plan, colored: false)
    #expect(!before.contains("unrecorded_launches"))
    #expect(try !PlanReport.json(plan).contains("unrecorded"))
    plan.unrecorded = ["backfill abcdefgh", "run r1"]
    let text = PlanReport.text(plan, colored: false)
    let line = text.split(separator: "\n").filter { !before.contains($0) }
    #expect(
      line == [
        "  dagster   has work under this job's name that the ledger doesn't know (backfill abcdefgh, run r1): a run would "
          + "launch nothing and end with 4, unrecorded_launches; look whether this is the right ledger and the right "
          + "Dagster, or give the job another name"
      ]
    )
    #expect(PlanReport.markdown(plan).contains("**Dagster** has work under this job's name"))
    #expect(
      try PlanReport.json(plan).contains(
        "\"unrecorded\" : [\n    \"backfill abcdefgh\",\n    \"run r1\"\n  ]"
      )
    )
    plan.unrecorded = (1...30).map { "run \($0)" }
    #expect(PlanReport.text(plan, colored: false).contains("(run 1 and 29 more)"))
  }

  static let unmet = ConditionPlan(
    step: 0,
    path: "spec.steps[0].backfill.atMost.partitions",
    meaning: "at most 3 partitions",
    complaint: "expected at most 3 partitions, found 4",
    isLater: false
  )

  /// The stand-in of ci/trigger in the tests of ci/pipeline prints this file: it has to be what `runner plan` prints.
  /// `RECORD_GOLDEN=1` writes it anew, and fails.
  @Test func theStandInPrintsWhatThisDoes() throws {
    let url = inPackage("Tests/EmissionTests/StandIns/plan.txt")
    let text = PlanReport.text(Self.plan(), colored: false)
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
    if isRecording { try text.write(to: url, atomically: true, encoding: .utf8) }
    #expect(!isRecording, "recorded; run again without RECORD_GOLDEN")
    #expect(try String(contentsOf: url, encoding: .utf8) == text)
  }

  @Test func textIsAligned() {
    let step = StepEffect(
      index: 0,
      command: "backfill",
      onlyMissing: false,
      assets: [
        AssetEffect(
          asset: "orders",
          policy: "one run a partition",
          new: ["a", "c", "e"],
          overwritten: ["b"]
        )
      ],
      reactions: ["summary by eager"]
    )
    let digest = JobEffect(job: "reload", document: "sha256:1", steps: [step]).digest
    #expect(
      PlanReport.text(Self.plan(conditions: [Self.unmet]), colored: false) == """
        plan of reload
          owner     data
          reason    Why
          document  sha256:1
          ledger    1 attempt before, the last one ended failed: a run would go on with what is left

        step 1 of 2  backfill orders
          asset            orders  4 partitions  a…c, e
            new            3  a, c, e
            overwritten    1  b
            failed before  2  b, e
            in flight      1  e
          runs             4: one run a partition
          time             not known: there is no earlier run to judge it by
          left out         2 partitions, materialized already
          reacts           summary by eager
          in conflict      backfill abcdefgh of orders is under way
          in conflict      run r1 of orders is under way
          condition        not met: expected at most 3 partitions, found 4

        step 2 of 2  launch purge
          done: it is not launched again

        in all  1 step, 4 runs, 1 overwritten, 1 not met: it would not be launched
        digest  \(digest)

        """
    )
  }

  @Test func whatCannotBeToldIsNeitherMetNorUnmet() throws {
    var condition = Self.unmet
    (condition.complaint, condition.undecided) = (nil, "whether the job a has succeeded is not known")
    let plan = Self.plan(conditions: [condition])
    #expect(!condition.isMet)
    #expect(plan.unmet == [])
    let text = PlanReport.text(plan, colored: false)
    #expect(text.contains("  condition        undecided: whether the job a has succeeded is not known\n"))
    #expect(!text.contains("met"))
    let markdown = PlanReport.markdown(plan)
    #expect(markdown.contains("- step 1: **undecided:** whether the job a has succeeded is not known\n"))
    let json = try PlanReport.json(plan)
    #expect(json.contains("\"isMet\" : false"))
    #expect(json.contains("\"undecided\" : \"whether the job a has succeeded is not known\""))
    #expect(!json.contains("complaint"))
  }

  @Test func coloursWhatOneShouldLookAt() {
    let text = PlanReport.text(Self.plan(conditions: [Self.unmet]), colored: true)
    #expect(text.contains("    overwritten    \u{1B}[33m1  b\u{1B}[0m\n"))
    #expect(text.contains("\u{1B}[31mnot met: expected at most 3 partitions, found 4\u{1B}[0m\n"))
    #expect(!PlanReport.text(Self.plan(), colored: false).contains("\u{1B}"))
  }

  /// What comes from a document neither moves the cursor nor ends a table.
  @Test func foreignTextStaysInItsPlace() {
    let plan = Self.plan(reason: "a\u{1B}[2Jb\n| `x` <b> @team")
    #expect(PlanReport.text(plan, colored: true).contains("  reason    a\u{FFFD}[2Jb | `x` <b> @team\n"))
    #expect(PlanReport.markdown(plan).contains("`data`: ``a\u{FFFD}[2Jb \\| `x` <b> @team``\n"))
  }

  @Test func markdownHasARowForEachAsset() {
    let lines = PlanReport.markdown(Self.plan(conditions: [Self.unmet])).split(separator: "\n")
    #expect(
      lines.contains(
        "| 1. backfill | `orders` | 4: `a…c, e` | 3: `a, c, e` | 1: `b` | 2: `b, e` | 1: `e` | 4: one run a partition |"
      )
    )
    #expect(lines.contains("| 2. launch | `purge` | done: it is not launched again | | | | | |"))
    #expect(lines.contains("- step 1: **not met:** expected at most 3 partitions, found 4"))
    #expect(lines.contains("- step 1: `summary by eager` reacts"))
  }

  @Test func jsonIsWhatARunReads() throws {
    let plan = Self.plan()
    let approval = try #require(Approval(json: try PlanReport.json(plan)))
    #expect(approval.digest == plan.effect.digest)
    #expect(approval.effect == plan.effect)
    #expect(Approval(json: try PlanReport.json(plan).replacing("reload", with: "purge")) == nil)
    #expect(Approval(json: "{}") == nil)
  }
}
