import Foundation
import TestSupport
import Testing

/// The quick check of a change of jobs alone, with this build's `emit`; a stand-in for `swift` says where it lies.
@Suite(.enabled(if: (try? program("git")) != nil)) struct CheckJobsTests {
  private static let job = "recover-orders-2024-02"

  private func git(_ folder: URL, _ arguments: String...) async throws {
    let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    let ending = try await run(program("git"), settings + arguments, in: folder)
    try #require(ending.status == 0, "\(ending)")
  }

  private func write(_ text: String, to path: String, in folder: URL, isProgram: Bool = false) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    if isProgram {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
  }

  /// Checks the commit that adds one of this package's jobs, and what `change` does beside it.
  private func check(
    _ arguments: [String] = [],
    environment: [String: String?] = [:],
    _ change: (URL) throws -> Void = { _ in }
  ) async throws -> (ending: Child.Ending, summary: String) {
    try await withTemporaryFolder { folder in
      let tree = folder.appending(path: "tree")
      try FileManager.default.createDirectory(
        at: tree.appending(path: "ci"),
        withIntermediateDirectories: true
      )
      for path in ["ci/check-jobs", "ci/lib", "generated"] {
        try FileManager.default.copyItem(at: inPackage(path), to: tree.appending(path: path))
      }
      try makePackage(in: tree)
      for name in ["install", "validate"] {
        try write("#!/bin/sh\necho \(name) \"$@\"\n", to: "ci/\(name)", in: tree, isProgram: true)
      }
      let swift = "#!/bin/sh\n[ \"$2\" != --show-bin-path ] || echo '\(try buildFolder().path)'\n"
      try write(swift, to: "bin/swift", in: folder, isProgram: true)
      let job = tree.appending(path: "generated/\(Self.job)")
      try FileManager.default.moveItem(at: job, to: folder.appending(path: "job"))
      try await git(tree, "init", "--quiet", "--initial-branch", "main")
      try await git(tree, "add", "--all")
      try await git(tree, "commit", "--quiet", "--message", "base")
      try FileManager.default.moveItem(at: folder.appending(path: "job"), to: job)
      try change(tree)
      try await git(tree, "add", "--all")
      try await git(tree, "commit", "--quiet", "--message", "change")
      let fixed: [String: String?] = [
        "PATH": "\(folder.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
        "CI_PROJECT_URL": nil, "GITHUB_SERVER_URL": "https://github.example", "GITHUB_REPOSITORY": "own/jobs",
      ]
      let ending = try await Child(
        tree.appending(path: "ci/check-jobs").path,
        ["--base", "HEAD~1", "--summary", "\(folder.path)/summary.md"] + arguments,
        environment: fixed.merging(environment) { $1 },
        directory: tree.path
      ).ending()
      let summary = try? String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
      return (ending, summary ?? "")
    }
  }

  @Test func theJobIsCheckedAndItsSummarySaysHowToStartIt() async throws {
    let (ending, summary) = try await check()
    #expect(ending.status == 0, "\(ending)")
    #expect(
      ending.output
        == "install kubectl\ngenerated/ is what the jobs say\nvalidate generated/\(Self.job)\n"
    )
    #expect(summary.hasPrefix("## Production jobs: 1 added\n"))
    #expect(
      summary.hasSuffix(
        """
        ### To start, once it is merged

        By [the form](https://github.example/own/jobs/actions/workflows/production-job.yml), or:

        ```sh
        gh workflow run production-job.yml --ref main -f job=\(Self.job) -f mode=plan
        ```

        """
      ),
      "\(summary)"
    )
  }

  @Test func theSchemaIsOfNoJob() async throws {
    let (ending, summary) = try await check(["--only-summary"]) { tree in
      try write("{}", to: "generated/job.schema.json", in: tree)
    }
    #expect(ending.status == 0, "\(ending)")
    #expect(summary.components(separatedBy: "gh workflow run").count == 2)
  }

  @Test func onGitLabItIsGitLabsCommand() async throws {
    let (_, summary) = try await check(environment: ["CI_PROJECT_URL": "https://gitlab.example/own/jobs"])
    #expect(summary.contains("(https://gitlab.example/own/jobs/-/pipelines/new?ref=main)"))
    #expect(summary.contains("\nglab ci run --branch main --input job:\(Self.job) --input mode:plan\n"))
  }

  @Test func whatIsNotWhatTheJobsSayFails() async throws {
    let (ending, summary) = try await check { tree in
      try write("changed", to: "generated/\(Self.job)/job.yaml", in: tree)
    }
    #expect(ending.status == 1 && ending.output.contains("+++ b/"), "\(ending)")
    #expect(ending.errors.contains("generated is not up to date: 1 file"))
    #expect(summary == "")
  }

  /// Whoever changes `emit` also decides what its summary says.
  @Test(arguments: ["Sources/Emission/A.swift", "Plugins/A.swift", "Package.swift", "Sources/JobDSL/A.swift"])
  func aSummaryByAnEmitThatTheChangeBringsSaysSo(path: String) async throws {
    let (ending, summary) = try await check(["--only-summary"]) { try write("// x", to: path, in: $0) }
    #expect(ending.status == 0 && ending.output == "", "\(ending)")
    #expect(
      summary.hasPrefix("> **This summary was made by the `emit` of this change itself, which it changes.** ")
    )
    #expect(summary.contains("\n## Production jobs: 1 added\n"))
  }

  @Test func aChangeOfJobsAloneSaysNothingOfTheKind() async throws {
    let (_, summary) = try await check { try write("// x", to: "Sources/Jobs/A.swift", in: $0) }
    #expect(!summary.contains("itself"))
  }
}
