import Dagster
import Testing

@testable import Attempt
@testable import Ledger
@testable import Works

/// What a look at launched work is taken for.
@Suite struct SightTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sight: Sight
    var isOver: Bool
    var isComplete: Bool
    var explanation: String
  }

  static func backfill(
    _ status: BackfillStatus,
    targeted: Int = 3,
    materialized: Int = 0,
    failed: Int = 0,
    error: String? = nil
  ) -> Sight {
    let counts = Backfill.PartitionCounts(
      targeted: targeted,
      inProgress: targeted - materialized - failed,
      materialized: materialized,
      failed: failed
    )
    let assets = [AssetKey(path: ["orders"]): counts]
    return Sight(Backfill(id: BackfillID("b"), status: status, errorMessage: error, assetCounts: assets))
  }

  static func run(_ newestFirst: Run..., undecided: [Run] = []) -> Sight {
    RunChain(root: RunID("r"), runs: newestFirst).map { Sight($0, undecided: undecided) }
      ?? .vanished("run r")
  }

  static let root = RunID("r")
  static let failed = Run(id: root, status: .failure, tags: [Tag(Tag.willRetryKey, "false")])
  static let toBeRetried = Run(id: root, status: .failure, tags: [Tag(Tag.willRetryKey, "true")])
  static let undecided = Run(id: root, status: .failure)

  /// A retry by Dagster, or a re-execution by a person, who leaves no number.
  static func child(_ status: RunStatus, isRetry: Bool = true) -> Run {
    let tags = isRetry ? [Tag(Tag.retryNumberKey, "1")] : []
    return Run(id: RunID("s"), status: status, parentID: root, rootID: root, tags: tags)
  }

  static func endedBackfill(_ chains: [RunChain?], materialized: Int = 3) -> Sight {
    let counts = Backfill.PartitionCounts(targeted: 3, inProgress: 0, materialized: materialized, failed: 0)
    let chains = chains.compactMap(\.self)
    return Sight(
      Backfill(
        id: BackfillID("b"),
        status: .completedSuccess,
        assetCounts: [AssetKey(path: ["orders"]): counts]
      ),
      chains: chains,
      awaiting: chains.flatMap(\.awaitingRetry)
    )
  }

  static let chains = [
    Case(
      testDescription: "a run that failed, and that Dagster will retry",
      sight: run(toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a run that failed, of which Dagster has not said whether it will retry it",
      sight: run(undecided, undecided: [undecided]),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "the same, after it has been waited for",
      sight: run(undecided, undecided: [undecided]).withoutRetries,
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a run that failed for good",
      sight: run(failed),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a retry under way, before the tag that names it is written",
      sight: run(child(.started), toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says STARTED"
    ),
    Case(
      testDescription: "a retry that succeeded",
      sight: run(child(.success), toBeRetried),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a retry that a person canceled",
      sight: run(child(.canceled), toBeRetried),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says CANCELED"
    ),
    Case(
      testDescription: "a person was quicker than Dagster, whose own retry is still to come",
      sight: run(child(.success, isRetry: false), toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a person re-executed what had failed for good",
      sight: run(child(.success, isRetry: false), failed),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a person re-executed what had succeeded, and it failed",
      sight: run(child(.failure, isRetry: false), Run(id: root, status: .success)),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a backfill with everything, and with a run that failed over a check",
      sight: endedBackfill([RunChain(root: root, runs: [failed])]),
      isOver: true,
      isComplete: false,
      explanation: "3 of 3 done, 0 failed, 1 run failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "a backfill with a run that was retried",
      sight: endedBackfill([RunChain(root: root, runs: [child(.success), toBeRetried])]),
      isOver: true,
      isComplete: true,
      explanation: "3 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "a backfill that Dagster calls over before a retry",
      sight: endedBackfill([RunChain(root: root, runs: [toBeRetried])], materialized: 2),
      isOver: false,
      isComplete: false,
      explanation: "2 of 3 done, 0 failed, 1 run failed, Dagster says COMPLETED_SUCCESS"
    ),
  ]

  static let cases = [
    Case(
      testDescription: "everything is there",
      sight: backfill(.completedSuccess, materialized: 3),
      isOver: true,
      isComplete: true,
      explanation: "3 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "everything is there, and it goes on",
      sight: backfill(.requested, materialized: 3),
      isOver: false,
      isComplete: false,
      explanation: "3 of 3 done, 0 failed, Dagster says REQUESTED"
    ),
    Case(
      testDescription: "Dagster says success, and one is missing",
      sight: backfill(.completedSuccess, materialized: 2),
      isOver: true,
      isComplete: false,
      explanation: "2 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "Dagster says success of nothing",
      sight: backfill(.completedSuccess, targeted: 0),
      isOver: true,
      isComplete: false,
      explanation: "0 of 0 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "the daemon gave it up",
      sight: backfill(.failed, error: "no run"),
      isOver: true,
      isComplete: false,
      explanation: "0 of 3 done, 0 failed, Dagster says FAILED: no run"
    ),
    Case(
      testDescription: "a status of a newer Dagster",
      sight: backfill(.unknown("PAUSED")),
      isOver: false,
      isComplete: false,
      explanation: "0 of 3 done, 0 failed, Dagster says PAUSED"
    ),
    Case(
      testDescription: "a run that succeeded",
      sight: run(Run(id: RunID("r"), status: .success)),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a run that was canceled",
      sight: run(Run(id: RunID("r"), status: .canceled)),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says CANCELED"
    ),
    Case(
      testDescription: "work that is gone",
      sight: .vanished("backfill b"),
      isOver: true,
      isComplete: false,
      explanation:
        "0 of 0 done, 0 failed, Dagster says NOT_FOUND: backfill b is not known to Dagster any more"
    ),
  ]

  @Test(arguments: cases + chains) func judges(_ example: Case) {
    #expect(example.sight.isOver == example.isOver)
    #expect(example.sight.isComplete == example.isComplete)
    #expect(example.sight.explanation == example.explanation)
  }

  @Test func namesTheFirstTenFailures() {
    let failures = (1...12).map {
      FailedPartition(partition: "k\($0)", runID: "r", reason: $0 == 1 ? "no data" : nil)
    }
    #expect(
      failures.listed == """

          k1: no data
          k2
          k3
          k4
          k5
          k6
          k7
          k8
          k9
          k10
          and 2 more
        """
    )
  }
}
