import Ledger
import Synchronization

/// Cannot be reached while it is told to be gone.
struct SwitchingLedger: Ledger {
  private let base: any Ledger
  private let isGone: @Sendable () -> Bool

  init(_ base: any Ledger, isGone: @escaping @Sendable () -> Bool) {
    self.base = base
    self.isGone = isGone
  }

  func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try check()
    return try await base.read(job)
  }

  func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try check()
    return try await base.create(record)
  }

  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    try check()
    return try await base.replace(stored, with: record)
  }

  func history() async throws(LedgerError) -> LedgerHistory {
    try check()
    return try await base.history()
  }

  private func check() throws(LedgerError) {
    if isGone() { throw ScriptedLedger.unreachable }
  }
}

extension SwitchingLedger {
  /// Can never be reached.
  static func never() -> SwitchingLedger { SwitchingLedger(InMemoryLedger()) { true } }
}

/// Keeps events.
final class EventList: EventSink {
  private let events = Mutex<[Event]>([])

  var all: [Event] { events.withLock { $0 } }

  /// `warning: text`.
  var lines: [String] { all.map { "\($0.severity): \($0.message)" } }

  func emit(_ event: Event) { events.withLock { $0.append(event) } }
}
