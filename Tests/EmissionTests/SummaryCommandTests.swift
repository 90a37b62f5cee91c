import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

/// `emit summary` as a process, in a repository of its own.
@Suite struct SummaryCommandTests {
  private func emit(_ arguments: String..., in folder: URL) throws -> ProcessResult {
    try run(buildFolder().appending(path: "emit"), arguments, in: folder)
  }

  @discardableResult
  private func git(_ arguments: String..., in folder: URL) throws -> ProcessResult {
    let identity = [
      "-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "init.defaultBranch=main",
    ]
    let result = try run(program("git"), identity + arguments, in: folder)
    #expect(result.status == 0, "git \(arguments): \(result.errors)")
    return result
  }

  /// Lets `body` work in a repository whose only commit has `generated/` as the jobs emit it, changed by `change`.
  private func withRepository(_ change: (URL) throws -> Void, _ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder throws in
      #expect(try emit(in: folder).status == 0)
      try change(folder.appending(path: "generated"))
      try git("init", "--quiet", in: folder)
      try git("add", ".", in: folder)
      try git("commit", "--quiet", "--message", "base", in: folder)
      try body(folder)
    }
  }

  @Test func comparesTheJobsWithTheCommit() throws {
    try withRepository { generated throws in
      let document = generated.appending(path: "fill-orders-2024-03/job.yaml")
      let text = try String(contentsOf: document, encoding: .utf8)
      try text.replacing("runs: 10", with: "runs: 9").write(to: document, atomically: true, encoding: .utf8)
      try FileManager.default.removeItem(at: generated.appending(path: "close-month-2024-02"))
      let old = generated.appending(path: "old-job ü")
      try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
      try "kind: Jo".write(to: old.appending(path: "job.yaml"), atomically: true, encoding: .utf8)
    } _: { folder throws in
      // What lies on disk is no part of it.
      try FileManager.default.removeItem(at: folder.appending(path: "generated"))
      let result = try emit("summary", "--base", "main", in: folder)
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
      #expect(try emit("summary", "--base", "HEAD", in: folder).output.hasPrefix(lines[0]))
    }
  }

  @Test func saysThatNothingChanged() throws {
    try withRepository { _ in
    } _: { folder throws in
      let text = "## Production jobs: no changes\n\nNo job's document differs from that at `HEAD`.\n"
      #expect(
        try emit("summary", "--base", "HEAD", in: folder)
          == ProcessResult(status: 0, output: text, errors: "")
      )
    }
  }

  @Test func aPackageInAFolderOfItsRepositoryIsComparedWithThatFolder() throws {
    try withTemporaryFolder { folder throws in
      let package = folder.appending(path: "jobs")
      try FileManager.default.createDirectory(at: package, withIntermediateDirectories: true)
      #expect(try emit(in: package).status == 0)
      try git("init", "--quiet", in: folder)
      try git("add", ".", in: folder)
      try git("commit", "--quiet", "--message", "base", in: folder)
      #expect(try emit("summary", "--base", "main", in: package).output.contains("no changes"))
      #expect(
        try emit("summary", "--base", "main", in: folder).output.hasPrefix(
          "## Production jobs: \(allJobs.count) added\n"
        )
      )
    }
  }

  @Test(arguments: ["nope", "--output=x", "HEAD:generated", "0123456789012345678901234567890123456789"])
  func anUnknownCommitIsAnError(reference: String) throws {
    try withRepository { _ in
    } _: { folder throws in
      let errors =
        "error: --base: expected a commit, branch or tag that this repository has, found \"\(reference)\" "
        + "(fetch it first: `git fetch origin BRANCH`, then --base FETCH_HEAD or origin/BRANCH)\n"
      #expect(
        try emit("summary", "--base=\(reference)", in: folder)
          == ProcessResult(status: 2, output: "", errors: errors)
      )
    }
  }

  @Test func aFolderThatIsNoRepositoryIsAnError() throws {
    try withTemporaryFolder { folder throws in
      let errors = "error: --base: expected a Git repository around the working folder, found none\n"
      #expect(
        try emit("summary", "--base", "HEAD", in: folder)
          == ProcessResult(status: 2, output: "", errors: errors)
      )
    }
  }

  @Test func aLedgerIsAskedForUsedNames() throws {
    try withRepository { _ in
    } _: { folder throws in
      let ledger = folder.appending(path: "ledger")
      try FileManager.default.createDirectory(at: ledger, withIntermediateDirectories: true)
      let record = """
        {"version": 1, "job": "close-month-2024-02", "steps": [{"launches": [{}]}],
         "document": {"digest": "sha256:12", "text": "other"}}
        """
      let file = ledger.appending(path: "close-month-2024-02.json")
      try record.write(to: file, atomically: true, encoding: .utf8)
      let flag = "**The name `close-month-2024-02` was used already for another document** (`sha256:12`)"
      let result = try emit("summary", "--base", "HEAD", "--ledger", "file://\(ledger.path)", in: folder)
      #expect(result.status == 0)
      #expect(result.output.contains(flag))

      try "[\(record)]".write(to: file, atomically: true, encoding: .utf8)
      let history = try emit("summary", "--base", "HEAD", "--ledger-history", file.path, in: folder)
      #expect(history.output == result.output)
    }
  }

  @Test func mistakesOfUsage() throws {
    try withTemporaryFolder { folder throws in
      let missing = try emit("summary", in: folder)
      #expect(missing.status == 64)
      #expect(missing.errors.contains("Missing expected argument '--base <ref>'"))
      let both = try emit("summary", "--base", "x", "--ledger", "a", "--ledger-history", "b", in: folder)
      #expect(both.status == 64)
      #expect(both.errors.contains("Give --ledger or --ledger-history, not both."))
    }
  }
}
