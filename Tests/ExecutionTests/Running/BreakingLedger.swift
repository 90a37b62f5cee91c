import Ledger

/// A ledger that can't be written any more from a record on.
struct BreakingLedger: Ledger {
  private let base = InMemoryLedger()
  private let breaks: @Sendable (Record) -> Bool

  init(at breaks: @escaping @Sendable (Record) -> Bool) { self.breaks = breaks }

  func read(_ job: String) async throws(LedgerError) -> StoredRecord? { try await base.read(job) }

  func create(_ record: Record) async throws(LedgerError) -> StoredRecord { try await base.create(record) }

  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    guard !breaks(record) else {
      throw .unavailable(what: "cannot write", why: "HTTP status 503", advice: "")
    }
    return try await base.replace(stored, with: record)
  }

  func history() async throws(LedgerError) -> LedgerHistory { try await base.history() }
}
