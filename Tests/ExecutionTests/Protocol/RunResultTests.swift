import Contract
import Diagnostics
import JobDSL
import Testing

@testable import Attempt
@testable import Ledger
@testable import Planning

/// The whole text of every way in which an attempt may end.
@Suite struct RunResultTests {
  struct Ending: Sendable, CustomTestStringConvertible {
    var result: RunResult
    var verdict: Contract.ExitStatus
    var text: String

    init(_ result: RunResult, _ verdict: Contract.ExitStatus, _ text: String) {
      (self.result, self.verdict, self.text) = (result, verdict, text)
    }

    var testDescription: String { text }
  }

  static let now = Sample.start
  static let lease = Lease(holder: "pod-1/7/c0ffee", fencingToken: 3, expires: now)

  static let attempts = [
    Ending(.succeeded("a"), .succeeded, "succeeded: a succeeded"),
    Ending(
      .alreadySucceeded("a"),
      .succeeded,
      "already_succeeded: a has succeeded already; nothing was launched"
    ),
    Ending(
      .documentChanged(Sample.record("a"), recorded: "sha256:11"),
      .documentChanged,
      "document_changed: the name a was used for another document (sha256:11); this one is sha256:00ff: give the "
        + "changed job a name of its own"
    ),
    Ending(
      .held("a", by: lease),
      .held,
      "held: a is being run by pod-1/7/c0ffee, whose lease ends at 2024-03-01 10:00:00 UTC; nothing was launched"
    ),
    Ending(
      .lost("a"),
      .held,
      "held: another runner took a over: this one stops; see `runner status a`"
    ),
    Ending(
      .ambiguous("a", step: 0, ["b1", "b2"]),
      .ambiguous,
      "ambiguous: Dagster has 2 launches of step 1: b1, b2; look at them, cancel all but one in Dagster and run the "
        + "job again, or stop them all with `runner cancel a`"
    ),
    Ending(
      .failed("a", step: 1, "Dagster says FAILURE", []),
      .failed,
      "failed: step 2 of a failed: Dagster says FAILURE; once the cause is fixed, run the same job again: it goes on "
        + "with what is left"
    ),
    Ending(
      .alreadyFailed(
        ClaimTests.same {
          $0.steps[0].state = .failed
          $0.steps[0].message = "no data"
        }
      ),
      .failed,
      "already_failed: recover-orders has failed already, in an earlier pod of this Kubernetes Job: step 1 failed: no data; "
        + "nothing was launched. Once the cause is fixed, start the job again, by the pipeline: another Kubernetes Job goes on "
        + "with what is left"
    ),
    Ending(
      .detached,
      .detached,
      "detached: stopped watching; the work in Dagster goes on: run the same job again to attach"
    ),
    Ending(.bug("no step"), .bug, "bug: this is a bug of the runner, please report it: no step"),
    Ending(
      RunResult(.unavailable, "unavailable", "no answer within 30 s").notLaunched(step: 0),
      .unavailable,
      "unavailable: step 1 was not launched: nothing carries its launch id: no answer within 30 s"
    ),
  ]

  static func canceled(by actor: String?) -> Cancellation {
    Cancellation(requested: now, provenance: Provenance(actor: actor))
  }

  static let cancellations = [
    Ending(
      .unknown("a"),
      .notFound,
      "unknown: expected a job that the ledger knows, found \"a\": see `runner history`"
    ),
    Ending(
      .nothingToCancel("a"),
      .succeeded,
      "already_succeeded: a has succeeded already; there was nothing to cancel"
    ),
    Ending(.stopped("a", succeeded: true), .succeeded, "succeeded: a succeeded before it could be canceled"),
    Ending(
      .stopped("a", succeeded: false),
      .succeeded,
      "canceled: a is canceled; nothing of it runs any more"
    ),
    Ending(
      .canceled("a", by: canceled(by: "ada"), isOver: true),
      .failed,
      "canceled: a was canceled by ada at 2024-03-01 10:00:00 UTC; nothing was launched; to do what is left of it "
        + "anyway, run it with --resume-canceled"
    ),
    Ending(
      .canceled("a", by: canceled(by: nil), isOver: false),
      .failed,
      "canceled: a was canceled at 2024-03-01 10:00:00 UTC; nothing was launched; nobody has seen the end of it yet: "
        + "`runner cancel a` waits for it"
    ),
    Ending(
      .stopped("a", by: canceled(by: "ada")),
      .failed,
      "canceled: a was canceled by ada at 2024-03-01 10:00:00 UTC; this runner leaves it; see `runner status a`"
    ),
  ]

  static let refusals = [
    Ending(
      RunResult(.document([])),
      .invalidDocument,
      "invalid_document: the document does not fit the server's definitions; nothing was launched"
    ),
    Ending(RunResult(.unready("the daemon is dead")), .unavailable, "unavailable: the daemon is dead"),
    Ending(RunResult(.refused("read-only")), .refused, "refused: read-only"),
    Ending(
      RunResult(LedgerError.exists(job: "a")),
      .unavailable,
      "unavailable: a has a record already"
    ),
    Ending(
      .conditionNotMet(
        "a",
        [Diagnostic(file: "job.yaml", position: nil, path: .root["spec"], message: "too many")]
      ),
      .refused,
      "condition_not_met: a condition of a is not met; nothing of the step was launched\n  spec: too many"
    ),
    Ending(
      .conditionNotMet(
        "a",
        ["many", "there"].map {
          Diagnostic(file: "job.yaml", position: nil, path: .root[$0], message: "found \($0)")
        }
      ),
      .refused,
      "condition_not_met: 2 conditions of a are not met; nothing of the step was launched\n  many: found many\n  "
        + "there: found there"
    ),
  ]

  @Test(arguments: attempts + cancellations + refusals) func tells(_ ending: Ending) {
    #expect("\(ending.result.outcome): \(ending.result.message)" == ending.text)
    #expect(ending.result.verdict == ending.verdict)
  }

  @Test func whatStillRunsIsListed() {
    var launch = LaunchRecord(launchID: "l", kind: .backfill, intended: Self.now)
    launch.dagsterID = "abcdefgh"
    var observation = Observation.vanished("it")
    observation.status = "CANCELING"
    observation.running = (1...22).map { "r\($0)" }
    let result = RunResult.stillRunning("a", step: 0, launch, observation)
    #expect(result.verdict == .failed)
    #expect(result.outcome == "still_running")
    let lines = result.message.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "step 1 of a still runs: backfill abcdefgh, Dagster says CANCELING; it was told to stop: cancel again to "
        + "go on waiting"
    )
    let listed = (1...20).map { "  run r\($0)" }
    #expect(Array(lines.dropFirst()) == listed + ["  and 2 more"])
  }
}
