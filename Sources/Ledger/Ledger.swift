/// Keeps one record a job, safely between tasks, processes and machines, as far as the place it keeps them in
/// reaches.
///
/// A record is changed by reading it, changing the copy and replacing it: a replacement succeeds only when
/// nobody else wrote in between.
package protocol Ledger: Sendable {
  /// The job's record, or `nil` when there is none.
  func read(_ job: String) async throws(LedgerError) -> StoredRecord?

  /// Writes a job's first record. Throws `.exists` when there is one; of several at once exactly one succeeds.
  ///
  /// After `.unavailable` and `.unreachable` the record may be there anyway, when only the answer was lost: read it to know.
  func create(_ record: Record) async throws(LedgerError) -> StoredRecord

  /// Writes a job's next record. Throws `.conflict` when `stored` is not what is there now; of several at
  /// once exactly one succeeds.
  ///
  /// When it throws, what is stored is whole: the old record, or after `.unavailable` and `.unreachable`
  /// possibly the new one, when only the answer was lost.
  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord

  /// Every record in short, newest first, and what stood where a record should be. However many there are and
  /// however large, no more is held than one record and what is told in short of the others.
  func history() async throws(LedgerError) -> LedgerHistory
}

extension Ledger {
  /// Calls `body` with every record, newest first, one after the other.
  ///
  /// - Returns: what stood where a record should be, an error each.
  package func forEachRecord(_ body: (StoredRecord) throws(LedgerError) -> Void) async throws(LedgerError)
    -> [LedgerError]
  {
    let history = try await history()
    var problems = history.problems
    for summary in history.summaries {
      let stored: StoredRecord?
      do throws(LedgerError) {
        stored = try await read(summary.job)
      } catch {
        guard error.isOfOneRecord else { throw error }
        problems.append(error)
        continue
      }
      if let stored { try body(stored) }
    }
    return problems
  }
}

/// A record as it was read, and which one it was.
package struct StoredRecord: Hashable, Sendable {
  /// What was read.
  package var record: Record
  /// Differs whenever what is stored differs or was written again. Its form is the ledger's own affair.
  package let revision: String

  /// A record as a ledger read it.
  package init(record: Record, revision: String) {
    self.record = record
    self.revision = revision
  }
}

/// Everything in a ledger, in short.
package struct LedgerHistory: Hashable, Sendable {
  /// The records in short, newest first by when they were created.
  package var summaries: [RecordSummary]
  /// What could not be read as a record, one error each.
  package var problems: [LedgerError]

  /// Puts the records in order.
  package init(summaries: [RecordSummary], problems: [LedgerError] = []) {
    self.summaries = summaries.sorted { ($1.created, $0.job) < ($0.created, $1.job) }
    self.problems = problems
  }
}
