import Foundation
import TestSupport
import Testing

/// A checkout with main's history, a registry, and stand-ins for what can't be had on a machine of one's own: `gh` and
/// `cosign`, which know what was signed.
struct VerifiedImageLab {
  static let repository = "own/jobs"
  static let project = "https://gitlab.example/own/jobs"

  let folder: URL
  let registry: LocalRegistry
  /// A commit of main that isn't its tip, the tip, and one of a branch.
  var commits: (old: String, tip: String, branch: String) = ("", "", "")

  var image: String { "\(registry.address)/own/jobs/runner" }

  static let programs = [
    "usr/local/bin/trigger=text:the trigger,usr/local/bin/runner=text:the runner,"
      + "usr/lib/x86_64-linux-gnu/libyaml-0.so.2=text:yaml,usr/lib/x86_64-linux-gnu/libz.so.1=text:z"
  ]

  static func with<Result>(_ body: (VerifiedImageLab) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
      var lab = VerifiedImageLab(folder: folder, registry: try await LocalRegistry())
      try FileManager.default.createDirectory(
        at: folder.appending(path: "checkout/ci"),
        withIntermediateDirectories: true
      )
      for path in ["ci/verified-image", "ci/changed", "ci/publish", "ci/lib"] {
        try FileManager.default.copyItem(at: inPackage(path), to: folder.appending(path: "checkout/\(path)"))
      }
      for path in ["bin", "answers"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: path),
          withIntermediateDirectories: true
        )
      }
      for name in ["gh", "cosign"] {
        try FileManager.default.createSymbolicLink(
          at: folder.appending(path: "bin/\(name)"),
          withDestinationURL: inPackage("Tests/EmissionTests/StandIns/\(name)")
        )
      }
      try await lab.makeHistory()
      return try await body(lab)
    }
  }

  private mutating func makeHistory() async throws {
    try await git("init", "--quiet", "--initial-branch", "main")
    commits.old = try await commit("README.md", "old")
    commits.tip = try await commit("README.md", "tip")
    try await git("update-ref", "refs/remotes/origin/main", "HEAD")
    try await git("checkout", "--quiet", "-b", "branch", commits.old)
    commits.branch = try await commit("README.md", "branch")
    try await git("checkout", "--quiet", "main")
  }

  @discardableResult
  func git(_ arguments: String...) async throws -> String {
    let settings = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"]
    let ending = try await Child(
      program("git").path,
      settings + arguments,
      directory: folder.appending(path: "checkout").path
    ).ending()
    try #require(ending.status == 0, "\(arguments): \(ending)")
    return ending.output.trimmingCharacters(in: .newlines)
  }

  func write(_ text: String, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  func commit(_ path: String, _ text: String) async throws -> String {
    try write(text, to: "checkout/\(path)")
    try await git("add", "--all")
    try await git("commit", "--quiet", "--message", "\(path): \(text)")
    return try await git("rev-parse", "HEAD")
  }

  func push(tag: String = "main", of revision: String? = nil, layers: [String] = programs) async throws
    -> String
  {
    try await registry.push("own/jobs/runner", tag: tag, revision: revision ?? commits.tip, layers: layers)
  }

  /// What GitHub knows of an image: which workflow built it, where, from what.
  struct Attestation {
    var repository = VerifiedImageLab.repository
    var workflow = ".github/workflows/image.yml"
    var ref = "refs/heads/main"
    var commit: String?
    var isHosted = true
  }

  func attest(_ digest: String, _ attestation: Attestation = Attestation()) throws {
    let it = attestation
    try write(
      "\(digest) \(it.repository) \(it.workflow) \(it.ref) \(it.commit ?? commits.tip) \(it.isHosted ? "yes" : "no")\n",
      to: "answers/attestations"
    )
  }

  func sign(_ digest: String, identity: String, issuer: String = "https://gitlab.example") throws {
    try write("\(digest) \(identity) \(issuer)\n", to: "answers/signatures")
  }

  func verify(_ version: String = "", by server: String = "github", _ environment: [String: String?] = [:])
    async throws -> Child.Ending
  {
    try await run(
      "verified-image",
      ["--by", server, "--output", "\(folder.path)/programs"],
      version,
      environment
    )
  }

  func run(
    _ script: String,
    _ arguments: [String],
    _ version: String = "",
    _ environment: [String: String?] = [:]
  )
    async throws -> Child.Ending
  {
    let fixed: [String: String?] = [
      "PATH": "\(folder.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
      "RUNNER_IMAGE": image, "VERSION": version, "OUTPUT_FILE": "\(folder.path)/output", "GH_TOKEN": "token",
      "GITHUB_REPOSITORY": Self.repository, "GH_ANSWERS": "\(folder.path)/answers",
      "COSIGN_SIGNATURES": "\(folder.path)/answers/signatures", "CI_PROJECT_URL": Self.project,
      "CI_SERVER_URL": "https://gitlab.example", "GITHUB_ACTIONS": nil,
    ]
    return try await Child(
      "\(folder.path)/checkout/ci/\(script)",
      arguments,
      environment: fixed.merging(environment) { $1 },
      directory: folder.path
    ).ending()
  }

  func text(_ path: String) -> String? {
    try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// That nothing of the image came here.
  func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      !FileManager.default.fileExists(atPath: folder.appending(path: "programs").path),
      sourceLocation: sourceLocation
    )
    #expect(text("output") == nil, sourceLocation: sourceLocation)
  }
}
