import Foundation
import KubernetesDouble
import Testing
import Triggering

/// What is shown of a Job, and how it ends, with the controller and the node played by the test.
@Suite(.timeLimit(.minutes(1))) struct FollowingTests {
  @Test func aJobThatSucceeds() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.waits("ContainerCreating")
      await scene.looks()
      pod.runs()
      pod.log.writes(#"{"severity":"INFO","message":"launching"}"#)
      await pod.log.isFollowed()
      pod.log.writes("succeeded: 5 partitions", "  https://dagster/runs/1")
      pod.ends(0)
      await work.completes()
    }
    let conclusion = try await scene.run()
    #expect(conclusion == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "recover-orders-2024-02-1-pod1: ContainerCreating",
        "the pod recover-orders-2024-02-1-pod1 has started",
        #"{"severity":"INFO","message":"launching"}"#,
        "out: succeeded: 5 partitions",
        "out:   https://dagster/runs/1",
        "the pod recover-orders-2024-02-1-pod1: exit code 0",
      ]
    )
    await scene.cluster.stop()
  }

  @Test func aJobThatIsSuspended() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      work.isSuspended()
      await scene.looks(3)
      work.isResumed()
      let pod = work.createsPod()
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "recover-orders-2024-02-1: JobSuspended: Job suspended: no pod starts until it is resumed",
        "the pod recover-orders-2024-02-1-pod1 has started",
        "the pod recover-orders-2024-02-1-pod1: exit code 0",
      ]
    )
    await scene.cluster.stop()
  }

  @Test func aJobThatFails() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("failed: step 1 of recover-orders-2024-02 failed")
      pod.ends(1)
      await work.fails("PodFailurePolicy", "Container runner failed with exit code 1")
    }
    let conclusion = try await scene.run()
    #expect(
      conclusion
        == Conclusion(
          1,
          "the Job recover-orders-2024-02-1 has failed (PodFailurePolicy: Container runner failed with exit code 1)"
            + "; exit code 1"
        )
    )
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "the pod recover-orders-2024-02-1-pod1 has started",
        "out: failed: step 1 of recover-orders-2024-02 failed",
        "the pod recover-orders-2024-02-1-pod1: exit code 1",
      ]
    )
    await scene.cluster.stop()
  }

  @Test(arguments: [3, 4, 6, 65, 70, 77, 78, 137])
  func theExitCodeIsTheRunners(_ code: Int) async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.ends(code)
      await work.fails("PodFailurePolicy", "as it is")
    }
    #expect(try await scene.run().exitCode == Int32(code))
    await scene.cluster.stop()
  }

  static let several: [([Int], Int32)] = [
    // The last pod found the job held by the one before it.
    ([1, 5], 1), ([5, 4], 4), ([75, 3, 5], 3), ([77, 75], 77), ([1, 137], 1),
    // Nothing but trouble.
    ([137, 75], 137), ([75, 69, 5], 69), ([137, 69], 69), ([75, 5], 5), ([5, 75], 75),
  ]

  @Test(arguments: several) func theExitCodeIsThatOfThePodThatDecided(codes: [Int], code: Int32) async throws
  {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      for code in codes {
        let pod = work.createsPod()
        pod.runs()
        pod.ends(code)
      }
      await work.fails("PodFailurePolicy", "as it is")
    }
    #expect(try await scene.run().exitCode == code)
    await scene.cluster.stop()
  }

  @Test func memoryThatIsNotEnough() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.ends(137, reason: "OOMKilled")
      await work.fails("BackoffLimitExceeded", "Job has reached the specified backoff limit")
    }
    let conclusion = try await scene.run()
    #expect(
      conclusion.message
        == "the Job recover-orders-2024-02-1 has failed (BackoffLimitExceeded: Job has reached the specified backoff "
        + "limit); exit code 137: it needs more memory, by .kubernetes(KubernetesSettings(memory: …))"
    )
    #expect(scene.told.contains("the pod recover-orders-2024-02-1-pod1: exit code 137, OOMKilled"))
    await scene.cluster.stop()
  }

  @Test func anEvictionInTheMiddle() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let first = work.createsPod()
      first.runs()
      first.log.writes("first pod, line 1")
      await first.log.isFollowed()
      first.log.writes("first pod, line 2")
      first.isEvicted(75)
      let second = work.createsPod()
      second.waits("ContainerCreating")
      second.runs()
      second.log.writes("second pod: attached")
      second.ends(0)
      await work.completes()
    }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "the pod recover-orders-2024-02-1-pod1 has started",
        "out: first pod, line 1",
        "out: first pod, line 2",
        "the pod recover-orders-2024-02-1-pod1: exit code 75, EvictionByEvictionAPI: Eviction API: evicting",
        "the pod recover-orders-2024-02-1-pod2 has started",
        "out: second pod: attached",
        "the pod recover-orders-2024-02-1-pod2: exit code 0",
      ]
    )
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }

  @Test func theDeadlineOfTheJob() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("working")
      await pod.log.isFollowed()
      work.aims("DeadlineExceeded", "Job was active longer than specified deadline")
      pod.log.writes("detached: stopped watching")
      await scene.recorder.tells("detached")
      pod.isDeleted()
      await work.fails("DeadlineExceeded", "Job was active longer than specified deadline")
    }
    #expect(
      try await scene.run()
        == Conclusion(
          75,
          "the Job recover-orders-2024-02-1 has failed (DeadlineExceeded: Job was active longer than specified "
            + "deadline); exit code 75: what it began may go on; start it again and it attaches"
        )
    )
    #expect(
      scene.told == [
        "created the Job recover-orders-2024-02-1 in production-jobs",
        "the pod recover-orders-2024-02-1-pod1 has started",
        "out: working",
        "out: detached: stopped watching",
        "the pod recover-orders-2024-02-1-pod1 is gone",
      ]
    )
    await scene.cluster.stop()
  }

  @Test func aJobThatSomebodyRemoves() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      await pod.log.isFollowed()
      work.isDeleted()
      pod.isDeleted()
    }
    #expect(
      try await scene.run()
        == Conclusion(
          75,
          "the Job recover-orders-2024-02-1 is gone; exit code 75: what it began may go on; start it again and it "
            + "attaches"
        )
    )
    await scene.cluster.stop()
  }
}
