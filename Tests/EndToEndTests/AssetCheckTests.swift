import Dagster
import DagsterModel
import Ledger
import TestSupport
import Testing

/// What failed is told, checks included, and alike for every command.
@Suite(.inTheField) struct AssetCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: String
    var status: Int32
    /// What the runner's last words contain.
    var words: [String]
  }

  static let blocked = ["1 blocking asset check failed with ERROR severity", "blocked_ok"]
  static let warned = "warned_rows of warned failed for "
  static let doubted = "doubted_rows of doubted failed (ERROR): only 3 rows"

  static let cases = [
    Case(
      testDescription: "a blocking check, backfill",
      steps: Field.backfill("blocked", "2024-01-01", "2024-01-02"),
      status: 1,
      words: ["2 of 2 done, 0 failed, 2 runs failed, Dagster says COMPLETED_SUCCESS", "2024-01-01"] + blocked
    ),
    Case(
      testDescription: "a blocking check, materialize",
      steps: Field.materialize("blocked", "2024-01-03"),
      status: 1,
      words: ["2024-01-03"] + blocked
    ),
    Case(
      testDescription: "a blocking check, where runs have to succeed",
      steps: Field.backfill("blocked", "2024-01-04", ensures: "runsSucceeded"),
      status: 1,
      words: blocked
    ),
    Case(
      testDescription: "a check that warns, backfill",
      steps: Field.backfill("warned", "2024-01-01", "2024-01-02"),
      status: 0,
      words: [
        "succeeded", "in step 1 2 asset checks failed:", "\(warned)2024-01-01 (WARN): only 3 rows",
        "\(warned)2024-01-02 (WARN): only 3 rows",
      ]
    ),
    Case(
      testDescription: "a check that warns, materialize",
      steps: Field.materialize("warned", "2024-01-03"),
      status: 0,
      words: ["succeeded", "1 asset check failed:", "\(warned)2024-01-03 (WARN): only 3 rows"]
    ),
    Case(
      testDescription: "a check that warns, where checks have to pass, backfill",
      steps: Field.backfill("warned", "2024-01-04", ensures: "checksPassed"),
      status: 1,
      words: ["1 of 1 done, 0 failed, Dagster says COMPLETED_SUCCESS; 1 asset check failed:", warned]
    ),
    Case(
      testDescription: "a check that warns, where checks have to pass, materialize",
      steps: Field.materialize("warned", "2024-01-05", ensures: "checksPassed"),
      status: 1,
      words: ["1 of 1 done, 0 failed, Dagster says SUCCESS; 1 asset check failed:", warned]
    ),
    Case(
      testDescription: "an error that blocks nothing",
      steps: Field.materialize("doubted"),
      status: 0,
      words: ["succeeded", doubted]
    ),
    Case(
      testDescription: "an error that blocks nothing, where checks have to pass",
      steps: Field.materialize("doubted", ensures: "checksPassed"),
      status: 1,
      words: [doubted]
    ),
  ]

  /// What the job's own run has made and failed over is there, and is made again all the same.
  @Test(arguments: [("blocked", "2024-02-01", ""), ("warned", "2024-02-02", "checksPassed")])
  func aCheckThatFailedIsNotPassedBySelectingWhatIsMissing(asset: String, day: String, ensures: String)
    async throws
  {
    let lines = ["only: missing"] + (ensures.isEmpty ? [] : ["ensures: \(ensures)"])
    let steps = Field.backfill(asset, day) + lines.map { "\n    \($0)" }.joined()
    let job = try JobFile("checks-missing", steps: steps, url: SharedServer.fieldURL)
    for attempt in 1...2 {
      let ending = try await job.run()
      #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
      #expect(try await job.record()?.steps.first?.launches.count == attempt)
    }
  }

  @Test(arguments: cases) func tellsWhatFailed(_ example: Case) async throws {
    let job = try JobFile("checks", steps: example.steps, url: SharedServer.fieldURL)
    let ending = try await job.run()
    #expect(ending.status == example.status, "\(ending.output)\(ending.errors)")
    for words in example.words {
      #expect(ending.output.contains(words), "\(words) is not in \(ending.output)")
    }
    let step = try #require(try await job.record()?.steps.first)
    #expect(step.state == (example.status == 0 ? .succeeded : .failed))
    #expect((step.remark != nil) == (example.status == 0))
  }

  /// What a check has failed for is not done by being there.
  @Test(arguments: ["blocked", "warned"]) func isMadeAgain(_ asset: String) async throws {
    let steps = Field.backfill(asset, "2024-02-03", ensures: "checksPassed")
    let job = try JobFile("checks-again", steps: steps, url: SharedServer.fieldURL)
    #expect(try await job.run().status == 1)
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
    #expect(try await job.record()?.steps.first?.launches.map(\.targeted) == [1, 1])
  }

  /// What the job itself has made and failed over is nothing that it would overwrite.
  @Test(arguments: ["backfill", "materialize"]) func itsOwnIsNotOverwritten(by command: String) async throws {
    let step =
      command == "backfill"
      ? Field.backfill("blocked", "2024-02-04") : Field.materialize("blocked", "2024-02-05")
    let job = try JobFile("checks-own", steps: step + "\n    overwrites: nothing", url: SharedServer.fieldURL)
    for attempt in 1...2 {
      let ending = try await job.run()
      #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
      #expect(try await job.record()?.steps.first?.launches.count == attempt)
    }
  }

  /// Of a run that succeeded but for a check somebody has made another try, which is as good as the job's own.
  @Test(arguments: ["backfill", "materialize"]) func whoRunsItAgainSettlesIt(_ command: String) async throws {
    let step =
      command == "backfill"
      ? Field.backfill("rerun_days", "2024-02-01", ensures: "checksPassed")
      : Field.materialize("rerun_days", "2024-02-02", ensures: "checksPassed")
    let job = try JobFile("checks-rerun", steps: step, url: SharedServer.fieldURL)
    let first = try await job.run()
    #expect(first.status == 1 && first.output.contains("rerun_ok of rerun_days"), "\(first.output)")
    let run = try #require(try await Field.witness.runs(of: job.name).first)
    #expect(run.status == .success)
    try await Field.reexecute(run.id)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await job.record()?.steps.first?.launches.count == 1)
  }
}
