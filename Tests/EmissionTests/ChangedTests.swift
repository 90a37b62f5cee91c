import Foundation
import TestSupport
import Testing

/// What ci/changed takes for a change of jobs alone, after which the tool's own tests are not run.
@Suite(.enabled(if: (try? program("git")) != nil)) struct ChangedTests {
  private func git(_ folder: URL, _ arguments: String...) async throws -> String {
    let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    let ending = try await run(program("git"), settings + arguments, in: folder)
    try #require(ending.status == 0, "\(ending)")
    return ending.output.trimmingCharacters(in: .newlines)
  }

  /// A repository with these scripts, and what `change` does to it; the result is what ci/changed prints since then.
  private func changed(since base: String? = nil, _ change: (URL) throws -> Void) async throws -> Child.Ending
  {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "ci"),
        withIntermediateDirectories: true
      )
      for path in ["ci/changed", "ci/lib"] {
        try FileManager.default.copyItem(at: inPackage(path), to: folder.appending(path: path))
      }
      try write("a", to: "Sources/Jobs/Old.swift", in: folder)
      try write("a", to: "Sources/runner/Old.swift", in: folder)
      _ = try await git(folder, "init", "--quiet", "--initial-branch", "main")
      _ = try await git(folder, "add", "--all")
      _ = try await git(folder, "commit", "--quiet", "--message", "base")
      let commit = try await git(folder, "rev-parse", "HEAD")
      try change(folder)
      _ = try await git(folder, "add", "--all")
      _ = try await git(folder, "commit", "--quiet", "--allow-empty", "--message", "change")
      return try await run(folder.appending(path: "ci/changed"), [base ?? commit], in: folder)
    }
  }

  private func write(_ text: String, to path: String, in folder: URL) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  @Test(arguments: [
    ["Sources/Jobs/New.swift"], ["Sources/Jobs/Old.swift", "generated/new/job.yaml"],
    ["generated/new/job.yaml"], ["dagster.lock/lab.json"],
    ["README.md", "Sources/Jobs/Catalog/a/b.swift"], ["Sources/Jobs/a b\nc.swift"],
    ["Sources/Jobs/ünï.swift"],
  ])
  func jobsAlone(paths: [String]) async throws {
    let ending = try await changed { folder in for path in paths { try write("b", to: path, in: folder) } }
    #expect(ending == Child.Ending(status: 0, output: "jobs\n", errors: ""))
  }

  @Test(arguments: [
    "Sources/runner/Old.swift", "Sources/JobsEvil/A.swift", "Sources/Jobs.swift", "Package.swift",
    "ci/test",
    ".github/workflows/check.yml", "Tests/README.md", "Dockerfile", "Plugins/A.swift", ".gitattributes",
    "generatedX",
    "sources/jobs/a.swift", "Sources/a\nSources/Jobs/b.swift",
  ])
  func anythingElseIsAll(path: String) async throws {
    let ending = try await changed { folder in
      try write("b", to: "Sources/Jobs/New.swift", in: folder)
      try write("b", to: path, in: folder)
    }
    #expect(ending.output == "all\n" && ending.status == 0, "\(ending)")
    #expect(ending.errors.hasPrefix("all is checked: "))
  }

  @Test func whatIsMovedIntoTheJobsWasTakenAwayElsewhere() async throws {
    let ending = try await changed { folder in
      let old = folder.appending(path: "Sources/runner/Old.swift")
      try FileManager.default.moveItem(at: old, to: folder.appending(path: "Sources/Jobs/Moved.swift"))
    }
    #expect(ending.output == "all\n")
  }

  @Test func aLinkOrAProgramAmongTheJobsIsAll() async throws {
    for change in [
      { (file: URL) in
        try FileManager.default.createSymbolicLink(
          atPath: file.path,
          withDestinationPath: "../runner/Old.swift"
        )
      },
      { (file: URL) in
        try Data("x".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      },
    ] {
      let ending = try await changed { try change($0.appending(path: "Sources/Jobs/Link.swift")) }
      #expect(ending.output == "all\n" && ending.errors.contains("is no ordinary file"))
    }
  }

  @Test(arguments: [
    "", "nope", "0000000000000000000000000000000000000000", "--help-me", "$(touch broken)", "HEAD^{tree}",
  ])
  func whereItCannotBeToldAllIsChecked(base: String) async throws {
    let ending = try await changed(since: base) { try write("b", to: "Sources/Jobs/New.swift", in: $0) }
    #expect(ending.output == "all\n" && ending.status == 0, "\(ending)")
  }

  @Test func noChangeIsAll() async throws {
    #expect(try await changed { _ in }.output == "all\n")
  }
}
