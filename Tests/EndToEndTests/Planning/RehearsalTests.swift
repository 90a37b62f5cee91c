import Contract
import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// Launches that delete rows by SQL, and are rehearsed before: `sweep_job` of the sandbox, on a database of its own.
@Suite(.onDagster) struct RehearsalTests {
  /// A job of one launch, with a database in its folder.
  private struct Sweep {
    let job: JobFile
    var database: String { "\(job.folder.path)/rows.sqlite" }

    /// - Parameters:
    ///   - rows: how many there are of an age beyond 30.
    ///   - config: more of the configuration.
    init(_ topic: String, rows: Int, atMost limit: Int? = nil, config: String = "", before steps: String = "")
      async throws
    {
      job = try JobFile(topic) { _ in "" }
      let place = "\(job.folder.path)/rows.sqlite"
      let figure = "figure: rows_deleted" + (limit.map { ", atMost: \($0)" } ?? "")
      try job.rewrite(
        steps: """
          \(steps)- launch:
              job: sweep_job
              location: lab
              config: {ops: {sweep: {config: {database: "\(place)", older_than: 30, dry_run: false\(config)}}}}
              rehearsal:
                field: [ops, sweep, config, dry_run]
                expects:
                - {\(figure)}
          """
      )
      try await sql("CREATE TABLE rows (age INTEGER)")
      try await add(rows)
      try await sql("INSERT INTO rows VALUES (1)")
    }

    func add(_ rows: Int) async throws {
      guard rows > 0 else { return }
      try await sql("INSERT INTO rows VALUES \(Array(repeating: "(40)", count: rows).joined(separator: ","))")
    }

    @discardableResult func sql(_ text: String) async throws -> String {
      let program =
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchall()); c.commit()"
      let ending = try await Child("/usr/bin/env", ["python3", "-c", program, database, text]).ending()
      #expect(ending.status == 0, "\(ending.errors)")
      return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// How many rows are left, one of which is young.
    func rows() async throws -> String { try await sql("SELECT count(*) FROM rows") }

    func plan() async throws -> (text: String, digest: String) {
      let plan = try await job.plan("--rehearse")
      #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
      return (
        plan.output, String(try #require(plan.output.split(separator: "\n").last?.split(separator: " ").last))
      )
    }

    /// The runs that were rehearsals.
    func rehearsals() async throws -> [Run] {
      try await Witness().ask { try await $0.findRuns(tags: [Tag(TagKey.rehearsalOf, job.name)]) }
    }

    func launches() async throws -> [Run] {
      try await Witness().ask { try await $0.findRuns(tags: [Tag(TagKey.job, job.name)]) }
    }
  }

  @Test func deletesWhatWasApproved() async throws {
    let sweep = try await Sweep("sweep", rows: 7, atMost: 10)
    let before = try await sweep.job.plan()
    #expect(before.output.contains("not been rehearsed"), "\(before.output)")
    #expect(try await sweep.rehearsals().isEmpty)

    let plan = try await sweep.plan()
    #expect(plan.text.contains(#/rehearsed +rows_deleted 7, at most 10, by run /#), "\(plan.text)")
    #expect(try await sweep.rows() == "[(8,)]")
    // What was rehearsed is known to a plan that launches nothing.
    #expect(try await sweep.job.printedPlan().digest == plan.digest)
    #expect(try await sweep.launches().isEmpty)

    let ending = try await sweep.job.run("--plan", plan.digest)
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await sweep.rows() == "[(1,)]")
    #expect(try await sweep.launches().count == 1)
    #expect(try await sweep.rehearsals().count == 2)
    let record = try #require(try await sweep.job.record())
    #expect(record.plan?.rehearsed == ["rows_deleted 7"])
    #expect(record.steps[0].launches.count == 1)
    #expect(try await sweep.job.run("--plan", plan.digest).output.hasPrefix("already_succeeded"))
    #expect(try await sweep.rehearsals().count == 2)
  }

