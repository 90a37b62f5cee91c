import Dagster
import DagsterModel
import Foundation
import JobDSL
import Ledger
import Planning
import Synchronization
import TestSupport
import Testing

/// `runner plan` as a process, and that it changes nothing.
@Suite(.onDagster) struct PlanCommandTests {
  static let steps = """
    - backfill:
        assets: [plan_printed]
        partitions: {partitioning: daily, from: "2024-09-01", through: "2024-09-05"}
    - materialize: {asset: change_never_made}
    """

  @Test func printsAlignedText() async throws {
    let job = try JobFile("text", steps: Self.steps)
    let plan = try await job.plan()
    let printed = try await job.printedPlan()
    #expect(plan.status == 0)
    #expect(plan.errors == "")
    #expect(
      plan.output == """
        plan of \(job.name)
          owner     tests
          reason    An end-to-end test
          document  \(try await Self.digest(of: job))
          ledger    the name is new: a run would be the first

        step 1 of 2  backfill plan_printed 2024-09-01…2024-09-05
          asset  plan_printed  5 partitions  2024-09-01…2024-09-05
            new  5  2024-09-01…2024-09-05
          runs   3: at most 2 partitions a run
          time   not known: there is no earlier run to judge it by

        step 2 of 2  materialize change_never_made
          asset  change_never_made  new
          runs   1: one run
          time   not known: there is no earlier run to judge it by

        in all  2 steps, 4 runs, nothing overwritten
        digest  \(printed.digest)

        """
    )
  }

  private static func digest(of job: JobFile) async throws -> String {
    let reading = JobReading(Array(job.folder.text("job.yaml").utf8), file: "job.yaml")
    return try #require(reading.document).digest
  }

  @Test func worksWithoutALedger() async throws {
    var job = try JobFile("no-ledger", steps: Self.steps)
    job.environment["PRODUCTION_JOBS_LEDGER"] = .some(nil)
    let plan = try await job.plan()
    #expect(plan.status == 0)
    #expect(plan.output.contains("\n  ledger    none given: what was done before is not known\n"))
  }

  @Test func worksOnAReadOnlyServer() async throws {
    let job = try JobFile("read-only", steps: Self.steps, url: SharedServer.readOnlyURL)
    let plan = try await job.plan()
    #expect(plan.status == 0)
    #expect(
      plan.output.contains(
        "\n  server    Dagster doesn't grant this runner `launch_partition_backfill`: Disabled by your administrator; "
      ),
      "\(plan.output)"
    )
  }

  @Test func saysWhatWasDone() async throws {
    let job = try JobFile("done", steps: "- launch: {job: noop_job, location: lab}")
    #expect(try await job.run().status == 0)
    let plan = try await job.plan()
    #expect(
      plan.output.contains(
        "\n  ledger    a run would launch nothing: \(job.name) has succeeded already; nothing was launched\n"
      ),
      "\(plan.output)"
    )
    #expect(plan.output.contains("\n  done: it is not launched again\n"))
  }

  @Test func foldsAHundredThousandPartitions() async throws {
    let steps = """
      - backfill:
          assets: [big_single]
          partitions: {partitioning: static, all: true}
          requires: [noActiveBackfill]
          overwrites: nothing
      """
    let plan = try await JobFile("big", steps: steps).plan()
    #expect(plan.status == 0)
    #expect(plan.output.contains("  asset      big_single  100000 partitions  k000000…k099999\n"))
    #expect(plan.output.contains("  runs       1: one run for partitions that follow each other\n"))
  }

  @Test func writesMarkdown() async throws {
    let job = try JobFile("markdown", steps: Self.steps)
    let plan = try await job.plan("--output", "markdown")
    let five = "5: `2024-09-01…2024-09-05`"
    #expect(plan.status == 0)
    #expect(
      plan.output.contains(
        "\n| 1. backfill | `plan_printed` | \(five) | \(five) | 0 | 0 | 0 | 3: at most 2 partitions a run |\n"
      ),
      "\(plan.output)"
    )
  }

  @Test func reportsABadDocument() async throws {
    let job = try JobFile("bad", steps: Self.steps.replacing("2024-09-01", with: "1999-09-01"))
    let plan = try await job.plan()
    #expect(plan.status == 65)
    #expect(
      plan.errors.contains(
        "spec.steps[0].backfill.partitions.from: expected a partition of \"plan_printed\", found \"1999-09-01\""
      ),
      "\(plan.errors)"
    )
  }

  @Test func reportsAServerThatIsAway() async throws {
    let job = try JobFile("away", steps: Self.steps, url: "http://127.0.0.1:1")
    #expect(try await job.plan().status == 69)
  }

  /// Every request is looked at on its way: none may change anything.
  /// As when a ledger's address has a slip in it: what a run would end with is seen in the plan, whose digest it isn't in.
  @Test func tellsOfWorkThatTheLedgerDoesNotKnow() async throws {
    let job = try JobFile("unrecorded", steps: "- materialize: {asset: dim_products}")
    #expect(try await job.run().status == 0)
    let run = try #require(try await Witness().runs(of: job.name).first)
    var plans: [Child.Ending] = []
    for ledger in ["ledger", "leger"] {
      let ledger = "file://\(job.folder.path)/\(ledger)"
      plans.append(try await job.start("plan", "job.yaml", "--ledger", ledger).ending())
    }
    #expect(plans.map(\.status) == [0, 0], "\(plans.map(\.errors))")
    let words = "has work under this job's name that the ledger doesn't know (run \(run.id.rawValue))"
    #expect(plans.map { $0.output.contains(words) } == [false, true], "\(plans.map(\.output))")
    let lost = try await job.run("--ledger", "file://\(job.folder.path)/leger")
    #expect(lost.status == 4)
    #expect(lost.output.hasPrefix("unrecorded_launches: "))
    // The name alone is another one: the digest of a plan has no ledger in it.
    let digest = try await job.start("plan", "job.yaml", "--ledger", "file://\(job.folder.path)/leger")
      .ending().output
      .split(separator: "\n").last
    var unknown = job
    unknown.environment["PRODUCTION_JOBS_LEDGER"] = .some(nil)
    let withoutLedger = try await unknown.start("plan", "job.yaml").ending().output
    #expect(digest?.hasPrefix("digest  sha256:") == true)
    #expect(withoutLedger.split(separator: "\n").last == digest)
    #expect(!withoutLedger.contains("doesn't know"))
  }

  @Test func sendsNoMutation() async throws {
    let steps = """
      - backfill:
          assets: [plan_child]
          partitions: {partitioning: daily, from: "2024-09-01", through: "2024-09-05"}
          requires: [noActiveBackfill, upstreamMaterialized]
          atMost: {partitions: 9, runs: 9}
          overwrites: nothing
      - backfill:
          assets: [plan_multi]
          partitions: {partitioning: multi, dimensions: [{name: date, partitioning: daily, keys: ["2024-09-01"]}, \
      {name: region, partitioning: static, all: true}]}
          only: missing
      - materialize: {asset: plan_whole}
      - launch: {job: plan_job, location: lab, partition: "2024-09-01"}
      """
    let job = try JobFile("recorded", steps: steps)
    let reading = JobReading(Array(job.folder.text("job.yaml").utf8), file: "job.yaml")
    let configuration = try DagsterConfiguration(url: SharedServer.url ?? "")
    let recorder = Recorder(try HTTPTransport(configuration: configuration))
    let client = DagsterClient(configuration: configuration, transport: recorder)
    let planning = JobPlanning(
      job: JobToRun(document: try #require(reading.document), root: reading.root, file: "job.yaml"),
      client: client,
      ledger: nil,
      clock: SystemClock()
    )
    let plan = try await planning.plan()
    await client.shutdown()
    #expect(plan.steps.count == 4)
    let sent = recorder.sent.withLock { $0 }
    #expect(sent.count > 10)
    #expect(sent.allSatisfy { $0.hasPrefix("query ") && !$0.contains("mutation") })
  }
}

/// Keeps the document of every request.
private final class Recorder: GraphQLTransport {
  let sent = Mutex<[String]>([])
  private let base: HTTPTransport

  init(_ base: HTTPTransport) { self.base = base }

  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    struct Body: Decodable { var query: String }
    let body = try? JSONDecoder().decode(Body.self, from: Data(request.body))
    sent.withLock { $0.append(body?.query ?? "unreadable") }
    return try await base.post(request)
  }

  func shutdown() async { await base.shutdown() }
}
