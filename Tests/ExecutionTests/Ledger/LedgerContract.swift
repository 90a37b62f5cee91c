import Ledger
import Testing

/// What every ledger keeps to. Each is checked against an empty ledger of its own.
enum LedgerContract: String, CaseIterable, Sendable {
  case anUnknownJobHasNoRecord
  case aRecordIsReadAsItWasCreated
  case aSecondCreateIsRefused
  case aReplacementIsReadBack
  case aStaleReplacementIsRefused
  case aRevisionNeverComesBack
  case aMissingRecordIsNotReplaced
  case recordsAreListedNewestFirst
  case aRecordIsMadeToFit
  case namesAreChecked
  case aReplacementIsOfTheSameJob
  case ofConcurrentCreatesOneWins
  case ofConcurrentReplacementsOneWins
  case concurrentIncrementsAreAllCounted

  func check(_ ledger: some Ledger) async throws {
    switch self {
    case .anUnknownJobHasNoRecord: try await checkUnknown(ledger)
    case .aRecordIsReadAsItWasCreated: try await checkCreate(ledger)
    case .aSecondCreateIsRefused: try await checkSecondCreate(ledger)
    case .aReplacementIsReadBack: try await checkReplace(ledger)
    case .aStaleReplacementIsRefused: try await checkStale(ledger)
    case .aRevisionNeverComesBack: try await checkRevisions(ledger)
    case .aMissingRecordIsNotReplaced: try await checkMissing(ledger)
    case .recordsAreListedNewestFirst: try await checkListing(ledger)
    case .aRecordIsMadeToFit: try await checkFitting(ledger)
    case .namesAreChecked: try await checkNames(ledger)
    case .aReplacementIsOfTheSameJob: try await checkOtherJob(ledger)
    case .ofConcurrentCreatesOneWins: try await checkConcurrentCreates(ledger)
    case .ofConcurrentReplacementsOneWins: try await checkConcurrentReplacements(ledger)
    case .concurrentIncrementsAreAllCounted: try await checkIncrements(ledger)
    }
  }

  private func checkUnknown(_ ledger: some Ledger) async throws {
    #expect(try await ledger.read("nobody") == nil)
    #expect(try await ledger.records() == [])
  }

  private func checkCreate(_ ledger: some Ledger) async throws {
    let stored = try await ledger.create(Sample.full())
    #expect(stored.record == Sample.full())
    #expect(try await ledger.read(stored.record.job) == stored)
    #expect(try await ledger.records() == [stored])
  }

  private func checkSecondCreate(_ ledger: some Ledger) async throws {
    let stored = try await ledger.create(Sample.record())
    await #expect(throws: LedgerError.exists(job: stored.record.job)) {
      try await ledger.create(Sample.full())
    }
    #expect(try await ledger.read(stored.record.job) == stored)
  }

  private func checkReplace(_ ledger: some Ledger) async throws {
    let first = try await ledger.create(Sample.record())
    let second = try await ledger.replace(first, with: Sample.full())
    #expect(second.record == Sample.full())
    #expect(try await ledger.read(first.record.job) == second)
    let third = try await ledger.replace(second, with: Sample.record())
    #expect(try await ledger.records() == [third])
  }

  private func checkStale(_ ledger: some Ledger) async throws {
    let first = try await ledger.create(Sample.record())
    let second = try await ledger.replace(first, with: Sample.full())
    await #expect(throws: LedgerError.conflict(job: first.record.job)) {
      try await ledger.replace(first, with: Sample.record())
    }
    #expect(try await ledger.read(first.record.job) == second)
  }

  /// A to B and back to A: whoever read the first A must notice.
  private func checkRevisions(_ ledger: some Ledger) async throws {
    let first = try await ledger.create(Sample.record())
    let second = try await ledger.replace(first, with: Sample.full())
    let third = try await ledger.replace(second, with: first.record)
    #expect(Set([first.revision, second.revision, third.revision]).count == 3)
    await #expect(throws: LedgerError.conflict(job: first.record.job)) {
      try await ledger.replace(first, with: Sample.full())
    }
  }

  private func checkMissing(_ ledger: some Ledger) async throws {
    let record = Sample.record()
    await #expect(throws: LedgerError.conflict(job: record.job)) {
      try await ledger.replace(StoredRecord(record: record, revision: "1"), with: record)
    }
    #expect(try await ledger.read(record.job) == nil)
  }

  private func checkListing(_ ledger: some Ledger) async throws {
    for (name, age) in [("b", 5.0), ("c", 0.0), ("a", 5.0), ("d", 9.0)] {
      _ = try await ledger.create(Sample.record(name, created: Sample.start.advanced(by: -age)))
    }
    #expect(try await ledger.records().map(\.record.job) == ["c", "a", "b", "d"])
    #expect(try await ledger.history().summaries == ledger.records().map(\.record.summary))
  }

  private func checkFitting(_ ledger: some Ledger) async throws {
    var record = Sample.record()
    record.document.text = String(repeating: "x", count: Record.maximumDocumentBytes + 1)
    let created = try await ledger.create(record)
    #expect(created.record == (try record.fitting()))
    #expect(try await ledger.read(record.job) == created)
    let long = Sample.long(attempts: 3, steps: 30, launches: 3, failures: 30)
    #expect(try long.jsonText().utf8.count > 1_048_576)
    let replaced = try await ledger.replace(created, with: long)
    #expect(replaced.record == (try long.fitting()))
    #expect(try await ledger.records() == [replaced])
  }

  private func checkNames(_ ledger: some Ledger) async throws {
    for name in ["", ".", "..", "a/b", "../a", "a.json", "A", "a b", "a\0"] {
      await #expect(throws: LedgerError.invalidName(name)) { try await ledger.read(name) }
      await #expect(throws: LedgerError.invalidName(name)) {
        try await ledger.create(Sample.record(name))
      }
    }
    #expect(try await ledger.records() == [])
  }

  private func checkOtherJob(_ ledger: some Ledger) async throws {
    let stored = try await ledger.create(Sample.record("a"))
    await #expect(throws: LedgerError.invalidName("b")) {
      try await ledger.replace(stored, with: Sample.record("b"))
    }
  }
}
