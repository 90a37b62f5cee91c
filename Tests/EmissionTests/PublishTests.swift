import Foundation
import TestSupport
import Testing

/// Which commits get an image, and what a release does to it, with a real registry; ci/image is a stand-in that tells
/// what it was asked for.
@Suite(
  .enabled(if: LocalRegistry.isThere, "skopeo or docker-registry is not installed"),
  .timeLimit(.minutes(5))
)
struct PublishTests {
  typealias Lab = VerifiedImageLab

  private func publish(_ lab: Lab, _ arguments: String...) async throws -> Child.Ending {
    try await lab.run("publish", ["--name", lab.image] + arguments)
  }

  private func withLab(_ body: (Lab) async throws -> Void) async throws {
    try await Lab.with { lab in
      let image = "checkout/ci/image"
      try lab.write("#!/bin/sh\necho asked: \"$@\"\n", to: image)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755],
        ofItemAtPath: lab.folder.appending(path: image).path
      )
      try lab.write("ci/image\nci/lib/__pycache__\n", to: "checkout/.git/info/exclude")
      try await body(lab)
    }
  }

  /// Commits, and makes it main's tip.
  private func merge(_ lab: Lab, _ path: String) async throws -> String {
    let commit = try await lab.commit(path, "\(UUID())")
    try await lab.git("update-ref", "refs/remotes/origin/main", commit)
    return commit
  }

  @Test func mainsTipIsBuiltUnlessNothingButJobsChanged() async throws {
    try await withLab { lab in
      let asked = { (commit: String) in "asked: --name \(lab.image) --push --tag \(commit) --tag main\n" }
      #expect(try await publish(lab).output == asked(lab.commits.tip))
      _ = try await lab.push(of: lab.commits.tip)
      _ = try await merge(lab, "Sources/Jobs/A.swift")
      let unchanged = try await publish(lab)
      #expect(unchanged.status == 0 && unchanged.output == "", "\(unchanged)")
      let tool = try await merge(lab, "Sources/runner/A.swift")
      #expect(try await publish(lab).output == asked(tool))
      // The image of that commit has failed: the next one is of more than jobs still.
      let next = try await merge(lab, "Sources/Jobs/B.swift")
      #expect(try await publish(lab).output == asked(next))
    }
  }

  @Test func whatIsNotMainsIsNeverPushed() async throws {
    try await withLab { lab in
      try await lab.git("checkout", "--quiet", lab.commits.branch)
      let branch = try await publish(lab)
      #expect(branch.status == 77 && branch.output == "")
      #expect(try await publish(lab, "--release", "v1").status == 77)
      try await lab.git("checkout", "--quiet", lab.commits.old)
      let old = try await publish(lab)
      #expect(old.status == 0 && old.output == "" && old.errors.hasPrefix("main has moved on to "), "\(old)")
    }
  }

  @Test func aReleaseGivesTheImageThatWasBuiltOneTagMore() async throws {
    try await withLab { lab in
      let digest = try await lab.push(tag: lab.commits.tip)
      #expect(try await publish(lab, "--release", "v1.0.0").output == "\(lab.image)@\(digest)\n")
      _ = try await merge(lab, "generated/a/job.yaml")
      #expect(try await publish(lab, "--release", "v1.0.1").output == "\(lab.image)@\(digest)\n")
      try lab.attest(digest)
      #expect(try await lab.verify("v1.0.1").status == 0)
      #expect(lab.text("programs/version") == "VERSION=\(digest)\n")
      _ = try await merge(lab, "Sources/runner/A.swift")
      let early = try await publish(lab, "--release", "v2.0.0")
      #expect(early.status == 66 && early.errors.contains("wait for the pipeline of main"), "\(early)")
    }
  }

  @Test(arguments: [
    "main", String(repeating: "a", count: 40), "a b", "$(touch broken)", "../x", "-x", "v1:2",
  ])
  func aReleaseTakesNoTagOfMains(tag: String) async throws {
    try await withLab { lab async throws in
      #expect(try await publish(lab, "--release", tag).status == 64)
    }
  }
}
