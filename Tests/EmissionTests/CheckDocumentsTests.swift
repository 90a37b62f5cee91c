import Foundation
import TestSupport
import Testing

/// The documents of a pull request before the runner of main's image, which is a stand-in that tells what it was given.
@Suite(.enabled(if: (try? program("git")) != nil)) struct CheckDocumentsTests {
  private static let runner = """
    #!/bin/sh
    echo "$@"
    if [ "$1" = validate ]; then shift && cat "$@" && ! grep -q invalid "$@"; exit $?; fi
    [ "$DAGSTER_URL" = http://dagster.example ] && case "$PRODUCTION_JOBS_LEDGER" in file:///*) exit 0 ;; esac
    echo "cannot \u{1B}[2J" >&2
    exit 69

    """

  private func git(_ folder: URL, _ arguments: String...) async throws -> String {
    let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    let ending = try await run(program("git"), settings + arguments, in: folder)
    try #require(ending.status == 0, "\(ending)")
    return ending.output.trimmingCharacters(in: .newlines)
  }

  private func write(_ text: String, to path: String, in folder: URL) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// Checks the change that these files are, and returns what it printed and the summary. The change isn't checked out.
  private func check(_ files: [String: String], dagster: String? = "http://dagster.example") async throws
    -> (ending: Child.Ending, summary: String)
  {
    try await withTemporaryFolder { folder in
      let main = folder.appending(path: "main")
      try FileManager.default.createDirectory(
        at: main.appending(path: "ci"),
        withIntermediateDirectories: true
      )
      for path in ["ci/changed", "ci/check-documents", "ci/lib"] {
        try FileManager.default.copyItem(at: inPackage(path), to: main.appending(path: path))
      }
      try write(Self.runner, to: "programs/runner", in: folder)
      let runner = folder.appending(path: "programs/runner").path
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: runner)
      _ = try await git(main, "init", "--quiet", "--initial-branch", "main")
      _ = try await git(main, "add", "--all")
      _ = try await git(main, "commit", "--quiet", "--message", "main")
      let base = try await git(main, "rev-parse", "HEAD")
      for (path, text) in files { try write(text, to: path, in: main) }
      _ = try await git(main, "add", "--all")
      _ = try await git(main, "commit", "--quiet", "--message", "change")
      let head = try await git(main, "rev-parse", "HEAD")
      _ = try await git(main, "checkout", "--quiet", "--detach", base)
      let ending = try await Child(
        main.appending(path: "ci/check-documents").path,
        [
          "--programs", "\(folder.path)/programs", "--base", base, "--head", head, "--summary",
          "\(folder.path)/summary.md",
        ],
        environment: ["DAGSTER_URL": dagster],
        directory: main.path
      ).ending()
      let summary = try? String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
      return (ending, summary ?? "")
    }
  }

  @Test func whatChangedIsReadAndPlanned() async throws {
    let (ending, summary) = try await check([
      "generated/b-job/job.yaml": "b\n", "generated/a-job/job.yaml": "a\n", "README.md": "x",
    ])
    #expect(ending.status == 0, "\(ending)")
    #expect(ending.output == "validate generated/a-job/job.yaml generated/b-job/job.yaml\na\nb\n")
    #expect(summary.contains("plan ") && summary.contains("/generated/a-job/job.yaml --output markdown"))
  }

  @Test func aRetiredJobIsNotRun() async throws {
    let (ending, summary) = try await check(["generated/retired/a-job/job.yaml": "invalid\n"])
    #expect(ending == Child.Ending(status: 0, output: "no document changed\n", errors: ""))
    #expect(summary == "")
  }

  @Test func aDocumentThatTheRunnerRefusesFails() async throws {
    let (ending, summary) = try await check(["generated/a-job/job.yaml": "invalid\n"])
    #expect(ending.status == 1 && summary == "", "\(ending)")
  }

  @Test func aPlanThatCannotBeMadeIsShownAndFailsNothing() async throws {
    let (ending, summary) = try await check(
      ["generated/a-job/job.yaml": "a\n"],
      dagster: "http://away.example"
    )
    #expect(ending.status == 0)
    #expect(
      summary == "\n### `a-job` can not be planned: exit code 69\n\n```\ncannot \\u{1B}[2J\n\n```\n\n"
    )
  }

  @Test func withoutADagsterItIsSaidThatNothingIsPlanned() async throws {
    let (ending, summary) = try await check(["generated/a-job/job.yaml": "a\n"], dagster: nil)
    #expect(ending.status == 0 && summary == "")
    #expect(ending.errors.hasSuffix("NOT PLANNED: DAGSTER_URL is not set\n"))
  }

  @Test func aChangeOfTheToolIsForItsOwnRunner() async throws {
    let (ending, summary) = try await check([
      "generated/a-job/job.yaml": "a\n", "Sources/runner/A.swift": "x",
    ])
    #expect(ending.status == 0 && ending.output == "")
    #expect(ending.errors.contains("NOT CHECKED: the documents, by main's runner"))
    #expect(summary.contains("not held against the runner that main has"))
  }

  @Test(arguments: [
    "generated/$(touch broken)/job.yaml", "generated/-x/job.yaml", "generated/a b/job.yaml",
    "generated/A/job.yaml",
  ])
  func aFolderThatIsNoJobIsRefused(path: String) async throws {
    let (ending, summary) = try await check([path: "a\n"])
    #expect(ending.status == 65 && ending.output == "" && summary == "", "\(ending)")
  }
}