  /// It has no record yet. Nothing of it is launched, and neither does its rehearsal go on.
  @Test func aCancellationEndsTheRehearsal() async throws {
    let sweep = try await Sweep("sweep-canceled", rows: 4, config: ", seconds: 60")
    let child = try sweep.job.start("run", "job.yaml", "--lease", "6")
    while try await sweep.rehearsals().first?.status != .started {
      try await Task.sleep(for: .milliseconds(200))
    }
    let cancel = try await sweep.job.start("cancel", sweep.job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(cancel.output.hasPrefix("rehearsal_canceled: "), "\(cancel.output)")
    let ending = await child.ending()
    #expect(ending.status == 77, "\(ending.output)\(ending.errors)")
    #expect(try await sweep.launches().isEmpty)
    #expect(try await sweep.rehearsals().map(\.status) == [.canceled])
    #expect(try await sweep.rows() == "[(5,)]")
    #expect(try await sweep.job.record() == nil)
  }

  @Test func deletesNothingWhereRowsHaveMoved() async throws {
    let sweep = try await Sweep("sweep-moved", rows: 4)
    let plan = try await sweep.job.plan("--rehearse", "--output", "json")
    #expect(plan.status == 0, "\(plan.errors)")
    try sweep.job.folder.write(plan.output, to: "plan.json")
    try await sweep.add(3)
    let ending = try await sweep.job.run("--plan-file", "plan.json")
    #expect(ending.status == 3, "\(ending.output)\(ending.errors)")
    #expect(
      ending.output.contains(
        "step 1, its rehearsal: rows_deleted: 7 now, 3 more than the 4 that were approved"
      ),
      "\(ending.output)"
    )
    #expect(try await sweep.rows() == "[(8,)]")
    #expect(try await sweep.launches().isEmpty)
    #expect(try await sweep.job.record() == nil)
  }

  @Test func isRefusedAboveItsLimit() async throws {
    let sweep = try await Sweep("sweep-limit", rows: 6, atMost: 5)
    let plan = try await sweep.job.plan("--rehearse")
    #expect(plan.status == 77)
    #expect(
      plan.errors.contains("expected at most 5, found rows_deleted 6 in its rehearsal"),
      "\(plan.output)\(plan.errors)"
    )
    let ending = try await sweep.job.run()
    #expect(ending.status == 77, "\(ending.output)")
    #expect(ending.output.hasPrefix("condition_not_met"), "\(ending.output)")
    #expect(try await sweep.rows() == "[(7,)]")
    #expect(try await sweep.launches().isEmpty)
  }

  @Test func failsWhereTheRunDidSomethingElse() async throws {
    let sweep = try await Sweep("sweep-otherwise", rows: 2, config: ", overstated: 5")
    let ending = try await sweep.job.run()
    #expect(ending.status == 1, "\(ending.output)")
    #expect(ending.output.contains("rows_deleted 7 rather than 2"), "\(ending.output)")
    // Nobody has approved what is left by now.
    let plan = try await sweep.plan()
    #expect(plan.text.contains("rows_deleted 0"), "\(plan.text)")
  }

  @Test(arguments: [
    (", reports: false", "rows_deleted: expected one number in the metadata of run"),
    (", seconds: -1", "is FAILURE: "),
  ]) func nothingIsLaunchedAfterARehearsalThatSaysNothing(config: String, message: String) async throws {
    let sweep = try await Sweep("sweep-silent", rows: 2, config: config)
    let plan = try await sweep.job.plan("--rehearse")
    #expect(plan.status == 77, "\(plan.output)\(plan.errors)")
    #expect(plan.errors.contains(message), "\(plan.errors)")
    let ending = try await sweep.job.run()
    #expect(ending.status == 77, "\(ending.output)")
    #expect(ending.output.hasPrefix("rehearsal_failed"), "\(ending.output)")
    #expect(try await sweep.launches().isEmpty)
    #expect(try await sweep.rows() == "[(3,)]")
  }

  @Test func aReadOnlyServerRehearsesNothing() async throws {
    let url = try #require(ProcessInfo.processInfo.environment["DAGSTER_READ_ONLY_URL"])
    let sweep = try await Sweep("sweep-read-only", rows: 2)
    var job = sweep.job
    job.environment["DAGSTER_URL"] = url
    let plan = try await job.plan("--rehearse")
    #expect(plan.status != 0, "\(plan.output)")
    #expect(try await sweep.rehearsals().isEmpty)
  }

  /// Its run goes on while the runner is dead, and the next one finds it.
  @Test func isLaunchedOnceWhateverBecomesOfTheRunner() async throws {
    let sweep = try await Sweep("sweep-killed", rows: 3, config: ", seconds: 3")
    let plan = try await sweep.plan()
    let first = try sweep.job.start("run", "job.yaml", "--plan", plan.digest, "--lease", "3")
    try await sweep.job.waitForRecord { $0.steps[0].state == .launched }
    first.send(SIGKILL)
    _ = await first.ending()
    let ending = try await sweep.job.run("--plan", plan.digest, "--lease", "3")
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await sweep.launches().count == 1)
    #expect(try await sweep.rows() == "[(1,)]")
  }

  @Test func onlyTheFirstStepIsRehearsed() async throws {
    let sweep = try await Sweep("sweep-second", rows: 1, before: "- launch: {job: noop_job, location: lab}\n")
    let ending = try await sweep.job.start("validate", "job.yaml").ending()
    #expect(ending.status == 65)
    #expect(
      ending.errors.contains(
        "job.yaml:15:9: error: spec.steps[1].launch.rehearsal: expected a rehearsal in the job's first"
      ),
      "\(ending.errors)"
    )
  }
}
