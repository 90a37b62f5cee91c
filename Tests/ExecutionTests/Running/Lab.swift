import Contract
import Dagster
import DagsterModel
import Diagnostics
import Effects
import JobDSL
import Synchronization

@testable import Attempt
@testable import Ledger
@testable import Planning
@testable import Running

/// One job, a Dagster in memory, a ledger and a clock.
struct Lab: Sendable {
  let server: FakeDagster
  let ledger: any Ledger
  let clock: ManualClock
  let events = RecordedEvents()
  let job: JobToRun
  /// Whether people are told how attempts end.
  var owesNotice = false
  /// The Kubernetes Job whose pods the attempts are.
  var kubernetesJob: String?

  init(
    _ change: (inout FakeDagster.State) -> Void = { _ in },
    ledger: any Ledger = InMemoryLedger(),
    document: String = reloadOrders,
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) throws {
    server = FakeDagster(change)
    self.ledger = ledger
    clock = ManualClock(meanwhile: meanwhile)
    job = try Self.job(document)
  }

  struct Unreadable: Error {
    var problems: [String]
  }

  static func job(_ text: String) throws -> JobToRun {
    let reading = JobReading(Array(text.utf8), file: "job.yaml")
    guard let document = reading.document else {
      throw Unreadable(problems: reading.problems.map(\.description))
    }
    return JobToRun(document: document, root: reading.root, file: "job.yaml")
  }

  /// An attempt by a runner of its own.
  ///
  /// - Parameter approval: the digest of the plan that was approved.
  func run(resumesCanceled: Bool = false, approval: String? = nil) async -> RunResult {
    do {
      return await JobRun(
        job: job,
        client: try server.client(),
        context: context,
        resumesCanceled: resumesCanceled,
        approval: approval.flatMap(Approval.init(digest:))
      ).run()
    } catch {
      return RunResult(.unavailable, "no client", "\(error)")
    }
  }

  /// The digest of what the job would do now.
  func plan() async throws -> String {
    try await JobPlanning(job: job, client: try server.client(), ledger: ledger, clock: clock).plan().effect
      .digest
  }

  /// A cancellation, by a person at another machine.
  func cancel(_ name: String = "reload-orders", patience: Double = 60) async -> RunResult {
    do {
      var context = context
      context.provenance = Provenance(actor: "grace")
      context.holder += "-cancel"
      let job = RecordedJob(name, client: try server.client(), context: context)
      return await job.cancel(patience: patience)
    } catch {
      return RunResult(.unavailable, "no client", "\(error)")
    }
  }

  /// Somebody switches on again what the job has switched off.
  func restore(_ name: String = "reload-orders") async -> RunResult {
    do { return await RecordedJob(name, client: try server.client(), context: context).restore() } catch {
      return RunResult(.unavailable, "no client", "\(error)")
    }
  }

  private var context: AttemptContext {
    let number = server.count(of: "Readiness")
    return AttemptContext(
      ledger: ledger,
      clock: clock,
      events: events,
      provenance: Provenance(actor: "ada"),
      holder: "runner-\(number)",
      launchPrefix: "launch-\(number)",
      owesNotice: owesNotice,
      kubernetesJob: kubernetesJob
    )
  }

  /// What a runner does that finds the lease expired.
  static func takeOver(in ledger: any Ledger) async throws {
    guard let stored = try await ledger.read("reload-orders"), stored.record.lease?.holder != "another" else {
      return
    }
    var record = stored.record
    record.lease?.holder = "another"
    _ = try await ledger.replace(stored, with: record)
  }

  static let heading = """
    apiVersion: production-jobs/v1
    kind: Job
    metadata:
      name: reload-orders
      owner: tests
      reason: A test
    spec:
      steps:

    """

  static let reloadOrders =
    heading + """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              from: "2024-02-01"
              through: "2024-02-03"

      """

  /// A document of steps within a pause of schedules, each step on a line of its own.
  static func document(
    pausing schedules: [(name: String, location: String)],
    draining: Bool = false,
    _ steps: String...
  ) -> String {
    let all = schedules.map { "{kind: schedule, name: \($0.name), location: \($0.location)}" }
      .joined(separator: ", ")
    let pause = "pause: {of: [\(all)]\(draining ? ", draining: true" : "")}"
    return ([heading] + ([pause] + steps + ["restore: {of: [\(all)]}"]).map { "  - {\($0)}\n" }).joined()
  }

  /// A document of one step, which is written on one line.
  static func document(step: String) -> String { "\(heading)  - {\(step)}\n" }
}

/// Keeps what a run tells.
final class RecordedEvents: EventSink {
  private let all = Mutex<[String]>([])

  func emit(_ event: Event) { all.withLock { $0.append(event.message) } }

  var messages: [String] { all.withLock(\.self) }
}
