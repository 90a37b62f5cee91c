import Contract
import DagsterModel
import Diagnostics
import JSONTree
import Testing

@testable import Attempt
@testable import Dagster
@testable import Ledger

/// `noActiveBackfill` where a backfill has ended, and Dagster has promised to retry a run of it.
@Suite struct StragglerTests {
  private static let document = ManyAssetsTests.document(1, "requires: [noActiveBackfill]")
  /// The clock's time of a lab.
  private static let now = ManualClock(meanwhile: {}).now().seconds

  private static func run(
    asset: String = "wide_0",
    backfill: String? = "abcdefgh",
    ended: Double = now - 20,
    more: [DagsterModel.Tag] = []
  ) -> JSONValue {
    let tags =
      [DagsterModel.Tag(DagsterModel.Tag.willRetryKey, "true")]
      + (backfill.map { [DagsterModel.Tag(DagsterModel.Tag.backfillKey, $0)] } ?? []) + more
    return [
      "runId": "run-1", "status": "FAILURE", "jobName": "__ASSET_JOB", "endTime": .double(ended),
      "tags": .tags(tags),
      "assetSelection": [["path": [.string(asset)]]],
    ]
  }

  private func verdict(_ run: JSONValue) async throws -> RunResult {
    let lab = try Lab(
      {
        $0.assets = ManyAssetsTests.assets(1)
        $0.links.pendingRetries = [run]
        // What the chain shows: it failed, and nothing has come of it.
        $0.retries = .init(promise: true, looks: nil)
        $0.work = [.init(id: "run-1", isBackfill: false, tags: [], targeted: 1)]
      },
      document: Self.document
    )
    return await lab.run()
  }

  @Test func isWaitedFor() async throws {
    let result = try await verdict(Self.run())
    #expect(result.verdict == .refused)
    #expect(
      result.problems.map(\.message) == [
        "expected no other backfill of its assets under way, found run run-1 of backfill abcdefgh, which failed and which "
          + "Dagster will retry, though the backfill has ended"
      ]
    )
  }

  /// A run of its own is no backfill; an old one is not retried any more; a retry that has begun is another run.
  @Test(arguments: [
    run(asset: "another"), run(backfill: nil), run(ended: now - 7_200),
    run(more: [DagsterModel.Tag(DagsterModel.Tag.retryRunKey, "run-2")]),
  ])
  func isNotWaitedFor(_ run: JSONValue) async throws {
    #expect(try await verdict(run).problems == [])
  }
}
