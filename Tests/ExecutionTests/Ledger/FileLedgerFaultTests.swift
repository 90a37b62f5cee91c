import Foundation
import Synchronization
import Testing

@testable import Ledger

/// A volume that is full or read-only, and locks that others hold.
@Suite struct FileLedgerFaultTests {
  private let directory = TemporaryDirectory()

  struct Fault: Sendable {
    var call: FileSystem.Call
    var code: Int32
    var text: String
  }

  static let full = "No space left on device; free some space there; nothing was lost, so run it again"

  static let replacing = [
    Fault(call: .write, code: ENOSPC, text: "cannot write DIR/.recover-orders.7.tmp: \(full)"),
    Fault(call: .sync, code: EDQUOT, text: "cannot write DIR/.recover-orders.7.tmp: \(quota)"),
    Fault(
      call: .rename,
      code: EROFS,
      text: "cannot replace DIR/recover-orders.json: Read-only file system; "
        + "mount the volume for writing, or choose another --ledger"
    ),
  ]
  static let quota = full.replacing("No space left on device", with: "Disk quota exceeded")

  @Test(arguments: replacing) func aFailedReplacementLeavesTheOldRecord(_ fault: Fault) async throws {
    let stored = try await directory.ledger().create(Sample.record())
    let error = await #expect(throws: LedgerError.self) {
      try await failing(fault).replace(stored, with: Sample.full())
    }
    #expect(error?.description == fault.text.replacing("DIR", with: directory.path))
    #expect(directory.names == ["recover-orders.json", "recover-orders.lock"])
    #expect(try await directory.ledger().read("recover-orders") == stored)
  }

  static let creating = [
    replacing[0],
    Fault(
      call: .link,
      code: EACCES,
      text: "cannot create DIR/recover-orders.json: Permission denied; "
        + "let this user read and write there, or choose another --ledger"
    ),
  ]

  @Test(arguments: creating) func aFailedCreateLeavesNothing(_ fault: Fault) async throws {
    let error = await #expect(throws: LedgerError.self) {
      try await failing(fault).create(Sample.record())
    }
    #expect(error?.description == fault.text.replacing("DIR", with: directory.path))
    #expect(directory.names == [])
    #expect(try await directory.ledger().create(Sample.record()).record == Sample.record())
  }

  /// The record may be there or not after a power cut: the caller must not go on as if it were.
  @Test func aDirectoryThatIsNotOnTheDiskIsAnError() async throws {
    _ = try await directory.ledger().create(Sample.record("other"))
    let error = await #expect(throws: LedgerError.self) {
      try await failing(Fault(call: .syncDirectory, code: EIO, text: "")).create(Sample.record())
    }
    let text = "cannot write \(directory.path): Input/output error; check the volume, then run it again"
    #expect(error?.description == text)
    #expect(directory.names == ["other.json", "recover-orders.json"])
  }

  @Test func aFileInTheDirectorysPlaceIsAnError() async throws {
    try Data().write(to: URL(fileURLWithPath: directory.path))
    let ledger = directory.ledger()
    let advice = "Not a directory; choose another --ledger"
    await expect("cannot read \(directory.path)/a.json: \(advice)") { _ = try await ledger.read("a") }
    await expect("cannot read \(directory.path): \(advice)") { _ = try await ledger.records() }
    await expect("cannot write \(directory.path)/.a.7.tmp: \(advice)") {
      _ = try await failing(nil).create(Sample.record("a"))
    }
  }

  @Test func aLockOfAnotherIsWaitedFor() async throws {
    let ledger = directory.ledger()
    let stored = try await ledger.create(Sample.record())
    let lock = Mutex(try FileLock("\(directory.path)/recover-orders.lock"))
    await expect(
      "cannot lock \(directory.path)/recover-orders.lock: another process has held it for 0 seconds; "
        + "look for a stopped runner on this machine"
    ) {
      _ = try await directory.ledger(patience: 0.02).replace(stored, with: Sample.full())
    }
    let waiting = Task { try await ledger.replace(stored, with: Sample.full()) }
    waiting.cancel()
    try await Task.sleep(for: .milliseconds(30))
    #expect(try await ledger.read("recover-orders") == stored)
    lock.withLock { $0 = nil }
    #expect(try await waiting.value.record == Sample.full())
  }

  private func failing(_ fault: Fault?) -> FileLedger {
    FileLedger(
      directory: directory.path,
      clock: SystemClock(),
      random: { 7 },
      system: FileSystem { $0 == fault?.call ? fault?.code : nil },
      lockPatience: 10
    )
  }

  private func expect(_ text: String, _ body: () async throws -> Void) async {
    let error = await #expect(throws: LedgerError.self) { try await body() }
    #expect(error?.description == text)
  }
}
