import Foundation
import Ledger
import TestSupport
import Testing

/// People are told how jobs end, by a real runner.
@Suite(.onDagster) struct NotificationTests {
  private static let noop = "- launch: {job: noop_job, location: lab}"

  /// A job with an owner and a watcher, and a file of addresses beside it.
  private func job(_ topic: String, steps: String, lines: String?) throws -> JobFile {
    var job = try JobFile(topic) { name in
      documentText(name: name, steps: steps).replacing("  owner: ", with: "  watchers: [bi]\n  owner: ")
    }
    job.environment["PRODUCTION_JOBS_WEBHOOK_FILE"] = "\(job.folder.path)/urls"
    job.environment["JOB_PIPELINE_URL"] = "https://ci.example/7"
    job.environment["JOB_APPROVER"] = "grace"
    if let lines { try job.folder.write(lines, to: "urls") }
    return job
  }

  private func notices(of job: JobFile) async throws -> [Notice?] {
    try await job.record()?.attempts.map(\.notice) ?? []
  }

  @Test func aJobThatWaitsAndSucceedsIsToldTwice() async throws {
    let server = try await WebhookServer()
    let steps = """
      - materialize: {asset: dim_products}
      - hold: {until: the products look right, show: ["https://bi.example/products", products]}
      \(Self.noop)
      """
    let job = try job("told", steps: steps, lines: "# all\n* \(server.url)\n")
    let first = try await job.run()
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("waiting: "))
    let waiting = try #require(server.texts.first)
    let run = try #require(try await job.record()?.steps[0].launches[0])
    for part in [
      "*\(job.name)* waits for a person after ", "started by `ada`, approved by `grace`, commit `0123abcd`, ",
      "<https://ci.example/7|the pipeline's run>",
      "step 2: until `the products look right`\n"
        + "look at <https://bi.example/products|https://bi.example/products>\nlook at `products`\n",
      "`runner plan \(job.name)` says what is left\n`runner run \(job.name) --plan DIGEST` with the digest",
      "1. succeeded `materialize dim_products`: 1 materialized, 0 failed, "
        + "<\(run.url ?? "")|run \(run.dagsterID ?? "")>",
      "2. pending `hold the products look right`", "3. pending `launch noop_job`",
    ] {
      #expect(waiting.contains(part), "\(part)\nin\n\(waiting)")
    }
    let second = try await job.run("--plan", job.printedPlan().digest)
    #expect(second.output.hasPrefix("succeeded: "), "\(second.output)")
    #expect(server.texts.count == 2)
    #expect(server.texts.last?.hasPrefix("*\(job.name)* succeeded after ") == true)
    #expect(server.texts.last?.contains(", attempt 2, ") == true)
    #expect(try await notices(of: job).map { $0?.told != nil } == [true, true])
    let status = try await job.start("status", job.name).ending()
    #expect(status.output.contains("     told      20"), "\(status.output)")
    // It is done, and everybody knows.
    #expect(try await job.run().output.hasPrefix("already_succeeded: "))
    #expect(server.texts.count == 2)
    for text in [first.output, first.errors, second.output, second.errors, status.output] {
      #expect(!text.contains(WebhookServer.secret))
    }
    await server.close()
  }

  @Test func aFailureIsToldWithItsReason() async throws {
    let server = try await WebhookServer(.status(500), .status(200))
    let job = try job(
      "told-failed",
      steps: "- launch: {job: failing_job, location: lab}",
      lines: "* \(server.url)"
    )
    let ending = try await job.run()
    #expect(ending.status == 1, "\(ending.errors)")
    #expect(server.texts.count == 2)
    let text = try #require(server.texts.last)
    #expect(text.hasPrefix("*\(job.name)* failed after "), "\(text)")
    // What the run says of it, people are told.
    #expect(text.contains("step 1 of \(job.name) failed: 0 of 1 done, 1 failed"), "\(text)")
    #expect(
      text.contains("1. failed `launch failing_job`: 0 materialized, 1 failed, <http"),
      "\(text)"
    )
    #expect(try await notices(of: job).map { $0?.told != nil } == [true])
    await server.close()
  }

  /// Nothing was begun, and somebody approved it.
  @Test func aStalePlanIsToldThoughNothingIsRecorded() async throws {
    let server = try await WebhookServer()
    let job = try job("told-stale", steps: Self.noop, lines: "* \(server.url)")
    let ending = try await job.run("--plan", "sha256:\(String(repeating: "0", count: 64))")
    #expect(ending.status == 3, "\(ending.output)")
    #expect(server.texts.first?.hasPrefix("*\(job.name)* ended: `stale_plan`") == true)
    #expect(try await job.record() == nil)
    await server.close()
  }

  @Test func aCancellationIsToldOnce() async throws {
    let server = try await WebhookServer()
    let steps =
      "- launch: {job: sleep_job, location: lab, config: {ops: {sleep_op: {config: {seconds: 60}}}}}"
    let job = try job("told-canceled", steps: steps, lines: "* \(server.url)")
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps[0].state == .launched }
    let cancel = try await job.start("cancel", job.name).ending()
    #expect(cancel.status == 0, "\(cancel.output)\(cancel.errors)")
    #expect(await child.ending().status == 1)
    #expect(server.texts.count == 1)
    #expect(server.texts.first?.hasPrefix("*\(job.name)* was canceled after ") == true, "\(server.texts)")
    await server.close()
  }

  /// The verdict is on standard output before anybody is told, and whoever is killed then leaves the rest to the next attempt.
  @Test func aRunnerThatIsKilledBeforeItTellsLeavesItToTheNext() async throws {
    let server = try await WebhookServer(.silence)
    let job = try job("told-later", steps: Self.noop, lines: "* \(server.url)")
    let child = try job.start("run", "job.yaml")
    await child.tells("succeeded: \(job.name) succeeded")
    try await job.waitForRecord { $0.outcome == .succeeded }
    child.send(SIGKILL)
    #expect(await child.ending().status == -SIGKILL)
    #expect(try await notices(of: job) == [Notice()])
    let status = try await job.start("status", job.name).ending()
    #expect(status.output.contains("     told      nobody yet\n"), "\(status.output)")
    await server.close()

    let healthy = try await WebhookServer()
    try job.folder.write("* \(healthy.url)", to: "urls")
    let next = try await job.run()
    #expect(next.status == 0)
    #expect(next.output.hasPrefix("already_succeeded: "))
    #expect(healthy.texts.count == 1)
    #expect(healthy.texts.first?.hasPrefix("*\(job.name)* succeeded after ") == true)
    #expect(try await notices(of: job).map { $0?.told != nil } == [true])
    await healthy.close()
  }

  /// A node is drained while a server hangs: the verdict stands, and the next attempt tells it.
  @Test func aSignalCutsItShortAndTheVerdictStands() async throws {
    let server = try await WebhookServer(.silence)
    let job = try job("told-drained", steps: Self.noop, lines: "* \(server.url)")
    let child = try job.start("run", "job.yaml")
    await child.tells("succeeded: \(job.name) succeeded")
    await waitUntil { !server.messages.isEmpty }
    child.send(SIGTERM)
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.errors)")
    let notice = try #require(try await notices(of: job).first ?? nil)
    #expect(notice.told == nil)
    #expect(notice.problem?.contains("the runner was told to leave") == true, "\(notice)")
    await server.close()
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// `nil` for no file.
    var lines: String?
    var words: String
  }

  static let faults = [
    Fault(
      testDescription: "no file",
      words: "expected a readable file, found none: check that it is mounted"
    ),
    Fault(
      testDescription: "a bad line",
      lines: "* https://hooks.example/x\ncrm \(WebhookServer.secret)",
      words: "urls:2: error: found no address behind the owner"
    ),
    Fault(
      testDescription: "nobody's address",
      lines: "crm http://127.0.0.1:9/\(WebhookServer.secret)",
      words: "has no line for them, and none of `*`"
    ),
    Fault(
      testDescription: "nobody listens",
      lines: "* http://127.0.0.1:9/\(WebhookServer.secret)",
      words: "could not be told how it ended: the connection was refused"
    ),
  ]

  /// Whatever is wrong with it, the verdict and the exit code are those of the job.
  @Test(arguments: faults, [true, false])
  func noFaultIsInTheWayOfTheVerdict(fault: Fault, succeeds: Bool) async throws {
    let steps = succeeds ? Self.noop : "- launch: {job: failing_job, location: lab}"
    let job = try job("untold", steps: steps, lines: fault.lines)
    let ending = try await job.run()
    #expect(ending.status == (succeeds ? 0 : 1), "\(ending.errors)")
    #expect(ending.output.hasPrefix(succeeds ? "succeeded: " : "failed: "), "\(ending.output)")
    #expect(ending.errors.contains(fault.words), "\(ending.errors)")
    let record = try #require(try await job.record())
    #expect(record.outcome == (succeeds ? .succeeded : .failed))
    #expect(record.attempts[0].notice?.told == nil)
    #expect(record.attempts[0].notice?.problem?.contains(fault.words) == true)
    #expect(!(ending.errors + job.folder.text("ledger/\(job.name).json")).contains(WebhookServer.secret))
  }
}
