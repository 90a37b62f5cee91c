import ClusterLedger
import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// What happens between a failed attempt and its retry.
@Suite(.inTheField) struct ChainInterruptionTests {
  /// The job's runs once the first attempt has failed and its retry has not begun.
  private func failedAttempt(of job: JobFile) async throws -> [Run] {
    try await Field.waitForRuns(of: job.name) { $0.contains { $0.status == .failure } }
  }

  private func job(_ topic: String, _ steps: String) throws -> JobFile {
    try JobFile(topic, steps: steps, url: SharedServer.fieldURL)
  }

  /// Dagster's own retry is stopped, and cancel doesn't end before it.
  @Test func cancelStopsTheRetry() async throws {
    let steps = Field.launch("retry_job", config: "name: cancel-retry", "seconds: 600")
    let job = try job("cancel-retry", steps)
    let child = try job.start("run", "job.yaml", "--lease", "6")
    _ = try await failedAttempt(of: job)
    let cancellation = try await job.start("cancel", job.name).ending()
    #expect(cancellation.status == 0, "\(cancellation.output)\(cancellation.errors)")
    #expect(cancellation.output.hasPrefix("canceled: \(job.name) is canceled; nothing of it runs any more"))
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.map(\.status) == [.canceled, .failure])
    #expect(await child.ending().status == 1)
    try await Task.sleep(for: .seconds(12))
    #expect(try await Field.witness.runs(of: job.name).map(\.id) == runs.map(\.id))
    #expect(try await job.record()?.outcome == .canceled)
  }

  /// A retry that begins while its backfill is being canceled doesn't carry the backfill's id any more.
  @Test func cancelStopsTheRetriesOfABackfill() async throws {
    let job = try job("cancel-days", Field.backfill("retry_days", "2024-06-01", "2024-06-02", "2024-06-03"))
    let child = try job.start("run", "job.yaml", "--lease", "6")
    _ = try await failedAttempt(of: job)
    let cancellation = try await job.start("cancel", job.name).ending()
    #expect(cancellation.status == 0, "\(cancellation.output)\(cancellation.errors)")
    _ = await child.ending()
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.filter { !$0.status.isTerminal } == [])
    try await Task.sleep(for: .seconds(12))
    let later = try await Field.witness.runs(of: job.name)
    #expect(Set(later.map(\.id)) == Set(runs.map(\.id)), "\(later)")
  }

  /// The runner is killed between the two attempts: the next one attaches, and finds one launch.
  @Test(arguments: [true, false]) func attachesAfterACrash(knowsTheRun: Bool) async throws {
    let name = "crash-\(knowsTheRun)"
    let job = try job("retry-crash", Field.launch("retry_job", config: "name: \(name)", "seconds: 3"))
    let child = try job.start("run", "job.yaml", "--lease", "6")
    _ = try await failedAttempt(of: job)
    child.send(SIGKILL)
    _ = await child.ending()
    if !knowsTheRun { try await job.forgetLaunch() }
    var ending = try await job.run("--lease", "6")
    // The dead one's lease has to run out first.
    while ending.status == 5, !Task.isCancelled {
      try await Task.sleep(for: .seconds(1))
      ending = try await job.run("--lease", "6")
    }
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.filter { $0.parentID == nil }.count == 1)
    #expect(runs.map(\.status) == [.success, .failure])
  }

  /// A person's re-execution of a run that is watched belongs to its chain.
  @Test func followsAReexecutionWhileItWatches() async throws {
    let steps = Field.launch("retry_job", config: "name: watched", "failing: 0", "seconds: 6")
    let job = try job("watched", steps)
    let child = try job.start("run", "job.yaml")
    let first = try await Field.waitForRuns(of: job.name) { $0.contains { $0.status == .started } }
    try await Field.reexecute(try #require(first.first?.id))
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Field.witness.runs(of: job.name).map(\.status) == [.success, .success])
  }

  /// A person repairs the code and re-executes the run in Dagster; nothing is launched beside or after that.
  @Test func launchesNothingBesideAReexecution() async throws {
    let steps = Field.launch("no_retry_job", config: "name: beside", "failing: 1", "seconds: 6")
    let job = try job("beside", steps)
    #expect(try await job.run().status == 1)
    let failed = try #require(try await Field.witness.runs(of: job.name).first)
    try await Field.reexecute(failed.id)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let runs = try await Field.witness.runs(of: job.name)
    #expect(runs.map(\.status) == [.success, .failure])
    #expect(runs.filter { $0.parentID == nil }.count == 1)
  }
}

extension JobFile {
  /// Has the record forget Dagster's answer, as when the runner was killed before it was written.
  fileprivate func forgetLaunch() async throws {
    let url = try LedgerURL("file://\(folder.path)/ledger")
    let ledger = try url.open(clock: SystemClock()) { .random(in: .min ... .max) }
    let stored = try #require(try await ledger.read(name))
    var record = stored.record
    record.steps[0].state = .intended
    record.steps[0].launches[0].dagsterID = nil
    record.steps[0].launches[0].launched = nil
    record.steps[0].launches[0].url = nil
    _ = try await ledger.replace(stored, with: record)
  }
}
