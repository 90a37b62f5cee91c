import Diagnostics
import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

@Suite struct WorkflowChoicesTests {
  private static let path = ".github/workflows/production-job.yml"
  private static let jobs = [job("b-job") { Launch(.noop) }, job("a-job") { Launch(.noop) }]

  /// A package whose workflow holds `text`.
  private func withWorkflow<Result>(_ text: String, _ body: (URL, URL) async throws -> Result) async throws
    -> Result
  {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: Self.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
      return try await body(folder, file)
    }
  }

  private let old = """
    on:
      options:
        # emit: jobs
        - gone
        # emit: end of jobs
    jobs: {}
    """

  private let new = """
    on:
      options:
        # emit: jobs
        - a-job
        - b-job
        # emit: end of jobs
    jobs: {}
    """

  @Test func onlyTheRegionIsReplaced() async throws {
    try await withWorkflow(old) { folder, file in
      let choices = try WorkflowChoices(of: Self.jobs, in: folder.path)
      #expect(choices.changes.map(\.path) == [Self.path])
      #expect(choices.changes.map { text($0.new) } == [new])
      #expect(try String(contentsOf: file, encoding: .utf8) == old)
      try choices.apply()
      #expect(try String(contentsOf: file, encoding: .utf8) == new)
      #expect(try WorkflowChoices(of: Self.jobs, in: folder.path).changes == [])
    }
  }

  @Test func theDifferenceIsShownAsADiff() async throws {
    let diff = try await withWorkflow(old) { folder, _ in
      try WorkflowChoices(of: Self.jobs, in: folder.path).unifiedDiff
    }
    #expect(
      diff == """
        --- a/.github/workflows/production-job.yml
        +++ b/.github/workflows/production-job.yml
        @@ -1,6 +1,7 @@
         on:
           options:
             # emit: jobs
        -    - gone
        +    - a-job
        +    - b-job
             # emit: end of jobs
         jobs: {}
        \\ No newline at end of file

        """
    )
  }

  @Test func aNameThatLooksLikeANumberIsQuoted() async throws {
    try await withWorkflow("# emit: jobs\n# emit: end of jobs\n") { folder, file in
      try WorkflowChoices(of: [job("2024") { Launch(.noop) }], in: folder.path).apply()
      #expect(
        try String(contentsOf: file, encoding: .utf8) == "# emit: jobs\n- \"2024\"\n# emit: end of jobs\n"
      )
    }
  }

  @Test func noJobsLeaveAFormThatIsStillValid() async throws {
    try await withWorkflow(old) { folder, file in
      try WorkflowChoices(of: [], in: folder.path).apply()
      #expect(try String(contentsOf: file, encoding: .utf8).contains("    - (no jobs)\n    # emit: end"))
    }
  }

  @Test func aPackageWithoutPipelinesHasNothingToChange() async throws {
    try await withTemporaryFolder { folder async throws in
      #expect(try WorkflowChoices(of: Self.jobs, in: folder.path).changes == [])
    }
  }

  struct Mistake: CustomTestStringConvertible {
    var text: String
    var problem: String
    var testDescription: String { problem }
  }

  @Test(arguments: [
    Mistake(
      text: "on: {}\n# emit: end of jobs\n",
      problem: """
        .github/workflows/production-job.yml: error: expected a line "# emit: jobs", found none (emit writes the \
        jobs to choose from between "# emit: jobs" and "# emit: end of jobs")
        """
    ),
    Mistake(
      text: "# emit: end of jobs\n# emit: jobs\n",
      problem: """
        .github/workflows/production-job.yml:1:1: error: expected "# emit: end of jobs" below "# emit: jobs"
        """
    ),
    Mistake(
      text: "# emit: jobs\n# emit: jobs\n# emit: end of jobs\n",
      problem: """
        .github/workflows/production-job.yml:2:1: error: expected one line "# emit: jobs", found 2
        """
    ),
  ])
  func marksThatAreNotRightAreAnError(mistake: Mistake) async throws {
    try await withWorkflow(mistake.text) { folder, _ in
      let error = #expect(throws: InvalidJobs.self) { try WorkflowChoices(of: Self.jobs, in: folder.path) }
      #expect(error?.problems.map(\.description) == [mistake.problem])
    }
  }

  @Test func emitWritesAndChecksTheListBesideItsOutput() async throws {
    try await withWorkflow(old) { folder, file in
      let emit = try buildFolder().appending(path: "emit")
      try makePackage(in: folder)
      _ = try await run(emit, [], in: folder)
      let written = try String(contentsOf: file, encoding: .utf8)
      #expect(written.contains("    - recover-orders-2024-02\n") && !written.contains("gone"))
      #expect(try await run(emit, ["--check"], in: folder) == Child.Ending(status: 0, output: "", errors: ""))
      try Data(old.utf8).write(to: file)
      let check = try await run(emit, ["--check"], in: folder)
      #expect(check.status == 1)
      #expect(check.output.hasPrefix("--- a/.github/workflows/production-job.yml\n"))
      #expect(check.errors == "generated is not up to date: 1 file; run `swift run emit` and commit\n")
    }
  }
}
