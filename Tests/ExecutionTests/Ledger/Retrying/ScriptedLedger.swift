import Ledger
import Synchronization

/// A ledger in memory whose calls fail as a script says, before or after they took effect.
final class ScriptedLedger: Ledger {
  enum Mishap: Sendable {
    /// It goes well.
    case none
    /// It fails, and nothing is done.
    case before
    /// It is done, and the answer is lost.
    case after
    /// It fails otherwise.
    case error(LedgerError)
    /// Another runner writes first, then it goes on as if nothing had happened.
    case overtaken(Record)
  }

  static let unreachable = LedgerError.unreachable(
    what: "cannot write",
    why: "HTTP status 503",
    advice: "wait"
  )

  let base = InMemoryLedger()
  private let script: Mutex<[Mishap]>
  private let calls = Mutex<[String]>([])

  init(_ script: Mishap...) { self.script = Mutex(script) }

  /// What was called, in order.
  var called: [String] { calls.withLock { $0 } }

  func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try await play("read") { [base] () throws(LedgerError) in try await base.read(job) }
  }

  func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try await play("create") { [base] () throws(LedgerError) in try await base.create(record) }
  }

  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    try await play("replace") { [base] () throws(LedgerError) in try await base.replace(stored, with: record)
    }
  }

  func history() async throws(LedgerError) -> LedgerHistory {
    try await play("history") { [base] () throws(LedgerError) in try await base.history() }
  }

  private func play<Value>(
    _ name: String,
    _ body: () async throws(LedgerError) -> Value
  ) async throws(LedgerError) -> Value {
    calls.withLock { $0.append(name) }
    let mishap = script.withLock { $0.isEmpty ? .none : $0.removeFirst() }
    switch mishap {
    case .none: break
    case .before: throw Self.unreachable
    case .after:
      _ = try await body()
      throw Self.unreachable
    case .error(let error): throw error
    case .overtaken(let record):
      if let stored = try await base.read(record.job) {
        _ = try await base.replace(stored, with: record)
      } else {
        _ = try await base.create(record)
      }
    }
    return try await body()
  }
}
