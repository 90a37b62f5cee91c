import Attempt
import Contract
import Dagster
import DagsterModel
import Foundation
import JSONTree
import JobDSL
import Ledger
import Planning
import Running
import TestSupport
import Testing

private struct Silence: EventSink {
  func emit(_ event: Event) {}
}

/// Runs of the real server that somebody else launched, and that a job stops.
@Suite(.onDagster) struct CancelRunsTests {
  private func launch(_ job: String) async throws -> RunID {
    let config: JSONValue = ["ops": ["sleep_op": ["config": ["seconds": 600]]]]
    return try await Witness().ask { client in
      try await client.launchRun(
        RunRequest(
          job: JobSelector(location: "lab", name: job),
          runConfig: job == "sleep_job" ? config : nil
        )
      )
    }
  }

  private func status(_ id: RunID) async throws -> RunStatus? {
    try await Witness().ask { try await $0.run(id)?.status }
  }

  private func wait(for id: RunID, _ wanted: RunStatus) async throws {
    for _ in 0..<600 {
      if try await status(id) == wanted { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("\(id) is never \(wanted)")
  }

  private static func steps(_ ids: RunID...) -> String {
    "- cancelRuns:\n    runs:\n" + ids.map { "    - \($0.rawValue)\n" }.joined()
  }

  @Test func areStoppedAsThePlanSays() async throws {
    let ended = try await launch("noop_job")
    let running = try await launch("sleep_job")
    let other = try await launch("sleep_job")
    try await wait(for: ended, .success)
    try await wait(for: running, .started)

    let job = try JobFile("stop", steps: Self.steps(running, ended))
    let plan = try await job.start("plan", "job.yaml").ending()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    #expect(
      plan.output.contains("  stops  run \(running): the job sleep_job, STARTED since "),
      "\(plan.output)"
    )
    #expect(plan.output.contains("  ended  run \(ended): the job noop_job, SUCCESS since "), "\(plan.output)")
    #expect(plan.output.contains(": nothing to stop\n"))
    let digest = try #require(plan.output.split(separator: "\n").last?.split(separator: " ").last)

    let ending = try await job.run("--plan", String(digest))
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await status(running) == .canceled)
    #expect(try await status(ended) == .success)
    let record = try #require(try await job.record())
    #expect(record.steps.flatMap(\.launches).map(\.kind.rawValue) == ["stop"])
    try await Witness().expectNothingLaunched(by: job.name)
    #expect(try await job.run().output.hasPrefix("already_succeeded"))
    // What the job doesn't name goes on.
    #expect([.queued, .starting, .started].contains(try await status(other)))
    // Dagster stops no run that is only just starting.
    try await wait(for: other, .started)
    try await Witness().ask { try await $0.terminateRun(other) }
  }

  /// Approved while it ran: by now there is nothing to stop, which nobody has approved.
  @Test func aPlanIsStaleWhereTheRunHasEnded() async throws {
    let run = try await launch("sleep_job")
    try await wait(for: run, .started)
    let job = try JobFile("stop-stale", steps: Self.steps(run))
    let plan = try await job.start("plan", "job.yaml").ending()
    let digest = try #require(plan.output.split(separator: "\n").last?.split(separator: " ").last)
    try await Witness().ask { try await $0.terminateRun(run) }
    try await wait(for: run, .canceled)
    #expect(try await job.run("--plan", String(digest)).status == 3)
    #expect(try await job.run().status == 0)
  }

  @Test func anUnknownIdIsRefusedAtItsLine() async throws {
    let id = "00000000-0000-4000-8000-000000000000"
    let job = try JobFile("stop-unknown", steps: Self.steps(RunID(id), RunID("abcdefgh")))
    let ending = try await job.run()
    #expect(ending.status == 65)
    #expect(
      ending.errors.contains(
        "job.yaml:11:9: error: spec.steps[0].cancelRuns.runs[0]: expected a run that Dagster knows, found \"\(id)\""
      ),
      "\(ending.errors)"
    )
    #expect(ending.errors.contains("(it looks like a backfill's id: name the runs that are on its page)"))
  }

  /// Killed right after the intent was written or sent; the next attempt sees to the rest.
  @Test func anAttemptThatWasKilledIsGoneOnWith() async throws {
    let run = try await launch("sleep_job")
    try await wait(for: run, .started)
    let job = try JobFile("stop-killed", steps: Self.steps(run))
    try await job.runAndKill(lease: 3) { $0.steps[0].state != .pending }
    let ending = try await job.run("--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await status(run) == .canceled)
    let record = try #require(try await job.record())
    #expect(record.steps.map(\.launches.count) == [1])
  }

  /// What was told to stop is stopped, whether the job or its cancellation sees to the end.
  @Test func aCancellationLeavesNothingRunning() async throws {
    let run = try await launch("sleep_job")
    try await wait(for: run, .started)
    let job = try JobFile("stop-canceled", steps: Self.steps(run))
    // Where it was killed before it told the run, the run goes on: a cancellation begins nothing.
    try await job.runAndKill(lease: 3) { $0.steps[0].state == .launched }
    let cancel = try await job.start("cancel", job.name, "--lease", "3").ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(try await status(run) == .canceled)
    #expect([.canceled, .succeeded].contains(try await job.record()?.outcome))
  }

  /// It is told at each look, and given up in time, by name. Ten minutes are too long for a test.
  @Test func aRunThatDoesNotStopFailsTheStep() async throws {
    let run = try await launch("stubborn_job")
    try await wait(for: run, .started)
    let text = documentText(name: "stop-stubborn-\(run.rawValue.prefix(8))", steps: Self.steps(run))
    let reading = JobReading(Array(text.utf8), file: "job.yaml")
    let job = JobToRun(document: try #require(reading.document), root: reading.root, file: "job.yaml")
    var timing = RunTiming(lease: 6)
    timing.stopping = 10
    let folder = try Folder()
    let context = AttemptContext(
      ledger: FileLedger(directory: "\(folder.path)/ledger", clock: SystemClock()) {
        .random(in: 0 ... .max)
      },
      clock: SystemClock(),
      events: Silence(),
      provenance: Provenance(actor: "ada"),
      holder: "test",
      launchPrefix: "test-\(run.rawValue.prefix(8))",
      timing: timing
    )
    let result = try await Witness().ask { client in
      await JobRun(job: job, client: client, context: context).run()
    }
    #expect(result.verdict == .failed, "\(result)")
    #expect(result.message.contains("run \(run) is CANCELING"), "\(result.message)")
    #expect(result.record?.steps.map(\.state) == [.failed])
    #expect(try await status(run) == .canceling)
  }

  @Test func aReadOnlyServerRefuses() async throws {
    let run = try await launch("sleep_job")
    try await wait(for: run, .started)
    let job = try JobFile("stop-read-only", steps: Self.steps(run), url: SharedServer.readOnlyURL)
    let ending = try await job.run()
    #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
    #expect(try await status(run) == .started)
    try await Witness().ask { try await $0.terminateRun(run) }
  }
}
