import Contract
import Dagster
import Testing

@testable import Attempt
@testable import Ledger
@testable import Planning

/// A record that is deleted or made unreadable: a person must look, and nothing is started again.
@Suite struct VanishedRecordTests {
  static let job = "reload-orders"
  static let gone = "the record of reload-orders is gone: somebody deleted it since this runner read it"
  static let unrecorded = "Dagster has launches of reload-orders that this ledger knows nothing of"

  /// A job that goes on for long, to whose record something happens at the first pause after its launch.
  private func lab(
    document: String = Lab.reloadOrders,
    isMigrated: Bool = true,
    _ event: @escaping @Sendable (InMemoryLedger) -> Void
  ) async throws -> Lab {
    let ledger = InMemoryLedger()
    let later = Deferred()
    let lab = try Lab(
      {
        $0.looksToEnd = 400
        $0.isMigrated = isMigrated
      },
      ledger: ledger,
      document: document
    ) { await later.runOnce() }
    await later.set { event(ledger) }
    return lab
  }

  @Test func deletedWhileItsRunnerWatches() async throws {
    let lab = try await lab { $0.delete(Self.job) }
    let result = await lab.run()
    #expect(result.verdict == .ambiguous)
    #expect(result.outcome == "record_vanished")
    #expect(
      result.message
        == "\(Self.gone) (step 1: backfill backfill-1); nothing more is launched, and what runs in Dagster goes on. A "
        + "person must look: restore the record from a backup and run the job again, or wait in Dagster for the end and "
        + "do what is left in a job of another name"
    )
    #expect(result.record == nil)
    #expect(lab.server.work.map(\.isCanceled) == [false])
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var document: String
    var isMigrated = true
    var work: String
  }

  static let kinds = [
    Kind(testDescription: "a backfill", document: Lab.reloadOrders, work: "backfill backfill-1"),
    Kind(
      testDescription: "a backfill that has no runs yet, on a database that was not migrated",
      document: Lab.reloadOrders,
      isMigrated: false,
      work: "backfill backfill-1"
    ),
    Kind(
      testDescription: "a run",
      document: Lab.document(step: "materialize: {asset: products}"),
      work: "run run-1"
    ),
  ]

  @Test(arguments: kinds) func theNextRunnerLaunchesNothing(_ kind: Kind) async throws {
    let lab = try await lab(document: kind.document, isMigrated: kind.isMigrated) { $0.delete(Self.job) }
    #expect(await lab.run().outcome == "record_vanished")
    for _ in 0..<2 {
      let result = await lab.run()
      #expect(result.verdict == .ambiguous)
      #expect(result.outcome == "unrecorded_launches")
      #expect(result.message.hasPrefix("\(Self.unrecorded) (\(kind.work)); nothing was launched."))
      // The next one finds it so, too.
      #expect(result.record?.hasLaunches == false)
      #expect(result.record?.attempts.last?.outcome == .other("unrecorded_launches"))
    }
    #expect(lab.server.work.count == 1)
  }

  /// Whoever was killed had it, and its successor watches.
  @Test func deletedWhileItsSuccessorWatches() async throws {
    let lab = try await lab { $0.delete(Self.job) }
    try await lab.hasBeenClaimed()
    let result = await lab.run()
    #expect(result.outcome == "record_vanished")
    #expect(result.message.hasPrefix("\(Self.gone); nothing more is launched"))
    #expect(lab.server.work.isEmpty)
  }

  @Test func aCancellationFindsWhatNoRecordTells() async throws {
    let lab = try await lab { $0.delete(Self.job) }
    #expect(await lab.cancel().verdict == .notFound)
    _ = await lab.run()
    let result = await lab.cancel()
    #expect(result.verdict == .ambiguous)
    #expect(result.message.hasPrefix("\(Self.unrecorded) (backfill backfill-1); nothing was launched."))
    #expect(lab.server.work.map(\.isCanceled) == [false])
  }

  @Test func damagedWhileItsRunnerWatches() async throws {
    let lab = try await lab { $0.damage(Self.job) }
    for _ in 0..<2 {
      let result = await lab.run()
      #expect(result.verdict == .ambiguous)
      #expect(result.outcome == "record_damaged")
      #expect(
        result.message
          == "the record of reload-orders is not a record: it is not JSON; restore it from a backup, or move it away once "
          + "it is clear what ran; nothing is launched until a person has looked, and what runs in Dagster goes on"
      )
    }
    #expect(lab.server.work.map(\.isCanceled) == [false])
  }

  /// Its end can't be recorded any more, which is not the same as an end that is.
  @Test func damagedBeforeItsEnd() async throws {
    let lab = try await lab { $0.damage(Self.job) }
    lab.server.change { $0.looksToEnd = 2 }
    #expect(await lab.run().outcome == "record_damaged")
  }

  @Test func deletedBeforeItsEnd() async throws {
    let lab = try await lab { $0.delete(Self.job) }
    lab.server.change { $0.looksToEnd = 2 }
    #expect(await lab.run().outcome == "record_vanished")
  }

  @Test func ofANewerRunner() {
    let error = LedgerError.unsupportedVersion(source: "a.json", found: 2)
    #expect(RunResult(error).verdict == .ambiguous)
  }
}

extension Lab {
  /// Another runner has claimed the job, and was killed.
  fileprivate func hasBeenClaimed() async throws {
    var record = job.record(at: clock.now())
    record.lease = Lease(holder: "killed", fencingToken: 1, expires: clock.now().advanced(by: 60))
    _ = try await ledger.create(record)
  }
}
