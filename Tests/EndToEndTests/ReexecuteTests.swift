import Dagster
import DagsterModel
import Foundation
import JSONTree
import Ledger
import TestSupport
import Testing

/// What has ended on the real server without being done, and jobs that run it again.
@Suite(.onDagster) struct ReexecuteTests {
  private func launch(_ job: String, _ config: JSONValue? = nil, tags: [DagsterModel.Tag] = []) async throws
    -> RunID
  {
    try await Witness().ask { client in
      try await client.launchRun(
        RunRequest(job: JobSelector(location: "lab", name: job), runConfig: config, tags: tags)
      )
    }
  }

  private func launchBackfill(_ assets: [String], _ keys: [String], _ config: JSONValue? = nil) async throws
    -> BackfillID
  {
    try await Witness().ask { client in
      try await client.launchBackfill(
        BackfillRequest(
          assets: assets.map(AssetKey.init(userString:)),
          partitions: .keys(keys),
          tags: [DagsterModel.Tag("team", "sales"), DagsterModel.Tag("dagster/priority", "3")],
          title: "by hand",
          runConfig: config
        )
      )
    }
  }

  private func run(_ id: RunID) async throws -> Run? { try await Witness().ask { try await $0.run(id) } }

  private func wait(for id: RunID, _ wanted: RunStatus) async throws {
    for _ in 0..<600 {
      let run = try await run(id)
      // Dagster writes so a moment after a failure.
      let isDecided = wanted != .failure || run?.tags[key: DagsterModel.Tag.willRetryKey] != nil
      if run?.status == wanted, isDecided { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("\(id) is never \(wanted)")
  }

  private func wait(for id: BackfillID) async throws {
    for _ in 0..<600 {
      if try await Witness().ask({ try await $0.backfill(id) })?.status.isTerminal == true { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("\(id) never ends")
  }

  private static func steps(_ id: RunID, from start: String = "failure") -> String {
    "- reexecute: {run: \(id), from: \(start)}"
  }

  private static func steps(_ id: BackfillID) -> String { "- reexecute: {failedPartitionsOf: \(id)}" }

  private func digest(of job: JobFile) async throws -> String {
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    return String(try #require(plan.output.split(separator: "\n").last?.split(separator: " ").last))
  }

  // MARK: - A backfill

  /// Of the two assets different partitions are left; they are launched as one backfill, with what the old one had.
  @Test func whatABackfillLeftIsMadeAsThePlanSays() async throws {
    let config: JSONValue = ["ops": ["again": ["config": ["batch_size": 7]]]]
    let old = try await launchBackfill(
      ["again", "again_clean"],
      ["2024-03-02", "2024-03-03", "2024-03-05"],
      config
    )
    try await wait(for: old)
    let job = try JobFile("again", steps: Self.steps(old))
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    for line in [
      "again  1 partition  2024-03-03", "again_clean  2 partitions  2024-03-03, 2024-03-05",
      "what backfill \(old) \"by hand\" left, tagged team=sales, COMPLETED_FAILED since ",
      "2024-03-03: again: dagster._core.definitions.events.Failure: the vendor's file is not there yet",
      "2024-03-05: again_clean: dagster._core.definitions.events.Failure: the vendor's file is not there yet",
      "again: version then 2, now 2", "again_clean: version then 1, now 1", "as it was then",
      "2 to 3, as Dagster goes along: again, again_clean 1, one run a partition; again_clean 1, one run a partition",
    ] {
      #expect(plan.output.contains(line), "\(line) in \(plan.output)")
    }
    let ending = try await job.run("--plan", try await digest(of: job))
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")

    let found = try await Witness().backfills(of: job.name)
    let new = try #require(found.first)
    #expect(found.count == 1)
    #expect(new.tags[key: "team"] == "sales")
    #expect(new.tags[key: "dagster/priority"] == "3")
    #expect(new.tags[key: "production-jobs/reexecutes"] == old.rawValue)
    #expect(new.parentID == nil)
    let runs = try await Witness().ask { try await $0.allRuns(.ofBackfill(new.id)) }
    #expect(runs.allSatisfy { $0.status == .success })
    #expect((2...3).contains(runs.count))
    #expect(
      try await Witness().made(by: runs) == [
        "again": ["2024-03-03"], "again_clean": ["2024-03-03", "2024-03-05"],
      ]
    )
    let launch = try #require(try await job.record()?.steps[0].launches.first)
    #expect((launch.targeted, launch.materialized) == (3, 3))
    #expect(launch.targetedByAsset?.map(\.partitions) == [1, 2])
    #expect(try await job.run().output.hasPrefix("already_succeeded"))

    // It is done by now, which another job is told.
    let other = try await JobFile("again-twice", steps: Self.steps(old)).run()
    #expect(other.status == 65)
    #expect(
      other.errors.contains(
        "expected a backfill that nobody has re-executed since, found \"\(old)\", which backfill \(new.id) re-executed: "
          + "COMPLETED_SUCCESS (it is done: remove this step)"
      ),
      "\(other.errors)"
    )
  }

  /// A backfill with an asset without partitions, canceled before it had come to everything.
  @Test func whatACanceledBackfillNeverBeganIsMadeToo() async throws {
    let old = try await Witness().ask { client in
      try await client.launchBackfill(
        BackfillRequest(
          .each([
            .init(AssetKey(userString: "again"), ["2024-04-03", "2024-04-04"]),
            .init(AssetKey(userString: "again_total"), nil),
          ])
        )
      )
    }
    try await wait(for: old)
    try await Witness().ask { try await $0.cancelBackfill(old) }
    for _ in 0..<300 {
      if try await Witness().ask({ try await $0.backfill(old) })?.status == .canceled { break }
      try await Task.sleep(for: .milliseconds(200))
    }
    let job = try JobFile("again-canceled", steps: Self.steps(old))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let made = try await Witness().made(by: try await Witness().runs(of: job.name))
    #expect(made == ["again": ["2024-04-03"], "again_total": [nil]])
  }

  /// Somebody has made the partition since the plan was approved.
  @Test func aPlanIsStaleWhereAPartitionWasMadeSince() async throws {
    let old = try await launchBackfill(["again"], ["2024-05-03"])
    try await wait(for: old)
    let job = try JobFile("again-stale", steps: Self.steps(old))
    let digest = try await digest(of: job)
    try await Witness().report(["2024-05-03"], of: "again")
    let ending = try await job.run("--plan", digest)
    #expect(ending.status == 3)
    #expect(
      (ending.output + ending.errors).contains("again: 0 new, 1 overwritten"),
      "\(ending.output)\(ending.errors)"
    )
    try await Witness().expectNothingLaunched(by: job.name)
  }

  /// What fails once more fails the job, and another attempt makes that alone.
  @Test func whatFailsAgainIsAllThatTheNextAttemptMakes() async throws {
    let old = try await launchBackfill(["flaky"], ["2024-11-03", "2024-11-13"])
    try await wait(for: old)
    try SharedServer.mend("flaky", "2024-11-13")
    let job = try JobFile("again-fails", steps: Self.steps(old))
    let first = try await job.run()
    #expect(first.status == 1, "\(first.output)\(first.errors)")
    #expect(first.output.contains("no data for 2024-11-03"), "\(first.output)")
    try SharedServer.mend("flaky", "2024-11-03")
    let second = try await job.run()
    #expect(second.status == 0, "\(second.output)\(second.errors)")
    let launches = try #require(try await job.record()?.steps[0].launches)
    #expect(launches.map(\.targeted) == [2, 1])
    #expect(launches.map(\.skipped) == [nil, 1])
  }

  /// An asset without partitions that the first attempt has made is done.
  @Test func anAssetThatTheFirstAttemptMadeIsNotMadeAgain() async throws {
    let old = try await Witness().ask { client in
      try await client.launchBackfill(
        BackfillRequest(
          .each([
            .init(AssetKey(userString: "flaky"), ["2024-12-03"]),
            .init(AssetKey(userString: "again_total"), nil),
          ])
        )
      )
    }
    try await wait(for: old)
    let job = try JobFile("again-whole", steps: Self.steps(old))
    #expect(try await job.run().status == 1)
    try SharedServer.mend("flaky", "2024-12-03")
    let second = try await job.run()
    #expect(second.status == 0, "\(second.output)\(second.errors)")
    let launches = try #require(try await job.record()?.steps[0].launches)
    #expect(launches.map(\.targeted) == [2, 1])
    #expect(launches.map(\.skipped) == [nil, 1])
  }

  // MARK: - A run

  @Test func aRunGoesOnFromItsFailure() async throws {
    let config: JSONValue = ["ops": ["stage": ["config": ["rows": 5]]]]
    let old = try await launch("publish_job", config, tags: [DagsterModel.Tag("team", "sales")])
    try await wait(for: old, .failure)
    let job = try JobFile("again-run", steps: Self.steps(old))
    let plan = try await job.plan()
    for line in [
      "run \(old): the job publish_job, tagged team=sales, FAILURE since ",
      "steps       publish; not 1 other, done before",
      "because     publish: dagster._core.definitions.events.Failure: the vendor's file is not there yet",
      "ops.stage.config.rows: 5", "as it was then",
      "no version of it is known",
    ] {
      #expect(plan.output.contains(line), "\(line) in \(plan.output)")
    }
    let ending = try await job.run("--plan", try await digest(of: job))
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let new = try #require(try await Witness().runs(of: job.name).first)
    #expect((new.parentID, new.rootID, new.status) == (old, old, .success))
    #expect(new.tags[key: "team"] == "sales")
    #expect(try await job.record()?.steps[0].launches.map(\.dagsterID) == [new.id.rawValue])
    #expect(try await job.run().output.hasPrefix("already_succeeded"))

    let other = try await JobFile("again-run-twice", steps: Self.steps(old)).run()
    #expect(other.status == 65)
    #expect(
      other.errors.contains(
        "found \"\(old)\", which run \(new.id) ran in place of: SUCCESS (it is done: remove this step)"
      ),
      "\(other.errors)"
    )
  }

  @Test func aRunIsRunAgainFromItsStart() async throws {
    let old = try await launch("noop_job")
    try await wait(for: old, .success)
    let job = try JobFile("again-start", steps: Self.steps(old, from: "start"))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Witness().runs(of: job.name).map(\.parentID) == [old])
  }

