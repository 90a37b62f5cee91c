import Ledger
import Synchronization
import Testing

/// A ledger that is gone with the test.
final class InMemoryLedger: Ledger {
  private struct State {
    var records: [String: StoredRecord] = [:]
    var writes = 0
    var damaged: Set<String> = []

    mutating func write(_ record: Record) throws(LedgerError) -> StoredRecord {
      let record = try record.fitting()
      writes += 1
      let stored = StoredRecord(record: record, revision: String(writes))
      records[record.job] = stored
      return stored
    }
  }

  private let state = Mutex(State())

  func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try Self.check(job)
    return try state.withLock { state throws(LedgerError) in
      if state.damaged.contains(job) { throw .damaged(source: "the record of \(job)", why: "it is not JSON") }
      return state.records[job]
    }
  }

  /// Somebody deletes a record.
  func delete(_ job: String) { state.withLock { $0.records[job] = nil } }

  /// Somebody makes a record unreadable.
  func damage(_ job: String) {
    state.withLock { state in
      state.damaged.insert(job)
      if let old = state.records[job] {
        state.records[job] = StoredRecord(record: old.record, revision: "by hand")
      }
    }
  }

  func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try Self.check(record.job)
    return try state.withLock { state throws(LedgerError) in
      guard state.records[record.job] == nil else { throw .exists(job: record.job) }
      return try state.write(record)
    }
  }

  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    let job = stored.record.job
    guard record.job == job else { throw .invalidName(record.job) }
    return try state.withLock { state throws(LedgerError) in
      guard state.records[job]?.revision == stored.revision else { throw .conflict(job: job) }
      return try state.write(record)
    }
  }

  func history() async throws(LedgerError) -> LedgerHistory {
    state.withLock { LedgerHistory(summaries: $0.records.values.map(\.record.summary)) }
  }

  private static func check(_ job: String) throws(LedgerError) {
    guard !job.isEmpty, job.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
      throw .invalidName(job)
    }
  }
}

@Suite struct InMemoryLedgerTests {
  @Test(arguments: LedgerContract.allCases) func keeps(_ contract: LedgerContract) async throws {
    try await contract.check(InMemoryLedger())
  }
}
