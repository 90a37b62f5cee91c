import Foundation
import Kubernetes
import KubernetesDouble
import Testing

@testable import Triggering

/// Why nothing runs, which only pods and events tell: the Job itself is accepted and has no condition.
@Suite(.timeLimit(.minutes(1))) struct WaitingTests {
  /// Something that keeps pods from starting, and how it is told.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    var name: String
    var told: String
    var happens: @Sendable (FakeWorkload) -> Void
    var testDescription: String { name }
  }

  static let obstacles = [
    Obstacle(
      name: "a bad image",
      told: "recover-orders-2024-02-1-pod1: ImagePullBackOff: Back-off pulling image \"registry/runner:v1\""
    ) {
      $0.createsPod().waits("ImagePullBackOff", "Back-off pulling image \"registry/runner:v1\"")
    },
    Obstacle(
      name: "an image that can't be found",
      told: "recover-orders-2024-02-1-pod1: ErrImagePull: registry/runner:v1: not found"
    ) { $0.createsPod().waits("ErrImagePull", "registry/runner:v1: not found") },
    Obstacle(
      name: "settings that are missing",
      told:
        "recover-orders-2024-02-1-pod1: CreateContainerConfigError: configmap \"production-jobs\" not found"
    ) { $0.createsPod().waits("CreateContainerConfigError", "configmap \"production-jobs\" not found") },
    Obstacle(
      name: "no node",
      told: "recover-orders-2024-02-1-pod1: Unschedulable: 0/3 nodes are available: 3 Insufficient memory."
    ) { $0.createsPod().isUnschedulable("0/3 nodes are available: 3 Insufficient memory.") },
    Obstacle(
      name: "PodSecurity",
      told:
        "recover-orders-2024-02-1: FailedCreate: Error creating: pods \"x\" is forbidden: violates PodSecurity "
        + "\"restricted:latest\": runAsNonRoot != true"
    ) {
      $0.event(
        "FailedCreate",
        "Error creating: pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true"
      )
    },
    Obstacle(
      name: "quota",
      told:
        "recover-orders-2024-02-1: FailedCreate: Error creating: pods \"x\" is forbidden: exceeded quota: small"
    ) { $0.event("FailedCreate", "Error creating: pods \"x\" is forbidden: exceeded quota: small") },
    Obstacle(
      name: "a volume that is missing",
      told: "recover-orders-2024-02-1-pod1: FailedMount: MountVolume.SetUp failed for volume \"job\""
    ) { $0.createsPod().event("FailedMount", "MountVolume.SetUp failed for volume \"job\"") },
  ]

  @Test(arguments: obstacles)
  func isToldOnceAndThenTheStartGivesUp(_ obstacle: Obstacle) async throws {
    let scene = try await Scene()
    scene.cluster.onJob { obstacle.happens($0) }
    var patience = Scene.patience
    patience.start = .seconds(900)
    patience.clock = LateClock(recorder: scene.recorder, words: obstacle.told)
    let conclusion = try await scene.run(patience: patience)
    #expect(
      conclusion
        == Conclusion(
          75,
          "no pod of the Job recover-orders-2024-02-1 has started in 900 s (\(obstacle.told)); the Job stays, fix "
            + "that and to follow it again: ci/trigger AGAIN"
        )
    )
    #expect(scene.told == ["created the Job recover-orders-2024-02-1 in production-jobs", obstacle.told])
    await scene.cluster.stop()
  }

  @Test func whatPassesIsFollowedOn() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      work.event("FailedCreate", "exceeded quota")
      await scene.looks()
      work.event("SuccessfulCreate", "Created pod", type: "Normal")
      let pod = work.createsPod()
      pod.isUnschedulable("0/3 nodes are available")
      await scene.looks()
      pod.event("FailedScheduling", "0/3 nodes are available")
      pod.waits("ErrImagePull", "timeout")
      await scene.looks()
      pod.waits("ImagePullBackOff", "Back-off")
      pod.event("BackOff", "Back-off")
      await scene.looks()
      pod.waits("ErrImagePull", "timeout")
      await scene.looks()
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run().exitCode == 0)
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "recover-orders-2024-02-1: FailedCreate: exceeded quota",
        "recover-orders-2024-02-1-pod1: Unschedulable: 0/3 nodes are available",
        "recover-orders-2024-02-1-pod1: ErrImagePull: timeout",
        "recover-orders-2024-02-1-pod1: ImagePullBackOff: Back-off",
        "the pod recover-orders-2024-02-1-pod1 has started",
        "the pod recover-orders-2024-02-1-pod1: exit code 0",
      ]
    )
    await scene.cluster.stop()
  }

  @Test func theTriggersOwnDeadlineTellsWhatItWaitedFor() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { $0.createsPod().waits("ImagePullBackOff", "Back-off") }
    var patience = Scene.patience
    patience.total = .seconds(60)
    patience.clock = LateClock(recorder: scene.recorder, words: "Back-off")
    let conclusion = try await scene.run(patience: patience)
    #expect(
      conclusion
        == Conclusion(
          75,
          "followed for 60 s, no longer; the Job recover-orders-2024-02-1 goes on (recover-orders-2024-02-1-pod1: "
            + "ImagePullBackOff: Back-off); to follow it again: ci/trigger AGAIN"
        )
    )
    await scene.cluster.stop()
  }

  /// A pod of which there is nothing to tell.
  @Test(arguments: [
    (#"{"phase": "Failed"}"#, "ended without giving a reason"),
    (#"{"phase": "Failed", "reason": "NodeLost"}"#, "NodeLost"),
    (#"{"phase": "Failed", "reason": "Evicted", "message": "low on memory"}"#, "Evicted: low on memory"),
  ])
  func aPodEndsWithout(_ status: String, _ words: String) throws {
    #expect(try Self.pod(status).ending(of: "runner") == words)
  }

  @Test func aPodWithoutANodeAndAReason() throws {
    let pod = try Self.pod(#"{"conditions": [{"type": "PodScheduled", "status": "False"}]}"#)
    #expect(pod.obstacle(of: "runner") == "not scheduled")
  }

  private static func pod(_ status: String) throws -> Pod {
    let text = #"{"metadata": {"name": "a"}, "status": \#(status)}"#
    return try JSONDecoder().decode(Pod.self, from: Data(text.utf8))
  }
}
