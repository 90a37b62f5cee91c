import Foundation
import JSONTree
import Kubernetes
import RealCluster
import Testing

@testable import Triggering

/// What a cluster refuses, and pods that never run: no image is needed for it.
@Suite(.onCluster, .inOwnNamespace, .serialized, .timeLimit(.minutes(10)))
struct RealRefusalTests {
  @Test func podSecurity() async throws {
    let job = try await ClusterJob()
    let files = try job.files("true") { $0["template"]?["spec"]?["securityContext"] = nil }
    let conclusion = try await job.run(files, until: "FailedCreate")
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("FailedCreate: "))
    #expect(conclusion.message.contains("violates PodSecurity"))
    try await job.cleanUp()
  }

  @Test(.inNamespaceOfOurs) func quota() async throws {
    let job = try await ClusterJob()
    try await job.setQuota("count/jobs.batch=100,pods=0")
    let conclusion = try await job.run(job.files("true"), until: "FailedCreate")
    try await job.removeQuota()
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("FailedCreate: "))
    #expect(conclusion.message.contains("exceeded quota"))
    try await job.cleanUp()
  }

  @Test(.inNamespaceOfOurs) func aQuotaOfJobs() async throws {
    let job = try await ClusterJob()
    try await job.setQuota("count/jobs.batch=0")
    let conclusion = try await job.run(job.files("true"))
    try await job.removeQuota()
    #expect(conclusion.exitCode == 77)
    #expect(
      conclusion.message.hasPrefix(
        "cannot create the Job \(job.namespace)/\(job.name)-1: the Kubernetes API at "
      )
    )
    #expect(conclusion.message.contains("exceeded quota"))
    #expect(conclusion.message.contains("; raise the quota of the namespace \(job.namespace)"))
    try await job.cleanUp()
  }

  @Test func aPodThatNoNodeTakes() async throws {
    let job = try await ClusterJob()
    let files = try job.files("true") {
      $0["template"]?["spec"]?["nodeSelector"] = .object(["production-jobs/no-such-node": .string("x")])
    }
    let conclusion = try await job.run(files, until: "Unschedulable")
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("Unschedulable: "))
    try await job.cleanUp()
  }

  /// A Job that never ran holds nothing, and goes for another version.
  @Test func aJobThatNeverRanIsReplaced() async throws {
    let job = try await ClusterJob()
    let files = try job.files("true") {
      $0["template"]?["spec"]?["nodeSelector"] = .object(["production-jobs/no-such-node": .string("x")])
    }
    for version in ["v1", "v2"] {
      #expect(try await job.run(files, version: version, until: "Unschedulable").exitCode == 75)
    }
    #expect(job.told.contains("none of its pods has started: deleting it"))
    _ = try await answer(to: "the end of the first Job") {
      try await job.jobs() == ["\(job.name)-2"] ? true : nil
    }
    try await job.cleanUp()
  }

  @Test func aManifestThatTheServerRefuses() async throws {
    let job = try await ClusterJob()
    let conclusion = try await job.run(job.files("true") { $0["backoffLimit"] = .int(-1) })
    #expect(conclusion.exitCode == 77)
    #expect(conclusion.message.contains("must be greater than or equal to 0"))
    #expect(try await job.jobs() == [])
    try await job.cleanUp()
  }
}

/// What no pod runs of, on a node that is there.
@Suite(.onCluster, .withImage, .inOwnNamespace, .timeLimit(.minutes(10)))
struct RealBadImageTests {
  @Test func aBadImage() async throws {
    let job = try await ClusterJob()
    let conclusion = try await job.run(
      job.files("true"),
      version: "no-such-version-anywhere",
      until: "Image"
    )
    #expect(conclusion.exitCode == 75)
    let reasons = ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull"]
    #expect(reasons.contains { conclusion.message.contains($0) })
    try await job.cleanUp()
  }
}
