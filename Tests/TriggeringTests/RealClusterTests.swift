import Foundation
import JSONTree
import Kubernetes
import Testing
import Triggering

/// The same cases with a kubelet and all. An API server that restarts is left to the double: a test can't restart a
/// cluster's.
@Suite(
  .enabled(
    if: RealCluster.isThere,
    "needs KUBECONFIG, PRODUCTION_JOBS_TEST_NAMESPACE (restricted) and PRODUCTION_JOBS_TEST_IMAGE (with sh)"
  ),
  .serialized,
  .timeLimit(.minutes(10))
)
struct RealClusterTests {
  private static let begin = ["created the Job JOB-1 in NS", "the pod POD has started"]

  @Test func success() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files(#"i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo "line $i"; sleep 1; done"#)
    #expect(try await cluster.run(files) == Conclusion(0, "the Job \(cluster.job)-1 is complete"))
    #expect(cluster.told == Self.begin + (1...5).map { "out: line \($0)" } + ["the pod POD: exit code 0"])
    try await cluster.cleanUp()
  }

  @Test func aJobThatFailsAndIsStartedAgain() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files("echo failed; exit 1")
    for _ in 0..<2 {
      let conclusion = try await cluster.run(files)
      #expect(conclusion.exitCode == 1)
      #expect(conclusion.message.contains("has failed (PodFailurePolicy: "))
    }
    let end = ["out: failed", "the pod POD: exit code 1"]
    #expect(
      cluster.told == Self.begin + end + ["created the Job JOB-2 in NS", "the pod POD has started"] + end
    )
    try await cluster.cleanUp()
  }

  @Test func aBadImage() async throws {
    let cluster = try RealCluster()
    let conclusion = try await cluster.run(
      cluster.files("true"),
      version: "no-such-version-anywhere",
      start: .seconds(30)
    )
    #expect(conclusion.exitCode == 75)
    #expect(
      ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull"].contains { conclusion.message.contains($0) }
    )
    try await cluster.cleanUp()
  }

  @Test func podSecurity() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files("true") { spec in
      spec["template"]?["spec"]?["securityContext"] = nil
    }
    let conclusion = try await cluster.run(files, start: .seconds(20))
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("FailedCreate: "))
    #expect(conclusion.message.contains("violates PodSecurity"))
    try await cluster.cleanUp()
  }

  @Test func quota() async throws {
    let cluster = try RealCluster()
    let quota = ResourceQuota(
      metadata: ObjectMetadata(name: cluster.job),
      spec: ["hard": ["pods": "0"]]
    )
    _ = try await cluster.client.create(quota, namespace: cluster.namespace)
    // The quota counts once its controller has seen it.
    try await Task.sleep(for: .seconds(5))
    let conclusion = try await cluster.run(cluster.files("true"), start: .seconds(20))
    try await cluster.client.delete(ResourceQuota.self, name: cluster.job, namespace: cluster.namespace)
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("FailedCreate: "))
    #expect(conclusion.message.contains("exceeded quota"))
    try await cluster.cleanUp()
  }

  @Test func anEvictionInTheMiddle() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files(
      #"trap 'echo detached; exit 75' TERM; echo begun; i=0; while [ $i -lt 20 ]; do i=$((i+1)); sleep 1; done; echo done"#
    )
    async let ended = cluster.run(files)
    await cluster.recorder.tells("begun")
    try await cluster.evict(try await cluster.runningPod())
    #expect(try await ended == Conclusion(0, "the Job \(cluster.job)-1 is complete"))
    let told = cluster.told
    #expect(told.filter { $0 == "out: begun" }.count == 2)
    #expect(told.filter { $0 == "out: detached" }.count == 1)
    #expect(told.suffix(2) == ["out: done", "the pod POD: exit code 0"])
    try await cluster.cleanUp()
  }

  @Test func theDeadlineOfTheJob() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files(
      "trap 'echo detached; exit 75' TERM; echo begun; while true; do sleep 1; done"
    ) {
      $0["activeDeadlineSeconds"] = .int(15)
    }
    let conclusion = try await cluster.run(files)
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("DeadlineExceeded"))
    #expect(cluster.told.contains("out: begun"))
    try await cluster.cleanUp()
  }

  @Test func whoLeavesCanFollowAgain() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files("echo begun; sleep 20; echo done")
    let first = Task { try await cluster.run(files) }
    await cluster.recorder.tells("begun")
    first.cancel()
    #expect(
      try await first.value
        == Conclusion(
          75,
          "stopped following; the Job \(cluster.job)-1 goes on; to follow it again: ci/trigger AGAIN"
        )
    )
    #expect(try await cluster.run(files) == Conclusion(0, "the Job \(cluster.job)-1 is complete"))
    #expect(cluster.told.suffix(3) == ["out: begun", "out: done", "the pod POD: exit code 0"])
    try await cluster.cleanUp()
  }

  @Test func cancelIsAJobOfItsOwn() async throws {
    let cluster = try RealCluster()
    let files = try cluster.files(#"echo "runner $0 $1""#)
    #expect(
      try await cluster.run(files, .cancel) == Conclusion(0, "the Job \(cluster.job)-cancel-1 is complete")
    )
    #expect(
      cluster.told == [
        "created the Job JOB-cancel-1 in NS", "the pod POD has started", "out: runner cancel JOB",
        "the pod POD: exit code 0",
      ]
    )
    try await cluster.cleanUp()
  }
}
