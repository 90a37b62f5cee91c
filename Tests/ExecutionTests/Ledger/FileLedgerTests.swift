import Foundation
import Testing

@testable import Ledger

@Suite struct FileLedgerTests {
  private let directory = TemporaryDirectory()

  @Test(arguments: LedgerContract.allCases) func keeps(_ contract: LedgerContract) async throws {
    try await contract.check(directory.ledger())
  }

  @Test func aRecordIsAFileForPeople() async throws {
    let ledger = FileLedger(directory: directory.path, clock: SystemClock(), random: { 0xbeef })
    let stored = try await ledger.create(Sample.record())
    let expected = try Sample.record().jsonText()
      .replacing("  \"steps\" :", with: "  \"revision\" : \"1-beef\",\n  \"steps\" :")
    #expect(directory.text("recover-orders.json") == expected)
    #expect(try Record(json: expected, source: "a.json") == Sample.record())

    _ = try await ledger.replace(stored, with: Sample.record())
    #expect(directory.text("recover-orders.json") == expected.replacing("1-beef", with: "2-beef"))
    #expect(directory.names == ["recover-orders.json", "recover-orders.lock"])
    #expect(try directory.mode() == 0o700)
    #expect(try directory.mode(of: "recover-orders.json") == 0o640)
  }

  @Test func readingCreatesNothing() async throws {
    #expect(try await directory.ledger().read("a") == nil)
    #expect(try await directory.ledger().records() == [])
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }

  @Test func missingParentsAreCreated() async throws {
    let ledger = TemporaryDirectory.ledger(at: "\(directory.path)/a/b")
    let stored = try await ledger.create(Sample.record())
    #expect(try await ledger.records() == [stored])
    #expect(try directory.mode(of: "a/b") == 0o700)
  }

  @Test func anEditByHandIsNoticed() async throws {
    let ledger = directory.ledger()
    let stored = try await ledger.create(Sample.record())
    let text = directory.text("recover-orders.json")
    try directory.write(text.replacing("data-platform", with: "data-platforn"), to: "recover-orders.json")
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(stored, with: Sample.record())
    }
  }

  @Test func aRecordCreatedAnewIsAnotherOne() async throws {
    let ledger = directory.ledger()
    let stored = try await ledger.create(Sample.record())
    try FileManager.default.removeItem(atPath: "\(directory.path)/recover-orders.json")
    _ = try await ledger.create(Sample.record())
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await ledger.replace(stored, with: Sample.record())
    }
  }

  @Test func damagedRecordsAreReportedBesideTheOthers() async throws {
    let ledger = directory.ledger()
    let stored = try await ledger.create(Sample.record())
    let text = directory.text("recover-orders.json")
    try directory.write(String(text.prefix(100)), to: "cut.json")
    try directory.write(text, to: "moved.json")
    try directory.write(text.replacing("\"version\" : 1", with: "\"version\" : 9"), to: "newer.json")
    try directory.write("", to: "Not A Job.json")
    try directory.write("", to: ".recover-orders.1f.tmp")

    let path = directory.path
    let listing = try await ledger.listing()
    #expect(listing.records == [stored])
    #expect(
      listing.problems == [
        .damaged(source: "\(path)/Not A Job.json", why: "its name is not a job's"),
        .damaged(source: "\(path)/cut.json", why: "it is not JSON"),
        .damaged(source: "\(path)/moved.json", why: "it is the record of recover-orders"),
        .unsupportedVersion(source: "\(path)/newer.json", found: 9),
      ]
    )
    await #expect(throws: LedgerError.damaged(source: "\(path)/cut.json", why: "it is not JSON")) {
      try await ledger.read("cut")
    }
  }
}
