import Contract
import JobDSL
import TestSupport
import Testing

/// What ends before Dagster is asked for anything.
@Suite struct CommandLineTests {
  struct Misuse: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String?] = [:]
    var arguments = ["run", "job.yaml"]
    var status: Int32
    /// Standard error, whole; where it ends in an ellipsis the parser's own help follows.
    var errors: String
  }

  @Test(arguments: misuses) func refuses(_ misuse: Misuse) async throws {
    var job = try JobFile(
      "misuse",
      steps: "- materialize:\n    asset: dim_products",
      url: "http://127.0.0.1:9"
    )
    job.environment.merge(misuse.environment) { $1 }
    let ending = try await Child(
      Checkout.runner,
      misuse.arguments,
      environment: job.environment,
      directory: job.folder.path
    ).ending()
    #expect(ending.status == misuse.status)
    if misuse.errors.hasSuffix("…") {
      #expect(ending.errors.hasPrefix(misuse.errors.dropLast()))
    } else {
      #expect(ending.errors == misuse.errors)
    }
    #expect(try await job.record() == nil)
  }

  @Test func tellsAllThatIsWrongWithADocument() async throws {
    let job = try JobFile(
      "wrong",
      steps: "- materialise:\n    asset: orders\n- backfill:\n    assets: orders"
    )
    for command in ["run", "validate"] {
      let ending = try await job.start(command, "job.yaml").ending()
      #expect(ending.status == 65)
      #expect(ending.output == "")
      #expect(ending.errors == Self.wrongDocument)
    }
  }

  static let wrongDocument = """
    job.yaml:9:5: error: spec.steps[0].materialise: expected a mapping with one of the keys \
    \(Commands.all.map { $0.keyword }.joined(separator: ", ")), found `materialise` (did you mean `materialize`?)
        - materialise:
          ^~~~~~~~~~~
    job.yaml:12:7: error: spec.steps[1].backfill: expected the key `partitions`: which partitions of them (add it)
            assets: orders
            ^~~~~~
    job.yaml:12:15: error: spec.steps[1].backfill.assets: expected a list, found "orders"
            assets: orders
                    ^~~~~~
    job.yaml: 3 problems

    """

  @Test func helpHasTheExitCodes() async throws {
    #expect(try await help().contains(Contract.ExitStatus.help()))
    #expect(
      try await help("cancel").contains(
        "Exit codes: 0 nothing of it runs any more; 1 something still runs, and is listed; 4 \(Contract.ExitStatus.ambiguous.meaning);"
      )
    )
    #expect(
      try await help("plan").contains(
        "Exit codes: 0 shown; 64 usage; 65 bad document; 66 no such file or job;"
      )
    )
  }

  /// Without the breaks that the width of a terminal makes.
  private func help(_ command: String...) async throws -> String {
    let child = try Child(Checkout.runner, command + ["--help"], environment: [:], directory: "/")
    return await child.ending().output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// From a folder that has it in `generated/`, and as what it was committed.
  @Test func takesAJobByItsName() async throws {
    let job = try JobFile("valid", steps: BackfillTests.steps, url: "http://127.0.0.1:9")
    try job.folder.write(job.folder.text("job.yaml"), to: "generated/valid/job.yaml")
    let valid = await (try job.start("validate", "valid")).ending()
    #expect(valid == Child.Ending(status: 0, output: "generated/valid/job.yaml: valid\n", errors: ""))
    // It gets as far as Dagster, which isn't there.
    #expect(await (try job.start("plan", "valid")).ending().status == 69)
    try job.folder.write(job.folder.text("job.yaml"), to: "generated/retired/old/job.yaml")
    #expect(
      await (try job.start("validate", "old")).ending().output == "generated/retired/old/job.yaml: valid\n"
    )
    for command in ["plan", "run"] {
      let ending = await (try job.start(command, "old")).ending()
      #expect(ending.status == 65)
      #expect(
        ending.errors.hasPrefix("old: error: expected a job that is started, found one that is retired")
      )
    }
  }

  @Test func tellsThatADocumentIsValid() async throws {
    let job = try JobFile("valid", steps: BackfillTests.steps)
    let ending = try await job.start("validate", "job.yaml").ending()
    #expect(ending.status == 0)
    #expect(ending.output == "job.yaml: valid\n")
  }
}