  /// The old failure doesn't count, and whose it was is not handed on.
  @Test func aRunOfAnotherJobBecomesThisOnes() async throws {
    let first = try JobFile("again-first", steps: "- launch: {job: publish_job, location: lab}")
    #expect(try await first.run().status == 1)
    let old = try #require(try await Witness().runs(of: first.name).first)
    let job = try JobFile("again-second", steps: Self.steps(old.id))
    let plan = try await job.plan()
    #expect(plan.output.contains("launched by the production job \(first.name)"), "\(plan.output)")
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let new = try #require(try await Witness().runs(of: job.name).first)
    #expect(try await Witness().runs(of: first.name).map(\.id) == [old.id])
    #expect(new.tags[key: "production-jobs/launch-id"] != old.tags[key: "production-jobs/launch-id"])
    // Its own run is re-executed: it watches that, and launches nothing.
    let again = try await first.run()
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(try await Witness().runs(of: first.name).count == 1)
  }

  @Test func aRunThatFailsOnceMoreFailsTheJob() async throws {
    let old = try await launch("failing_job")
    try await wait(for: old, .failure)
    let job = try JobFile("again-fails-run", steps: Self.steps(old))
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("this job always fails"), "\(ending.output)")
    // Another attempt goes on where the last one stopped.
    #expect(try await job.run().status == 1)
    let runs = try await Witness().runs(of: job.name).sorted { $0.creationTime < $1.creationTime }
    #expect(runs.map(\.parentID) == [old, runs[0].id])
    #expect(try await job.record()?.steps[0].launches.map(\.dagsterID) == runs.map(\.id.rawValue))
  }

  @Test func anAttemptThatWasKilledIsGoneOnWith() async throws {
    for moment in [StepRecord.State.intended, .launched] {
      let old = try await launch("publish_job")
      try await wait(for: old, .failure)
      let job = try JobFile("again-killed", steps: Self.steps(old))
      let child = try job.start("run", "job.yaml", "--lease", "3")
      do {
        try await job.waitForRecord { $0.steps[0].state == moment || $0.steps[0].state == .launched }
      } catch {
        let ending = await child.ending()
        Issue.record("\(error): \(ending.output)\(ending.errors)")
      }
      child.send(SIGKILL)
      _ = await child.ending()
      let ending = try await job.run("--lease", "3")
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      #expect(try await Witness().runs(of: job.name).map(\.parentID) == [old])
    }
  }

  @Test func aCancellationStopsTheNewRunAlone() async throws {
    let config: JSONValue = ["ops": ["sleep_op": ["config": ["seconds": 600]]]]
    let old = try await launch("sleep_job", config)
    try await wait(for: old, .started)
    try await Witness().ask { try await $0.terminateRun(old) }
    try await wait(for: old, .canceled)
    let job = try JobFile("again-cancel", steps: Self.steps(old))
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    let new = try #require(try await Witness().runs(of: job.name).first)
    try await wait(for: new.id, .started)
    let ending = try await job.start("cancel", job.name).ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    _ = await child.ending()
    #expect(try await run(new.id)?.status == .canceled)
    #expect(try await job.record()?.outcome == .canceled)
  }

  // MARK: - Refusals

  @Test func whatCannotBeRunAgainIsRefusedAtItsLine() async throws {
    let done = try await launch("noop_job")
    let running = try await launch("sleep_job", ["ops": ["sleep_op": ["config": ["seconds": 600]]]])
    let ofJob = try await Witness().ask { client in
      try await client.launchBackfill(
        BackfillRequest(
          .job(
            JobSelector(location: "lab", name: "export_job"),
            partitionSet: "export_job_partition_set",
            keys: ["2024-01-02"]
          )
        )
      )
    }
    let complete = try await launchBackfill(["again"], ["2024-06-02"])
    try await wait(for: done, .success)
    try await wait(for: running, .started)
    try await wait(for: ofJob)
    try await wait(for: complete)
    let unknown = "00000000-0000-4000-8000-000000000000"
    for (steps, message) in [
      (
        Self.steps(done),
        "expected a run that failed or was canceled, found \"\(done)\", which succeeded (to run all of it once more "
          + "write `from: start`)"
      ),
      (
        Self.steps(running),
        "expected a run that has ended, found \"\(running)\", which is STARTED (wait for it to end, or end it: CancelRuns)"
      ),
      (Self.steps(RunID(unknown)), "expected a run that Dagster knows, found \"\(unknown)\""),
      (
        Self.steps(ofJob),
        "expected a backfill that is of assets, found \"\(ofJob)\", which is of the job export_job (no run of it failed: "
          + "launch the job)"
      ),
      (
        Self.steps(complete),
        "expected a backfill that left something, found \"\(complete)\", which materialized everything"
      ),
      (Self.steps(BackfillID("abcdefgh")), "expected a backfill that Dagster knows, found \"abcdefgh\""),
    ] {
      let job = try JobFile("again-refused", steps: steps)
      let ending = try await job.run()
      #expect(ending.status == 65, "\(steps): \(ending.output)")
      #expect(ending.errors.contains("job.yaml:9:"), "\(ending.errors)")
      #expect(ending.errors.contains(message), "\(ending.errors)")
      try await Witness().expectNothingLaunched(by: job.name)
    }
    try await Witness().ask { try await $0.terminateRun(running) }
  }

  @Test func aReadOnlyServerRefuses() async throws {
    let old = try await launch("publish_job")
    try await wait(for: old, .failure)
    let job = try JobFile("again-read-only", steps: Self.steps(old), url: SharedServer.readOnlyURL)
    let ending = try await job.run()
    #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
    let plan = try await job.plan()
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
  }
}
