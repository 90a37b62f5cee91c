import Dagster
import Testing

@testable import Execution

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
      sight: Sight(Run(id: RunID("r"), status: .success)),
      isOver: true,
      isComplete: true,
      explanation: "1 of 1 done, 0 failed, Dagster says SUCCESS"
    ),
    Case(
      testDescription: "a run that was canceled",
      sight: Sight(Run(id: RunID("r"), status: .canceled)),
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

  @Test(arguments: cases) func judges(_ example: Case) {
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
