import Foundation
import TestSupport
import Testing

/// Which image a company's pipeline runs: this package's, or one of its own.
@Suite(
  .enabled(if: LocalRegistry.isThere, "skopeo or docker-registry is not installed"),
  .timeLimit(.minutes(5))
)
struct CompanyImageTests {
  typealias Lab = VerifiedImageLab

  /// A repository of the company beside the package's checkout, at the version whose workflow is at work.
  private static func company(_ lab: Lab, _ environment: [String: String?] = [:]) -> [String: String?] {
    let fixed: [String: String?] = [
      "PRODUCTION_JOBS_REPOSITORY": "\(lab.folder.path)/company", "GITHUB_REPOSITORY": "acme/jobs",
      "IMAGE_PROJECT": Lab.repository,
      "WORKFLOW_VERSION": "own/jobs/.github/workflows/production-job.yml@refs/tags/1.2.0",
      "CI_PROJECT_URL": "https://gitlab.example/acme/jobs", "CI_PROJECT_PATH": "acme/jobs",
    ]
    return fixed.merging(environment) { $1 }
  }

  private func withCompany(_ body: (Lab) async throws -> Void) async throws {
    try await Lab.with { lab in
      let company = lab.folder.appending(path: "company")
      let clone = try await run(program("git"), ["init", "--quiet", company.path], in: lab.folder)
      try #require(clone.status == 0, "\(clone)")
      try await body(lab)
    }
  }

  @Test func thePackagesImageIsHeldAgainstThePackagesMain() async throws {
    try await withCompany { lab in
      let digest = try await lab.push(tag: "1.2.0", of: lab.commits.old)
      try lab.attest(digest, .init(commit: lab.commits.old))
      let ending = try await lab.verify("", Self.company(lab))
      let told = "\(lab.image)@\(digest), built by main's pipeline of own/jobs from \(lab.commits.old)\n"
      #expect(ending == Child.Ending(status: 0, output: told, errors: ""))
      #expect(lab.text("programs/version") == "VERSION=\(digest)\n")
    }
  }

  /// One that the company built itself is none of the package's, and one of a branch of the package isn't either.
  @Test func whatIsNotOfThePackagesMainIsRefused() async throws {
    try await withCompany { lab in
      let digest = try await lab.push(tag: "1.2.0")
      try lab.attest(digest, .init(repository: "acme/jobs"))
      let ending = try await lab.verify("", Self.company(lab))
      #expect(ending.status == 77, "\(ending)")
      #expect(ending.errors.contains("nothing proves that main's pipeline of own/jobs built"))
      let branch = try await lab.push(tag: "1.2.1", of: lab.commits.branch)
      try lab.attest(branch, .init(commit: lab.commits.branch))
      #expect(try await lab.verify("1.2.1", Self.company(lab)).status == 77)
      lab.expectNothing()
    }
  }

  /// With commands of its own a company has an image of its own, whose commits are its own.
  @Test(arguments: ["", "acme/jobs", "Acme/Jobs"])
  func aCompanysOwnImageIsHeldAgainstItsOwnMain(project: String) async throws {
    try await withCompany { lab in
      let digest = try await lab.push(tag: "main")
      try lab.attest(digest, .init(repository: "acme/jobs"))
      let ending = try await lab.verify("", Self.company(lab, ["IMAGE_PROJECT": project]))
      #expect(ending.status == 78, "\(ending)")
      #expect(ending.errors.contains("there is no origin/main in \(lab.folder.path)/company"))
      let own = Self.company(lab, ["IMAGE_PROJECT": project, "PRODUCTION_JOBS_REPOSITORY": nil])
      #expect(try await lab.verify("", own).status == 0)
    }
  }

  @Test(arguments: [
    ("", "main"), ("x@refs/heads/main", "main"), ("x@refs/pull/1/merge", "main"),
    ("x@refs/tags/1.2.0", "1.2.0"),
    ("v1.2.0", "v1.2.0"),
  ])
  func theImageIsOfTheVersionThatIsCalled(workflow: String, tag: String) async throws {
    try await withCompany { lab in
      let digest = try await lab.push(tag: tag)
      try lab.attest(digest)
      let ending = try await lab.verify("", Self.company(lab, ["WORKFLOW_VERSION": workflow]))
      #expect(ending.status == 0, "\(ending)")
    }
  }

  @Test(arguments: ["jobs", "a/b c", "a/$(id)", "https://x/a", "/a", "a/"])
  func aProjectIsAnOwnerAndAName(project: String) async throws {
    try await withCompany { lab in
      let ending = try await lab.verify("", Self.company(lab, ["IMAGE_PROJECT": project]))
      #expect(ending.status == 64 && ending.errors.contains("IMAGE_PROJECT: expected OWNER/NAME, found "))
    }
  }

  @Test func onGitLabThePackagesProjectHasSignedIt() async throws {
    try await withCompany { lab in
      let digest = try await lab.push(tag: "1.2.0")
      try lab.sign(digest, identity: "\(Lab.project)//ci/gitlab/pipeline.yml@refs/heads/main")
      let environment = Self.company(lab, ["GITHUB_REPOSITORY": nil, "WORKFLOW_VERSION": "1.2.0"])
      #expect(try await lab.verify("", by: "gitlab", environment).status == 0)
      try FileManager.default.removeItem(at: lab.folder.appending(path: "programs"))
      try lab.sign(
        digest,
        identity: "https://gitlab.example/acme/jobs//ci/gitlab/pipeline.yml@refs/heads/main"
      )
      #expect(try await lab.verify("", by: "gitlab", environment).status == 77)
    }
  }
}
