import ClusterLedger
import Foundation
import Kubernetes
import KubernetesDouble
import Ledger
import Testing
import Triggering

@Suite(.timeLimit(.minutes(1))) struct StatusTests {
  private func status(_ scene: Scene) async throws -> Conclusion {
    let client = try scene.client()
    let run = TriggerRun(
      try TriggerRequest(job: Scene.job, mode: .status, namespace: "production-jobs", image: nil),
      client: client,
      ledger: KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock()),
      reporter: scene.recorder,
      patience: Scene.patience,
      again: "ci/trigger AGAIN"
    )
    let conclusion = await run.status(now: Timestamp(seconds: 0))
    await client.shutdown()
    return conclusion
  }

  @Test func aJobThatNobodyKnows() async throws {
    let scene = try await Scene()
    #expect(
      try await status(scene)
        == Conclusion(
          66,
          "expected a job that was started in production-jobs, found nothing of recover-orders-2024-02"
        )
    )
    #expect(scene.told == ["out: recover-orders-2024-02: nothing is recorded"])
    await scene.cluster.stop()
  }

  @Test func theJobsThatAreThere() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(StartingTests.ends(1))
    _ = try await scene.run(Scene.request(reason: "INC-1\n\u{1B}[31m"))
    let before = scene.told.count
    #expect(try await status(scene) == Conclusion(0, ""))
    #expect(
      Array(scene.told.dropFirst(before)) == [
        "out: recover-orders-2024-02: nothing is recorded",
        "out: ",
        "out: the Job recover-orders-2024-02-1, created 2024-03-01T10:00:00Z: failed (PodFailurePolicy)",
        "out:   image     registry/runner:v1",
        "out:   actor     ada",
        "out:   pipeline  https://ci/1",
        "out:   why       INC-1\\u{A}\\u{1B}[31m",
      ]
    )
    await scene.cluster.stop()
  }
}
