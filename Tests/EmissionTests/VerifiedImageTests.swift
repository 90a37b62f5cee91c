import Foundation
import TestSupport
import Testing

/// Which image's programs may start anything, with a real registry and the real skopeo.
@Suite(
  .enabled(if: LocalRegistry.isThere, "skopeo or docker-registry is not installed"),
  .timeLimit(.minutes(5))
)
struct VerifiedImageTests {
  typealias Lab = VerifiedImageLab

  @Test func theProgramsOfAnImageOfMainAreTaken() async throws {
    try await Lab.with { lab in
      let digest = try await lab.push()
      try lab.attest(digest)
      let ending = try await lab.verify()
      let told = "\(lab.image)@\(digest), built by main's pipeline from \(lab.commits.tip)\n"
      #expect(ending == Child.Ending(status: 0, output: told, errors: ""))
      #expect(lab.text("output") == "VERSION=\(digest)\n")
      #expect(lab.text("programs/version") == "VERSION=\(digest)\n")
      #expect(lab.text("programs/trigger") == "the trigger")
      #expect(lab.text("programs/runner") == "the runner")
      #expect(lab.text("programs/lib/libyaml-0.so.2") == "yaml" && lab.text("programs/lib/libz.so.1") == "z")
      let folder = lab.folder.appending(path: "programs")
      #expect(FileManager.default.isExecutableFile(atPath: folder.appending(path: "trigger").path))
      let again = try await lab.verify()
      #expect(again.status == 64 && again.errors.contains("expected a folder that isn't there yet"))
    }
  }

  @Test func anOlderImageIsTakenByItsTagOrDigest() async throws {
    try await Lab.with { lab in
      let digest = try await lab.push(tag: "v1.2.3", of: lab.commits.old)
      try lab.attest(digest, .init(commit: lab.commits.old))
      #expect(try await lab.verify("v1.2.3").status == 0)
      try FileManager.default.removeItem(at: lab.folder.appending(path: "programs"))
      #expect(try await lab.verify(digest).status == 0)
      #expect(lab.text("output") == "VERSION=\(digest)\nVERSION=\(digest)\n")
    }
  }

  /// What another has signed, or what was signed of something else.
  static let wrong: [(String, @Sendable (Lab) -> Lab.Attestation)] = [
    ("a branch", { _ in .init(ref: "refs/heads/branch") }),
    ("a branch with main's name in it", { _ in .init(ref: "refs/heads/main-2") }),
    ("a tag", { _ in .init(ref: "refs/tags/main") }),
    ("another workflow", { _ in .init(workflow: ".github/workflows/evil.yml") }),
    ("another repository", { _ in .init(repository: "evil/jobs") }),
    ("another commit of main", { .init(commit: $0.commits.old) }),
    ("a machine of one's own", { _ in .init(isHosted: false) }),
  ]

  @Test(arguments: wrong.indices)
  func anAttestationOfSomethingElseIsNone(index: Int) async throws {
    try await Lab.with { lab in
      let digest = try await lab.push()
      try lab.attest(digest, Self.wrong[index].1(lab))
      let ending = try await lab.verify()
      #expect(ending.status == 77, "\(Self.wrong[index].0): \(ending)")
      #expect(ending.errors.contains("nothing proves that main's pipeline built \(lab.image)@\(digest)"))
      lab.expectNothing()
    }
  }

  @Test func anImageWithoutAttestationIsRefused() async throws {
    try await Lab.with { lab in
      let other = try await lab.push(tag: "other", layers: ["usr/local/bin/runner=text:other"])
      try lab.attest(other)
      _ = try await lab.push()
      #expect(try await lab.verify().status == 77)
      lab.expectNothing()
    }
  }

  /// The label is looked at before anybody is asked: what it says is in the digest that was signed.
  @Test(arguments: ["branch", "", "nowhere", "refs/heads/main", "hostile"])
  func aRevisionThatIsNotOfMainIsRefused(kind: String) async throws {
    try await Lab.with { lab in
      let revision =
        switch kind {
        case "branch": lab.commits.branch
        case "nowhere": String(repeating: "0", count: 40)
        case "hostile": "\u{1B}[2J::error::x"
        default: kind
        }
      let digest = try await lab.push(of: revision)
      try lab.attest(digest, .init(commit: revision.isEmpty || kind == "hostile" ? "x" : revision))
      let ending = try await lab.verify()
      #expect(ending.status == 77, "\(ending)")
      #expect(!ending.errors.contains("\u{1B}") && !ending.errors.contains("\n::"))
      lab.expectNothing()
    }
  }

  /// Between the plan and the run somebody pushes over the tag.
  @Test func aTagThatMovesChangesNothingForADigest() async throws {
    try await Lab.with { lab in
      let planned = try await lab.push()
      try lab.attest(planned)
      #expect(try await lab.verify().status == 0)
      try FileManager.default.removeItem(at: lab.folder.appending(path: "programs"))
      let moved = try await lab.push(layers: [
        "usr/local/bin/trigger=text:evil,usr/local/bin/runner=text:evil"
      ])
      #expect(moved != planned)
      #expect(try await lab.verify(planned).status == 0)
      #expect(lab.text("programs/trigger") == "the trigger")
      try FileManager.default.removeItem(at: lab.folder.appending(path: "programs"))
      #expect(try await lab.verify("main").status == 77)
    }
  }

