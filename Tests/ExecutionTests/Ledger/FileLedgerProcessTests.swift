import Foundation
import Testing

@testable import Ledger

/// Several processes, each an exit test of its own, at one record.
@Suite struct FileLedgerProcessTests {
  @Test func processesDoNotLoseEachOthersWrites() async throws {
    let directory = TemporaryDirectory()
    let path = directory.path
    await withTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            let ledger = TemporaryDirectory.ledger(at: path)
            do throws(LedgerError) {
              _ = try await ledger.create(Sample.record())
            } catch .exists {
              // Another process was first.
            }
            try await LedgerContract.addAttempts(20, to: Sample.record().job, in: ledger)
          }
        }
      }
    }
    let record = try await directory.ledger().read(Sample.record().job)?.record
    #expect(record?.attempts.map(\.number) == Array(1...60))
    #expect(directory.names == ["recover-orders.json", "recover-orders.lock"])
  }

  /// The lock goes with the process, and the record is the old one or the new one.
  @Test(arguments: [FileSystem.Call.write, .sync, .rename, .syncDirectory])
  func aProcessThatDiesWhileItReplacesLeavesAWholeRecord(_ call: FileSystem.Call) async throws {
    let directory = TemporaryDirectory()
    let ledger = directory.ledger()
    let old = try await ledger.create(Sample.record())
    await #expect(processExitsWith: .exitCode(9)) {
      [path = directory.path as String, call = call.rawValue as String] in
      let ledger = TemporaryDirectory.ledger(at: path) {
        if $0.rawValue == call { exit(9) }
        return nil
      }
      let stored = try #require(try await ledger.read(Sample.record().job))
      _ = try await ledger.replace(stored, with: Sample.full())
    }
    let now = try #require(try await ledger.read(old.record.job))
    #expect(now.record == (call == .syncDirectory ? Sample.full() : Sample.record()))
    #expect(try await ledger.replace(now, with: Sample.full()).record == Sample.full())
    #expect(try await ledger.records().count == 1)
  }
}
