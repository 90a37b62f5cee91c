import Ledger
import TestSupport
import Testing

/// A runner that is killed while a step is under way, and the one that goes on with it.
@Suite(.onDagster) struct AttachingTests {
  /// The second step's condition rests on what the first one makes, which has not ended.
  @Test func whatIsUnderWayIsCountedOn() async throws {
    func backfill(_ asset: String, _ more: String = "") -> String {
      "- backfill: {assets: [\(asset)], partitions: {partitioning: daily, from: \"2024-10-01\", "
        + "through: \"2024-10-02\"}\(more)}"
    }
    let steps = backfill("plan_parent") + "\n" + backfill("plan_child", ", requires: [upstreamMaterialized]")
    let job = try JobFile("attached", steps: steps)
    try await job.runAndKill(lease: 3) { $0.steps[0].state == .launched }
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    #expect(!plan.output.contains("missing"), "\(plan.output)")
    let ending = try await job.run("--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try #require(try await job.record()).steps.map(\.launches.count) == [1, 1])
  }
}
