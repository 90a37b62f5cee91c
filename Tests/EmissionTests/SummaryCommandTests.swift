import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

/// `emit summary` as a process, in a repository of its own.
@Suite struct SummaryCommandTests {
  private func emit(_ arguments: String..., in folder: URL) async throws -> Child.Ending {
    try await run(buildFolder().appending(path: "emit"), arguments, in: folder)
  }

  @discardableResult
  private func git(_ arguments: String..., in folder: URL) async throws -> Child.Ending {
    let identity = [
      "-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "init.defaultBranch=main",
    ]
    let result = try await run(program("git"), identity + arguments, in: folder)
    #expect(result.status == 0, "git \(arguments): \(result.errors)")
    return result
  }

  /// Lets `body` work in a repository whose only commit has `generated/` as the jobs emit it, changed by `change`.
  private func withRepository(_ change: (URL) async throws -> Void, _ body: (URL) async throws -> Void)
    async throws
  {
    try await withPackage { folder async throws in
      #expect(try await emit(in: folder).status == 0)
      try await change(folder.appending(path: "generated"))
      try await git("init", "--quiet", in: folder)
      try await git("add", ".", in: folder)
      try await git("commit", "--quiet", "--message", "base", in: folder)
      try await body(folder)
    }
  }

  @Test func comparesTheJobsWithTheCommit() async throws {
    try await withRepository { generated throws in
      let document = generated.appending(path: "fill-orders-2024-03/job.yaml")
      let text = try String(contentsOf: document, encoding: .utf8)
      try text.replacing("runs: 10", with: "runs: 9").write(to: document, atomically: true, encoding: .utf8)
      try FileManager.default.removeItem(at: generated.appending(path: "close-month-2024-02"))
      let old = generated.appending(path: "old-job ü")
      try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
      try "kind: Jo".write(to: old.appending(path: "job.yaml"), atomically: true, encoding: .utf8)
    } _: { folder async throws in
      // What lies on disk is no part of it.
      try FileManager.default.removeItem(at: folder.appending(path: "generated"))
      let result = try await emit("summary", "--base", "main", in: folder)
      #expect(result.status == 0)
      #expect(result.errors == "")
      let lines = result.output.split(separator: "\n")
      #expect(lines[0] == "## Production jobs: 1 added, 1 changed, 1 removed")
      #expect(
        lines.filter { $0.hasPrefix("### ") } == [
          "### Added: `close-month-2024-02`", "### Changed: `fill-orders-2024-03`",
          "### Removed: `old-job ü`",
        ]
      )
      #expect(lines.contains("| 1 | `atMost.runs` | `9` | `10` |"))
      #expect(try await emit("summary", "--base", "HEAD", in: folder).output.hasPrefix(lines[0]))
    }
  }

  @Test func saysThatNothingChanged() async throws {
    try await withRepository { _ in
    } _: { folder async throws in
      let text = "## Production jobs: no changes\n\nNo job's document differs from that at `HEAD`.\n"
      #expect(
        try await emit("summary", "--base", "HEAD", in: folder)
          == Child.Ending(status: 0, output: text, errors: "")
      )
    }
  }

  @Test func aPackageInAFolderOfItsRepositoryIsComparedWithThatFolder() async throws {
    try await withTemporaryFolder { folder async throws in
      let package = folder.appending(path: "jobs")
      try makePackage(in: package)
      #expect(try await emit(in: package).status == 0)
      try await git("init", "--quiet", in: folder)
      try await git("add", ".", in: folder)
      try await git("commit", "--quiet", "--message", "base", in: folder)
      #expect(try await emit("summary", "--base", "main", in: package).output.contains("no changes"))
      #expect(
        try await emit("summary", "--base", "main", in: folder).output.hasPrefix(
          "## Production jobs: \(allJobs.count) added\n"
        )
      )
    }
  }

  @Test(arguments: ["nope", "--output=x", "HEAD:generated", "0123456789012345678901234567890123456789"])
  func anUnknownCommitIsAnError(reference: String) async throws {
    try await withRepository { _ in
    } _: { folder async throws in
      let errors =
        "error: --base: expected a commit, branch or tag that this repository has, found \"\(reference)\" "
        + "(fetch it first: `git fetch origin BRANCH`, then --base FETCH_HEAD or origin/BRANCH)\n"
      #expect(
        try await emit("summary", "--base=\(reference)", in: folder)
          == Child.Ending(status: 2, output: "", errors: errors)
      )
    }
  }

  /// As a clone without its trees, whose server is away.
  @Test func aCommitWhoseTreeIsMissingIsAnError() async throws {
    try await withRepository { _ in
    } _: { folder async throws in
      let tree = try await git("rev-parse", "HEAD^{tree}", in: folder).output.prefix(40)
      let object = ".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"
      try FileManager.default.removeItem(at: folder.appending(path: object))
      let result = try await emit("summary", "--base", "HEAD", in: folder)
      #expect(result.status == 2)
      #expect(result.output == "")
      // Git's own words go before it.
      #expect(
        result.errors.hasSuffix(
          "\nerror: --base: git could not list generated/ at \"HEAD\"; it says why above\n"
        ),
        "\(result.errors)"
      )
    }
  }

  @Test func aFolderThatIsNoRepositoryIsAnError() async throws {
    try await withTemporaryFolder { folder async throws in
      let errors =
        "error: --base: expected a Git repository around the working folder, found none: run it in a checkout; Git says: "
        + "fatal: not a git repository (or any of the parent directories): .git\n"
      #expect(
        try await emit("summary", "--base", "HEAD", in: folder)
          == Child.Ending(status: 2, output: "", errors: errors)
      )
    }
  }

  @Test func aLedgerIsAskedForUsedNames() async throws {
    try await withRepository { _ in
    } _: { folder async throws in
      let ledger = folder.appending(path: "ledger")
      try FileManager.default.createDirectory(at: ledger, withIntermediateDirectories: true)
      let record = """
        {"version": 1, "job": "close-month-2024-02", "steps": [{"launches": [{}]}],
         "outcome": "succeeded", "document": {"digest": "sha256:12", "text": "other"}}
        """
      let file = ledger.appending(path: "close-month-2024-02.json")
      try record.write(to: file, atomically: true, encoding: .utf8)
      let flag = "**The name `close-month-2024-02` was used already for another document** (`sha256:12`)"
      let result = try await emit(
        "summary",
        "--base",
        "HEAD",
        "--ledger",
        "file://\(ledger.path)",
        in: folder
      )
      #expect(result.status == 0)
      #expect(result.output.contains(flag))
      // It succeeded with another document.
      #expect(!result.output.contains("can be retired"))

      try "[\(record)]".write(to: file, atomically: true, encoding: .utf8)
      let history = try await emit("summary", "--base", "HEAD", "--ledger-history", file.path, in: folder)
      #expect(history.output == result.output)
    }
  }

  @Test func mistakesOfUsage() async throws {
    try await withTemporaryFolder { folder async throws in
      let missing = try await emit("summary", in: folder)
      #expect(missing.status == 64)
      #expect(missing.errors.contains("Missing expected argument '--base <ref>'"))
      let both = try await emit(
        "summary",
        "--base",
        "x",
        "--ledger",
        "a",
        "--ledger-history",
        "b",
        in: folder
      )
      #expect(both.status == 64)
      #expect(both.errors.contains("Give --ledger or --ledger-history, not both."))
    }
  }
}
