import Ledger
import Testing

extension LedgerContract {
  func checkConcurrentCreates(_ ledger: some Ledger) async throws {
    let won = try await winners(of: 8) { number in
      var record = Sample.record()
      record.owner = "team-\(number)"
      return try await ledger.create(record)
    } losingWith: { job in
      .exists(job: job)
    }
    #expect(won.count == 1)
    #expect(try await ledger.read(Sample.record().job) == won.first)
  }

  func checkConcurrentReplacements(_ ledger: some Ledger) async throws {
    let first = try await ledger.create(Sample.record())
    let won = try await winners(of: 8) { number in
      var record = first.record
      record.owner = "team-\(number)"
      return try await ledger.replace(first, with: record)
    } losingWith: { job in
      .conflict(job: job)
    }
    #expect(won.count == 1)
    #expect(try await ledger.read(first.record.job) == won.first)
  }

  func checkIncrements(_ ledger: some Ledger) async throws {
    _ = try await ledger.create(Sample.record())
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask { try await Self.addAttempts(10, to: Sample.record().job, in: ledger) }
      }
      try await group.waitForAll()
    }
    let record = try await ledger.read(Sample.record().job)?.record
    #expect(record?.attempts.map(\.number) == Array(1...40))
  }

  /// Reads, changes and replaces until each attempt is written. Nobody else writes the same ones: as with a
  /// runner's, a record tells who wrote it.
  static func addAttempts(_ count: Int, to job: String, in ledger: some Ledger) async throws {
    let writer = String(UInt64.random(in: .min ... .max))
    var left = count
    while left > 0 {
      let stored = try #require(try await ledger.read(job))
      var record = stored.record
      record.attempts.append(
        Attempt(
          number: record.attempts.count + 1,
          started: Sample.start,
          provenance: Provenance(actor: writer)
        )
      )
      do throws(LedgerError) {
        _ = try await ledger.replace(stored, with: record)
        left -= 1
      } catch .conflict {
        continue
      }
    }
  }

  private func winners(
    of count: Int,
    _ write: @escaping @Sendable (Int) async throws -> StoredRecord,
    losingWith loss: (String) -> LedgerError
  ) async throws -> [StoredRecord] {
    let loss = loss(Sample.record().job)
    return try await withThrowingTaskGroup(of: StoredRecord?.self) { group in
      for number in 0..<count {
        group.addTask {
          do {
            return try await write(number)
          } catch let error as LedgerError where error == loss {
            return nil
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
    }
  }
}
