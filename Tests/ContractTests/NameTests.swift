import Contract
import Foundation
import TestSupport
import Testing

/// Launches and objects of earlier versions are found by these, so that they are written out here.
@Suite struct NameTests {
  @Test func tagKeysStay() {
    #expect(
      [TagKey.job, TagKey.document, TagKey.step, TagKey.actor, TagKey.commit, TagKey.launchID]
        == ["job", "document", "step", "actor", "commit", "launch-id"].map { "production-jobs/\($0)" }
    )
    #expect(TagKey.maxConcurrentRuns(4) == "production-jobs/max-concurrent-runs-4")
  }

  /// What a document could set itself would be taken for the runner's.
  @Test func noTagOfOursIsFreeForDocuments() {
    let keys = [
      TagKey.job, TagKey.document, TagKey.step, TagKey.actor, TagKey.commit, TagKey.launchID, TagKey.priority,
      TagKey.maxRetries, TagKey.maxRuntime, TagKey.maxConcurrentRuns(1),
    ]
    #expect(keys.allSatisfy { key in TagKey.reservedPrefixes.contains { key.hasPrefix($0) } })
  }

  @Test func labelsStay() {
    #expect(
      [Label.name, Label.instance, Label.component, Label.version, Label.partOf, Label.managedBy]
        == ["name", "instance", "component", "version", "part-of", "managed-by"].map {
          "app.kubernetes.io/\($0)"
        }
    )
    #expect(Label.outcome == "production-jobs/outcome")
  }

  /// A Job that notes them otherwise is refused by the cluster.
  @Test(arguments: [Annotation.document, Annotation.image, Annotation.plan])
  func theAdmissionPolicyHasTheAnnotation(key: String) throws {
    let policy = try String(contentsOf: inPackage("ci/kubernetes/admission-jobs.yaml"), encoding: .utf8)
    #expect(policy.contains("'\(key)' in variables.annotations"))
  }

  @Test func theAdmissionPolicyHasThePodsVariables() throws {
    let policy = try String(contentsOf: inPackage("ci/kubernetes/admission-jobs.yaml"), encoding: .utf8)
    #expect(policy.contains("e.name in ['\(PodVariable.namespace)', '\(PodVariable.jobUID)'] ?"))
    #expect(policy.contains("\"metadata.labels['\(Label.controller)']\""))
  }

  /// `emit` writes what `ci/trigger` takes over from the Job that it stops.
  @Test(arguments: [Annotation.owner, Annotation.reason, Label.name, Label.instance, Label.component])
  func theManifestHas(key: String) throws {
    let folder = inPackage("generated")
    let jobs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let manifest = try #require(
      jobs.sorted().lazy.map { folder.appending(path: "\($0)/kubernetes.yaml") }.first {
        FileManager.default.fileExists(atPath: $0.path)
      }
    )
    #expect(try String(contentsOf: manifest, encoding: .utf8).contains("    \(key): "))
  }

  @Test func stepsCountFromOne() {
    #expect((0...2).map { StepNumber(at: $0).description } == ["1", "2", "3"])
  }
}
