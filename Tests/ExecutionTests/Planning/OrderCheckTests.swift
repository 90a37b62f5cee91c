import Attempt
import ClusterLedger
import Contract
import Diagnostics
import JobDSL
import Kubernetes
import KubernetesDouble
import Testing

@testable import Ledger
@testable import Planning
@testable import Running

/// `succeeded: other-job`, by what the ledger has of that job.
@Suite struct OrderCheckTests {
  private static let job = "load-orders"
  private static let wanted = "expected the job load-orders to have succeeded, found "
  private static let document = ManyAssetsTests.document(1, "requires: [{succeeded: load-orders}]")

  private static func lab(
    _ ledger: any Ledger,
    document: String = document,
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) throws -> Lab {
    try Lab(
      { $0.assets = ManyAssetsTests.assets(1) },
      ledger: ledger,
      document: document,
      meanwhile: meanwhile
    )
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var found: String
    var hint: String
    var change: @Sendable (inout Record) -> Void

    init(
      _ name: String,
      _ found: String,
      _ hint: String,
      _ change: @escaping @Sendable (inout Record) -> Void
    ) {
      (testDescription, self.found, self.hint, self.change) = (name, found, hint, change)
    }
  }

  private static let status = "`runner status load-orders` says more"
  private static let lease = Lease(holder: "pod-1/7", fencingToken: 1, expires: Timestamp(seconds: 4e9))

  private static func attempt(_ number: Int, _ outcome: Outcome?, isOver: Bool = true) -> Attempt {
    Attempt(
      number: number,
      started: Sample.start,
      ended: isOver ? Sample.start : nil,
      provenance: Provenance(actor: "ada"),
      outcome: outcome
    )
  }

  static let cases: [Case] = [
    Case(
      "failed",
      "that it failed at step 2 of 3: 2 partitions failed",
      "run it again until it succeeds; \(status)"
    ) {
      $0.outcome = .failed
      $0.steps[1].state = .failed
      $0.steps[1].message = "2 partitions failed\n  and a list"
    },
    Case(
      "failed without a word",
      "that it failed at step 2 of 3",
      "run it again until it succeeds; \(status)"
    ) {
      $0.outcome = .failed
      $0.steps[1].state = .failed
    },
    Case(
      "canceled",
      "that it was canceled, by grace",
      "finish it with `runner run --resume-canceled`, or remove this condition and have it reviewed"
    ) {
      $0.outcome = .canceled
      $0.cancellation = Cancellation(requested: Sample.start, provenance: Provenance(actor: "grace"))
    },
    Case("another word", "that it ended with \"suspended\", which this runner doesn't know", status) {
      $0.outcome = .other("suspended")
    },
    Case(
      "under way",
      "it under way at step 2 of 3, held by pod-1/7",
      "wait for its end, and run this one again"
    ) {
      $0.lease = lease
      $0.attempts = [attempt(1, nil, isOver: false)]
    },
    Case(
      "being canceled",
      "it being canceled at step 2 of 3, held by pod-1/7",
      "wait for its end, and run this one again"
    ) {
      $0.lease = lease
      $0.cancellation = Cancellation(requested: Sample.start, provenance: Provenance())
    },
    Case(
      "its runner was killed",
      "it unfinished at step 2 of 3: attempt 2 stopped without a word, since its runner, pod-1/7, was killed or "
        + "couldn't write any more",
      "run it again, to its end"
    ) {
      $0.lease = Lease(holder: "pod-1/7", fencingToken: 1, expires: Sample.start)
      $0.attempts = [attempt(1, nil), attempt(2, nil, isOver: false)]
    },
    Case(
      "detached",
      "it unfinished at step 2 of 3: attempt 3 ended with detached",
      "run it again, to its end"
    ) {
      $0.lease = lease
      $0.lease?.released = Sample.start
      $0.attempts = [attempt(3, .other("detached"))]
    },
    Case("nobody's", "it unfinished at step 2 of 3: nobody has taken it up", "run it again, to its end") {
      _ in
    },
  ]

  private static func record(_ change: (inout Record) -> Void) -> Record {
    var record = Sample.record(job)
    record.steps = (0..<3).map { StepRecord(index: $0, command: "materialize", summary: "a") }
    record.steps[0].state = .succeeded
    record.steps[0].message = "nothing was left to do"
    change(&record)
    return record
  }

  private static let succeeded = record { record in
    record.outcome = .succeeded
    for index in record.steps.indices {
      record.steps[index].state = .succeeded
      record.steps[index].message = "nothing was left to do"
    }
  }

