import Diagnostics
import Schema
import Testing

@testable import JobDSL

@Suite struct CanaryTests {
  private static let orders = Backfill(.orders, from: "2024-02-01", through: "2024-02-15")

  private static func job(@StepsBuilder _ steps: () -> [LocatedStep]) -> Job {
    Job("x", owner: "me", reason: "why", steps: steps)
  }

  private static func part(_ part: BackfillPart, _ change: (inout Backfill) -> Void = { _ in }) -> Step {
    var backfill = orders
    backfill.part = part
    if case .first = part { backfill.conditions.ensures = .checksPassed }
    change(&backfill)
    return Step(backfill)
  }

  @Test func isTwoStepsOfTheSameBackfill() {
    let job = Self.job {
      Self.orders.canary(partitions: 2) {
        Check(.orders)
        Hold("it looks right")
      }
      .maxConcurrentRuns(4).only(.missing).ensures(.runsSucceeded)
    }
    #expect(job.document.steps.map(\.keyword) == ["backfill", "check", "hold", "backfill"])
    #expect(
      job.document.steps.map { ($0.command as? Backfill)?.part } == [.first(2), nil, nil, .afterFirst(2)]
    )
    for index in [0, 3] {
      let backfill = job.document.steps[index].command as? Backfill
      #expect(backfill?.maxConcurrentRuns == 4)
      #expect(backfill?.conditions.only == .missing)
      #expect(backfill?.conditions.ensures == (index == 0 ? .checksPassed : .runsSucceeded))
    }
    #expect(job.stepLocations[0] == job.stepLocations[3])
    #expect(job.document.canary(ofStep: 3) == 0)
    #expect(job.document.canary(ofStep: 0) == nil)
    #expect(JobReading(job.document.encoded(), file: "job.yaml").document == job.document)
  }

  /// Also where a function of somebody's takes any command.
  @Test func isFoundWhereACommandIsOfAnyType() {
    @StepsBuilder func steps(_ command: some Command) -> [LocatedStep] { command }
    #expect(steps(Self.orders.canary(partitions: 1)).count == 2)
    #expect(steps(Self.orders).count == 1)
  }

  @Test func saysWhichPartitionsEachHas() {
    let job = Self.job { Self.orders.canary(partitions: 1) }
    let subjects = job.document.steps.map(\.command.subject)
    #expect(
      subjects.map(\.summary) == [
        "sales/orders 2024-02-01…2024-02-15, the first 1",
        "sales/orders 2024-02-01…2024-02-15, all but the first 1",
      ]
    )
    #expect(subjects.map { $0.extent?.count } == [1, 14])
    #expect(subjects.map { $0.extent?.countWithCanary } == [1, 15])
    let all = Self.job { Backfill(.customer, partitions: .all).canary(partitions: 3) }
    #expect(all.document.steps.map { $0.command.subject.extent?.count } == [3, nil])
  }

  /// The steps of a document, and the places and words of what is wrong with their order.
  static let arrangements: [(steps: [Step], issues: [String])] = [
    ([part(.first(1)), part(.afterFirst(1))], []),
    ([part(.first(1)), Step(Materialize(.products)), part(.afterFirst(1))], []),
    ([part(.first(1)), part(.afterFirst(1)), part(.first(1)), part(.afterFirst(1))], []),
    (
      [part(.first(1))],
      ["0.backfill.part: expected the rest of the same backfill after it, found none"]
    ),
    (
      [part(.afterFirst(1))],
      ["0.backfill.part: expected the first partitions of the same backfill before it, found none"]
    ),
    (
      [part(.first(1)), part(.afterFirst(2))],
      [
        "1.backfill.part: expected the first partitions of the same backfill before it, found none",
        "0.backfill.part: expected the rest of the same backfill after it, found none",
      ]
    ),
    (
      [part(.first(1)), part(.afterFirst(1)) { $0.conditions.only = .missing }],
      [
        "1.backfill.part: expected the first partitions of the same backfill before it, found none",
        "0.backfill.part: expected the rest of the same backfill after it, found none",
      ]
    ),
    (
      [part(.first(1)), part(.afterFirst(1)), part(.afterFirst(1))],
      ["2.backfill.part: expected one rest for the canary in step 1, found another"]
    ),
    (
      [part(.first(1)) { $0.conditions.ensures = .runsSucceeded }, part(.afterFirst(1))],
      ["0.backfill.part: expected `ensures: checksPassed` beside it, found none"]
    ),
  ]

  @Test(arguments: arrangements) func everyCanaryHasItsRest(steps: [Step], issues: [String]) {
    let document = JobDocument(metadata: Metadata(name: "x", owner: "me", reason: "why"), steps: steps)
    #expect(placed(document.canaryIssues) == issues)
  }

  static let parts: [Verdict] = [
    Verdict("part: {first: 0}", "backfill.part.first: expected a whole number of at least 1, found 0"),
    Verdict(
      "part: {first: 1, afterFirst: 1}",
      "backfill.part: expected a mapping with one of the keys first, afterFirst, found the keys `first`, `afterFirst`"
    ),
    Verdict(
      "part: first",
      "backfill.part: expected a mapping with one of the keys first, afterFirst, found \"first\""
    ),
    Verdict(
      "part: {afterFirst: 3}",
      "backfill.part.afterFirst: expected a canary of fewer partitions than the 2 of the backfill, found 3 "
        + "(a backfill that is tried as a whole needs no canary)"
    ),
  ]

  @Test(arguments: parts) func isReadStrictly(part: Verdict) {
    let step = """
      backfill:
        assets: [a]
        partitions: {partitioning: daily, keys: ["2024-02-01", "2024-02-02"]}
        \(part.text)
      """
    // What the order of steps has to be is told apart from it.
    let found = Verdict.problems(ofStep: step).filter { !$0.contains("emit the job") }
    #expect(found == part.problems)
  }

  @Test func aLimitIsForBothTogether() {
    let job = Self.job {
      Backfill(.orders, partitions: ["2024-02-01", "2024-02-02", "2024-02-03"]).atMost(partitions: 2)
        .canary(partitions: 1)
    }
    #expect(
      JobDocument.schema.issues(in: job.document).map { "\($0.path): \($0.message)" } == [
        "spec.steps[1].backfill.atMost.partitions: expected a limit of at least the 3 partitions that are listed, found 2"
      ]
    )
  }
}
