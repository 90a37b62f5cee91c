import Attempt
import Contract
import Ledger
import Testing

/// A job that waits for a person between two backfills, and whose approval meets another runner.
@Suite struct HoldTests {
  private static func backfill(_ day: String) -> String {
    """
      - backfill:
          assets: [orders]
          partitions: {partitioning: daily, keys: ["\(day)"]}

    """
  }

  private static let document =
    Lab.heading + backfill("2024-02-01") + "  - hold: {until: somebody has looked}\n" + backfill("2024-02-02")

  /// The record as it was before the job began to wait, with a runner at work.
  private static func before(_ waiting: Record) -> Record {
    var record = waiting
    record.steps[1].heldAt = nil
    record.steps[1].message = nil
    record.attempts[0].ended = nil
    record.attempts[0].outcome = nil
    record.lease?.released = nil
    record.lease?.expires = record.updated.advanced(by: 600)
    return record
  }

  /// It was approved with the whole job, by whoever began it.
  @Test func whatWasApprovedBeforeTheWaitDoesNotEndIt() async throws {
    let ledger = InMemoryLedger()
    let first = try Lab(ledger: ledger, document: Self.document)
    let whole = try await first.plan()
    #expect(await first.run(approval: whole).outcome == "waiting")
    let waiting = try #require(try await ledger.read("reload-orders"))
    _ = try await ledger.replace(waiting, with: Self.before(waiting.record))
    // Another runner is begun with the same plan, and the first one comes to the wait meanwhile.
    let second = try Lab(ledger: ledger, document: Self.document) {
      guard let stored = try await ledger.read("reload-orders"), stored.record.steps[1].heldAt == nil else {
        return
      }
      _ = try await ledger.replace(stored, with: waiting.record)
    }
    #expect(await second.run(approval: whole).outcome == "waiting")
    #expect(second.server.work.isEmpty)
  }

  /// The runner that was begun with it has died before it came that far.
  @Test func whatWasApprovedSinceEndsItForWhoeverComesNext() async throws {
    let ledger = InMemoryLedger()
    let lab = try Lab(ledger: ledger, document: Self.document)
    #expect(await lab.run(approval: try await lab.plan()).outcome == "waiting")
    let rest = try await lab.plan()
    let stored = try #require(try await ledger.read("reload-orders"))
    var record = stored.record
    record.attempts.append(
      Attempt(number: 2, started: record.updated, provenance: record.attempts[0].provenance)
    )
    record.lease?.holder = "a runner that died"
    record.lease?.released = nil
    record.lease?.expires = record.updated.advanced(by: 60)
    _ = try await ledger.replace(stored, with: record)
    let result = await lab.run(approval: rest)
    #expect(result.verdict == .succeeded, "\(result.message)")
    #expect(lab.server.work.map(\.partitions) == [["2024-02-01"], ["2024-02-02"]])
    #expect(result.record?.plan?.digest == rest)
    #expect(result.record?.attempts.map(\.plan).last == rest)
  }
}