  @Test func anUnknownVersionIsToldWithThoseThatAreLikeIt() async throws {
    try await Lab.with { lab in
      try lab.attest(try await lab.push(tag: "v1.2.3"))
      let ending = try await lab.verify("v1.2.4")
      #expect(ending.status == 66)
      #expect(
        ending.errors.hasSuffix("verified-image: \(lab.image) has no version v1.2.4; did you mean v1.2.3?\n")
      )
      let digest = "sha256:\(String(repeating: "0", count: 64))"
      #expect(try await lab.verify(digest).status == 66)
      lab.expectNothing()
    }
  }

  @Test func aRegistryThatIsAwayIsNoImage() async throws {
    try await Lab.with { lab in
      let ending = try await lab.verify("main", ["RUNNER_IMAGE": "127.0.0.1:1/own/jobs/runner"])
      #expect(ending.status == 69, "\(ending)")
      #expect(ending.errors.contains("could not be asked for main: try again"))
      lab.expectNothing()
    }
  }

  static let hostile = [
    "$(touch broken)", "`touch broken`", "main;touch broken", "-v", "--help", "main\nevil", "../main", "a/b",
    "a:b", "@sha256",
    "sha256:abc", "SHA256:\(String(repeating: "a", count: 64))",
    "sha256:\(String(repeating: "g", count: 64))",
    "sha256:\(String(repeating: "a", count: 65))", " main", "main ", "mäin", "\u{202E}", "\u{1B}[2J",
    "{{.Name}}",
    String(repeating: "a", count: 129),
  ]

  @Test func hostileVersionsAndImagesAreRefused() async throws {
    try await Lab.with { lab in
      for version in Self.hostile {
        let ending = try await lab.verify(version)
        #expect(ending.status == 64, "\(version): \(ending)")
        #expect(
          ending.errors.hasPrefix("verified-image: VERSION: expected an image's tag or sha256:…, found ")
        )
        #expect(!ending.errors.contains("\u{1B}") && !ending.errors.contains("\u{202E}"))
      }
      let images = [
        "", "runner", "http://x/y", "../x", "r//x", "UPPER/x", "x/y:tag", "x/y@sha256:a", "-x/y",
        "x/$(touch broken)",
        "x/y z", "docker://x/y", "x/y\n", "oci:x/y",
      ]
      for image in images {
        let ending = try await lab.verify("main", ["RUNNER_IMAGE": image])
        #expect(ending.status == 64, "\(image): \(ending)")
      }
      lab.expectNothing()
    }
  }

  @Test(arguments: ["", "none", "gitlab github", "GitHub"])
  func whoProvesItIsSaidAndNeverNobody(server: String) async throws {
    try await Lab.with { lab in
      try lab.attest(try await lab.push())
      let ending = try await lab.verify(by: server)
      #expect(ending.status == 64 && ending.errors.contains("--by: expected github or gitlab"))
      lab.expectNothing()
    }
  }

  @Test func withoutMainsHistoryNothingIsProved() async throws {
    try await Lab.with { lab in
      try lab.attest(try await lab.push())
      try await lab.git("update-ref", "-d", "refs/remotes/origin/main")
      let ending = try await lab.verify()
      #expect(ending.status == 78 && ending.errors.contains("there is no origin/main in "))
      lab.expectNothing()
    }
  }

  /// A branch that stands in main's place by `git replace` is still a branch.
  @Test func replacedCommitsAreNotBelieved() async throws {
    try await Lab.with { lab in
      let digest = try await lab.push(of: lab.commits.branch)
      try lab.attest(digest, .init(commit: lab.commits.branch))
      try await lab.git("replace", "--graft", lab.commits.tip, lab.commits.branch)
      #expect(try await lab.verify().status == 77)
      lab.expectNothing()
    }
  }

  @Test func itIsSaidWhereMainHasChangedTheProgramsSince() async throws {
    try await Lab.with { lab in
      try lab.attest(try await lab.push())
      _ = try await lab.commit("Sources/Jobs/A.swift", "a job")
      try await lab.git("update-ref", "refs/remotes/origin/main", "HEAD")
      #expect(try await lab.verify().errors == "")
      try FileManager.default.removeItem(at: lab.folder.appending(path: "programs"))
      _ = try await lab.commit("Sources/runner/A.swift", "the program")
      try await lab.git("update-ref", "refs/remotes/origin/main", "HEAD")
      let ending = try await lab.verify()
      #expect(ending.status == 0)
      #expect(ending.errors.hasPrefix("note: main has changed more than jobs since \(lab.commits.tip)"))
    }
  }

  // MARK: GitLab

  private static let identity = "\(Lab.project)//ci/gitlab/pipeline.yml@refs/heads/main"

  @Test func gitLabsImageIsTakenByItsSignature() async throws {
    try await Lab.with { lab in
      let digest = try await lab.push()
      try lab.sign(digest, identity: Self.identity)
      #expect(try await lab.verify(by: "gitlab").status == 0)
      #expect(lab.text("programs/version") == "VERSION=\(digest)\n")
    }
  }

  @Test(arguments: [
    "\(Lab.project)//ci/gitlab/pipeline.yml@refs/heads/branch",
    "\(Lab.project)//ci/gitlab/pipeline.yml@refs/tags/main",
    "\(Lab.project)//.gitlab-ci.yml@refs/heads/main",
    "https://gitlab.example/evil/jobs//ci/gitlab/pipeline.yml@refs/heads/main",
    "https://gitlab.com",
  ])
  func anotherSignatureIsNone(identity: String) async throws {
    try await Lab.with { lab in
      let digest = try await lab.push()
      let issuer = identity == "https://gitlab.com" ? identity : "https://gitlab.example"
      try lab.sign(digest, identity: issuer == identity ? Self.identity : identity, issuer: issuer)
      let ending = try await lab.verify(by: "gitlab")
      #expect(ending.status == 77, "\(ending)")
      lab.expectNothing()
    }
  }
}
