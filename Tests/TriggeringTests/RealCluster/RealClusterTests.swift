import Foundation
import JSONTree
import Kubernetes
import RealCluster
import Testing
import Triggering

/// The same cases with a kubelet and all, by the account that ci/kubernetes gives to a pipeline.
@Suite(.onCluster, .withImage, .inOwnNamespace, .serialized, .timeLimit(.minutes(10)))
struct RealClusterTests {
  private static let begin = ["created the Job JOB-1 in NS", "the pod POD has started"]

  @Test func success() async throws {
    let job = try await ClusterJob()
    let files = try job.files(#"i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo "line $i"; sleep 1; done"#)
    #expect(try await job.run(files) == Conclusion(0, "the Job \(job.name)-1 is complete"))
    #expect(job.told == Self.begin + (1...5).map { "out: line \($0)" } + ["the pod POD: exit code 0"])
    try await job.cleanUp()
  }

  @Test func aJobThatFailsAndIsStartedAgain() async throws {
    let job = try await ClusterJob()
    let files = try job.files("echo failed; exit 1")
    for _ in 0..<2 {
      let conclusion = try await job.run(files)
      #expect(conclusion.exitCode == 1)
      #expect(conclusion.message.contains("has failed (PodFailurePolicy: "))
    }
    let end = ["out: failed", "the pod POD: exit code 1"]
    #expect(
      job.told == Self.begin + end + ["created the Job JOB-2 in NS", "the pod POD has started"] + end
    )
    try await job.cleanUp()
  }

  @Test func anEvictionInTheMiddle() async throws {
    let job = try await ClusterJob()
    let files = try job.files(
      #"trap 'echo detached; exit 75' TERM; echo begun; i=0; while [ $i -lt 20 ]; do i=$((i+1)); sleep 1; done; echo done"#
    )
    async let ended = job.run(files)
    await job.recorder.tells("begun")
    try await job.evict(try await job.pod())
    #expect(try await ended == Conclusion(0, "the Job \(job.name)-1 is complete"))
    let told = job.told
    #expect(told.filter { $0 == "out: begun" }.count == 2)
    #expect(told.filter { $0 == "out: detached" }.count == 1)
    #expect(told.suffix(2) == ["out: done", "the pod POD: exit code 0"])
    try await job.cleanUp()
  }

  /// A verdict fails the Job on a node that is drained too: another pod would begin what failed again.
  @Test func anEvictionAtTheVerdict() async throws {
    let job = try await ClusterJob()
    let files = try job.files(
      "trap 'echo failed; exit 1' TERM; echo begun; i=0; while [ $i -lt 60 ]; do i=$((i+1)); sleep 1; done"
    )
    async let ended = job.run(files)
    await job.recorder.tells("begun")
    try await job.evict(try await job.pod())
    let conclusion = try await ended
    #expect(conclusion.exitCode == 1)
    #expect(conclusion.message.contains("has failed (PodFailurePolicy: "))
    #expect(job.told.filter { $0.hasPrefix("out: ") } == ["out: begun", "out: failed"])
    try await job.cleanUp()
  }

  @Test func theDeadlineOfTheJob() async throws {
    let job = try await ClusterJob()
    let files = try job.files(
      "trap 'echo detached; exit 75' TERM; echo begun; while true; do sleep 1; done"
    ) {
      $0["activeDeadlineSeconds"] = .int(15)
    }
    let conclusion = try await job.run(files)
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("DeadlineExceeded"))
    #expect(job.told.contains("out: begun"))
    try await job.cleanUp()
  }

  @Test func aJobThatRunsIsFollowed() async throws {
    let job = try await ClusterJob()
    let files = try job.files("echo begun; sleep 10; echo done")
    async let first = job.run(files)
    await job.recorder.tells("begun")
    #expect(try await job.run(files) == Conclusion(0, "the Job \(job.name)-1 is complete"))
    #expect(try await first == Conclusion(0, "the Job \(job.name)-1 is complete"))
    #expect(job.told.filter { $0 == "out: begun" }.count == 2)
    #expect(job.told.filter { $0.hasSuffix("is already running: following it") }.count == 1)
    #expect(try await job.jobs() == ["\(job.name)-1"])
    try await job.cleanUp()
  }

  @Test func whoLeavesCanFollowAgain() async throws {
    let job = try await ClusterJob()
    let files = try job.files("echo begun; sleep 20; echo done")
    let first = Task { try await job.run(files) }
    await job.recorder.tells("begun")
    first.cancel()
    #expect(
      try await first.value
        == Conclusion(
          75,
          "stopped following; the Job \(job.name)-1 goes on; to follow it again: ci/trigger AGAIN"
        )
    )
    #expect(try await job.run(files) == Conclusion(0, "the Job \(job.name)-1 is complete"))
    #expect(job.told.suffix(3) == ["out: begun", "out: done", "the pod POD: exit code 0"])
    try await job.cleanUp()
  }

  @Test func cancelIsAJobOfItsOwn() async throws {
    let job = try await ClusterJob()
    let files = try job.files(#"echo "runner $0 $1""#)
    #expect(
      try await job.run(files, .cancel) == Conclusion(0, "the Job \(job.name)-cancel-1 is complete")
    )
    #expect(
      job.told == [
        "created the Job JOB-cancel-1 in NS", "the pod POD has started", "out: runner cancel JOB",
        "the pod POD: exit code 0",
      ]
    )
    try await job.cleanUp()
  }
}
