import Dagster
import DagsterModel
import Testing

@testable import Attempt
@testable import Ledger
@testable import Works

/// What a look at launched work is taken for.
@Suite struct ObservationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var observation: Observation
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
  ) -> Observation {
    let counts = Backfill.PartitionCounts(
      targeted: targeted,
      inProgress: targeted - materialized - failed,
      materialized: materialized,
      failed: failed
    )
    let assets = [AssetKey(path: ["orders"]): counts]
    return Observation(
      Backfill(id: BackfillID("b"), status: status, errorMessage: error, assetCounts: assets)
    )
  }

  static func run(_ newestFirst: Run..., undecided: [Run] = []) -> Observation {
    RunChain(root: RunID("r"), runs: newestFirst).map { Observation($0, undecided: undecided) }
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

  static func endedBackfill(_ chains: [RunChain?], materialized: Int = 3) -> Observation {
    let counts = Backfill.PartitionCounts(targeted: 3, inProgress: 0, materialized: materialized, failed: 0)
    let chains = chains.compactMap(\.self)
    return Observation(
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
      observation: run(toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a run that failed, of which Dagster has not said whether it will retry it",
      observation: run(undecided, undecided: [undecided]),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "the same, after it has been waited for",
      observation: run(undecided, undecided: [undecided]).withoutRetries,
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a run that failed for good",
      observation: run(failed),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a retry under way, before the tag that names it is written",
      observation: run(child(.started), toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says STARTED"
    ),
    Case(
      testDescription: "a retry that succeeded",
      observation: run(child(.success), toBeRetried),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a retry that a person canceled",
      observation: run(child(.canceled), toBeRetried),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says CANCELED"
    ),
    Case(
      testDescription: "a person was quicker than Dagster, whose own retry is still to come",
      observation: run(child(.success, isRetry: false), toBeRetried),
      isOver: false,
      isComplete: false,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a person re-executed what had failed for good",
      observation: run(child(.success, isRetry: false), failed),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a person re-executed what had succeeded, and it failed",
      observation: run(child(.failure, isRetry: false), Run(id: root, status: .success)),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 1 failed, Dagster says FAILURE"
    ),
    Case(
      testDescription: "a backfill with everything, and with a run that failed over a check",
      observation: endedBackfill([RunChain(root: root, runs: [failed])]),
      isOver: true,
      isComplete: false,
      explanation: "3 of 3 done, 0 failed, 1 run failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "a backfill with a run that was retried",
      observation: endedBackfill([RunChain(root: root, runs: [child(.success), toBeRetried])]),
      isOver: true,
      isComplete: true,
      explanation: "3 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "a backfill that Dagster calls over before a retry",
      observation: endedBackfill([RunChain(root: root, runs: [toBeRetried])], materialized: 2),
      isOver: false,
      isComplete: false,
      explanation: "2 of 3 done, 0 failed, 1 run failed, Dagster says COMPLETED_SUCCESS"
    ),
  ]

  static let cases = [
    Case(
      testDescription: "everything is there",
      observation: backfill(.completedSuccess, materialized: 3),
      isOver: true,
      isComplete: true,
      explanation: "3 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "everything is there, and it goes on",
      observation: backfill(.requested, materialized: 3),
      isOver: false,
      isComplete: false,
      explanation: "3 of 3 done, 0 failed, Dagster says REQUESTED"
    ),
    Case(
      testDescription: "Dagster says success, and one is missing",
      observation: backfill(.completedSuccess, materialized: 2),
      isOver: true,
      isComplete: false,
      explanation: "2 of 3 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "Dagster says success of nothing",
      observation: backfill(.completedSuccess, targeted: 0),
      isOver: true,
      isComplete: false,
      explanation: "0 of 0 done, 0 failed, Dagster says COMPLETED_SUCCESS"
    ),
    Case(
      testDescription: "the daemon gave it up",
      observation: backfill(.failed, error: "no run"),
      isOver: true,
      isComplete: false,
      explanation: "0 of 3 done, 0 failed, Dagster says FAILED: no run"
    ),
    Case(
      testDescription: "a status of a newer Dagster",
      observation: backfill(.unknown("PAUSED")),
      isOver: false,
      isComplete: false,
      explanation: "0 of 3 done, 0 failed, Dagster says PAUSED"
    ),
    Case(
      testDescription: "a run that succeeded",
      observation: run(Run(id: RunID("r"), status: .success)),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a run that was canceled",
      observation: run(Run(id: RunID("r"), status: .canceled)),
      isOver: true,
      isComplete: false,
      explanation: "0 of 1 done, 0 failed, Dagster says CANCELED"
    ),
    Case(
      testDescription: "work that is gone",
      observation: .vanished("backfill b"),
      isOver: true,
      isComplete: false,
      explanation:
        "0 of 0 done, 0 failed, Dagster says NOT_FOUND: backfill b is not known to Dagster any more"
    ),
  ]

  @Test(arguments: cases + chains) func judges(_ example: Case) {
    #expect(example.observation.isOver == example.isOver)
    #expect(example.observation.isComplete == example.isComplete)
    #expect(example.observation.explanation == example.explanation)
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