  @Test(arguments: cases) func anythingButSuccessIsRefused(_ example: Case) async throws {
    let ledger = InMemoryLedger()
    _ = try await ledger.create(Self.record(example.change))
    let lab = try Self.lab(ledger)
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.outcome == "condition_not_met")
    #expect(result.problems.map(\.message) == [Self.wanted + example.found])
    #expect(result.problems.map(\.hint) == [example.hint])
    #expect(result.problems.map { "\($0.path)" } == ["spec.steps[0].backfill.requires[0]"])
    #expect(lab.server.work.isEmpty)
    #expect(try await ledger.read("reload-orders") == nil)
    let plan = try await lab.plan(ledger)
    #expect(plan.unmet.map(\.complaint) == [Self.wanted + example.found])
  }

  @Test func whatNeverRanIsRefused() async throws {
    let lab = try Self.lab(InMemoryLedger())
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.problems.map(\.message) == [Self.wanted + "no record of it: it never ran"])
    #expect(
      result.problems.map(\.hint) == [
        "run it first; where it did run, this is not the ledger that it was recorded in"
      ]
    )
    #expect(lab.server.work.isEmpty)
  }

  @Test func whatCannotBeReadIsRefused() async throws {
    let ledger = InMemoryLedger()
    _ = try await ledger.create(Self.succeeded)
    ledger.damage(Self.job)
    let lab = try Self.lab(ledger)
    let result = await lab.run()
    #expect(result.verdict == .refused)
    let message = try #require(result.problems.first?.message)
    #expect(
      message.hasPrefix(
        "\(Self.wanted)a record that can't be read: the record of load-orders is not a record"
      ),
      "\(message)"
    )
    #expect(lab.server.work.isEmpty)
  }

  @Test func successIsMet() async throws {
    let ledger = InMemoryLedger()
    _ = try await ledger.create(Self.succeeded)
    let lab = try Self.lab(ledger)
    let plan = try await lab.plan(ledger)
    #expect(plan.steps.flatMap(\.conditions).map(\.isMet) == [true])
    #expect(await lab.run().problems == [])
    #expect(lab.server.work.count == 1)
  }

  /// The same from the cluster's ledger.
  @Test func aConfigMapIsReadToo() async throws {
    let server = try await FakeKubernetes()
    let client = try KubernetesClient(configuration: KubernetesConfiguration(url: server.url))
    let ledger = KubernetesLedger(client: client, namespace: "data", clock: SystemClock())
    let lab = try Self.lab(ledger)
    #expect(await lab.run().problems.map(\.message) == [Self.wanted + "no record of it: it never ran"])
    _ = try await ledger.create(Self.succeeded)
    #expect(await lab.run().problems == [])
    #expect(lab.server.work.count == 1)
    await server.stop()
  }

  /// Without a ledger a plan says that it doesn't know, and a run, which always has one, would launch nothing.
  @Test func withoutALedgerItIsUndecided() async throws {
    let lab = try Self.lab(InMemoryLedger())
    let plan = try await lab.plan(nil)
    let reason = "whether the job load-orders has succeeded is not known: there is no ledger to look into"
    #expect(plan.steps.flatMap(\.conditions).map(\.undecided) == [reason])
    #expect(plan.steps.flatMap(\.conditions).map(\.isMet) == [false])
    #expect(plan.unmet == [])
    let planner = Planner(client: try lab.server.client(), job: lab.job, clock: lab.clock, ledger: nil)
    let refused = try await #require(throws: RunResult.self) {
      _ = try await planner.plan(steps: [0], after: nil)
    }
    #expect(refused.problems.map(\.message) == [reason])
  }

  /// A ledger that is away is no reason to launch.
  @Test func aLedgerThatIsAwayIsSaid() async throws {
    let ledger = FailingLedger(error: .unreachable(what: "reading", why: "it is away", advice: ""))
    let lab = try Self.lab(InMemoryLedger())
    let planner = Planner(client: try lab.server.client(), job: lab.job, clock: lab.clock, ledger: ledger)
    let result = try await #require(throws: RunResult.self) {
      _ = try await planner.plan(steps: [0], after: nil)
    }
    #expect(result.verdict == .unavailable)
    #expect(result.message == "reading: it is away")
  }

  /// Nothing is missing before the other job, which may make something to be done.
  @Test func isLookedAtWhereNothingIsLeftToLaunch() async throws {
    let document = Self.document + "      only: missing\n"
    let ledger = InMemoryLedger()
    let lab = try Lab(
      {
        $0.assets = ManyAssetsTests.assets(1)
        $0.links.materialized = Set(FakeAsset.days)
      },
      ledger: ledger,
      document: document
    )
    #expect(await lab.run().verdict == .refused)
    _ = try await ledger.create(Self.succeeded)
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.work.isEmpty)
  }

  /// Approved before the other job had run: what it would do is the same.
  @Test func isNoPartOfTheEffect() async throws {
    let ledger = InMemoryLedger()
    let lab = try Self.lab(ledger)
    let before = try await lab.plan(ledger)
    _ = try await ledger.create(Self.succeeded)
    #expect(try await lab.plan(ledger).effect == before.effect)
  }
}

extension Lab {
  fileprivate func plan(_ ledger: (any Ledger)?) async throws -> JobPlan {
    try await JobPlanning(job: job, client: try server.client(), ledger: ledger, clock: clock).plan()
  }
}

/// A ledger of which nothing can be read.
private struct FailingLedger: Ledger {
  var error: LedgerError
  func read(_ job: String) async throws(LedgerError) -> StoredRecord? { throw error }
  func create(_ record: Record) async throws(LedgerError) -> StoredRecord { throw error }
  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    throw error
  }
  func history() async throws(LedgerError) -> LedgerHistory { throw error }
}
