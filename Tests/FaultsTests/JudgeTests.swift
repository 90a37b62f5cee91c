import Ledger
import SeededRandom
import TestSupport
import Testing

@testable import faults

/// What Dagster says against what the runner says.
@Suite struct JudgeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: RoundVerdict
    var why: String
    var work = Work.Kind.materialize
    var ending = Fault.Ending.regular
    var status: Int32 = 0
    var launches = [launch("a")]
    var running: [String] = []
    var declined: [String] = []
    var recorded: [String?]? = ["a"]
    var outcome: Outcome? = .succeeded
    var state = StepRecord.State.succeeded
    /// `nil`: what there is to tell.
    var told: [String]?
  }

  static func launch(_ id: String, step: Int? = 0, status: String = "SUCCESS") -> Account.Launch {
    Account.Launch(
      id: id,
      isBackfill: false,
      step: step,
      status: status,
      isOver: status != "STARTED",
      succeeded: status == "SUCCESS"
    )
  }

  static let examples = [
    Example(testDescription: "all well", verdict: .ok, why: ""),
    Example(
      testDescription: "launched twice",
      verdict: .double,
      why: "step 0 was launched 2 times: a, b",
      launches: [launch("a"), launch("b")]
    ),
    Example(
      testDescription: "a retry that Dagster has given up",
      verdict: .ok,
      why: "",
      status: 1,
      launches: [launch("a", status: "FAILURE")],
      declined: ["a"],
      outcome: .failed,
      state: .failed
    ),
    Example(
      testDescription: "a failure taken for success over a retry that Dagster has given up",
      verdict: .wrong,
      why: "expected exit code 1, found 0",
      launches: [launch("a", status: "FAILURE")],
      declined: ["a"]
    ),
    Example(
      testDescription: "never ends",
      verdict: .restarts,
      why: "the last runner exited with 69",
      status: 69,
      outcome: nil
    ),
    Example(
      testDescription: "not launched",
      verdict: .lost,
      why: "steps [] were launched, expected [0]; exit code 0",
      launches: [],
      recorded: []
    ),
    Example(
      testDescription: "forgotten",
      verdict: .lost,
      why: "the record does not know a",
      recorded: [nil]
    ),
    Example(
      testDescription: "no record",
      verdict: .lost,
      why: "the record does not know a",
      recorded: nil
    ),
    Example(
      testDescription: "goes on",
      verdict: .wrong,
      why: "a is STARTED, and the runner exited with 0",
      launches: [launch("a", status: "STARTED")]
    ),
    Example(
      testDescription: "a child goes on",
      verdict: .wrong,
      why: "run c STARTED goes on, and the runner exited with 0",
      running: ["c STARTED"]
    ),
    Example(
      testDescription: "a launch that is none",
      verdict: .wrong,
      why: "the record has the launch l1 that Dagster does not know",
      recorded: ["a", "b"]
    ),
    Example(
      testDescription: "exit code of a failure",
      verdict: .wrong,
      why: "expected exit code 0, found 1",
      status: 1
    ),
    Example(
      testDescription: "a failure that is none",
      verdict: .wrong,
      why: "expected success to be true, Dagster says otherwise",
      launches: [launch("a", status: "FAILURE")]
    ),
    Example(
      testDescription: "failed as it has to",
      verdict: .ok,
      why: "",
      work: .failing,
      status: 1,
      launches: [launch("a", status: "FAILURE")],
      outcome: .failed,
      state: .failed
    ),
    Example(
      testDescription: "outcome",
      verdict: .wrong,
      why: "expected the outcome succeeded, the record has none",
      outcome: nil
    ),
    Example(
      testDescription: "nobody was told",
      verdict: .wrong,
      why: "nobody was told that it succeeded: [\"*a-job* failed after 1 s\"]",
      told: ["*a-job* failed after 1 s"]
    ),
    Example(
      testDescription: "a success that is none was told",
      verdict: .wrong,
      why: "its owner was told that it succeeded, the record has failed",
      work: .failing,
      status: 1,
      launches: [launch("a", status: "FAILURE")],
      outcome: .failed,
      state: .failed,
      told: ["*a-job* failed after 1 s", "*a-job* succeeded after 1 s"]
    ),
    Example(
      testDescription: "canceled",
      verdict: .ok,
      why: "",
      work: .sleep,
      ending: .canceled,
      status: 1,
      launches: [launch("a", status: "CANCELED")],
      outcome: .canceled,
      state: .canceled
    ),
    Example(
      testDescription: "success of a canceled job",
      verdict: .wrong,
      why: "expected no success of a canceled job, found exit code 0",
      work: .sleep,
      ending: .canceled
    ),
  ]

  @Test(arguments: examples) func judges(_ example: Example) {
    var random = SeededGenerator(seed: 1)
    let judge = Judge(
      work: Work(example.work, &random),
      ending: example.ending,
      status: example.status,
      account: Account(launches: example.launches, running: example.running, declined: example.declined),
      record: example.recorded.map { Self.record($0, example.outcome, example.state) },
      told: example.told ?? Self.told(example.outcome)
    )
    #expect(judge.judgement.verdict == example.verdict)
    #expect(judge.judgement.why == example.why)
  }

  private static func told(_ outcome: Outcome?) -> [String] {
    switch outcome {
    case .succeeded: ["*a-job* succeeded after 1 s"]
    case .failed: ["*a-job* failed after 1 s"]
    case .canceled: ["*a-job* was canceled after 1 s"]
    default: []
    }
  }

  private static func record(
    _ ids: [String?],
    _ outcome: Outcome?,
    _ state: StepRecord.State
  ) -> Record {
    let now = Timestamp(seconds: 0)
    let launches = ids.enumerated().map { index, id in
      var launch = LaunchRecord(launchID: "l\(index)", kind: .run, intended: now)
      launch.dagsterID = id
      return launch
    }
    let step = StepRecord(index: 0, command: "launch", summary: "", state: state, launches: launches)
    return Record(
      job: "a-job",
      document: DocumentReference(digest: "", text: "", file: ""),
      owner: "",
      reason: "",
      created: now,
      updated: now,
      steps: [step],
      outcome: outcome
    )
  }
}
