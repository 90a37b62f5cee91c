import Emission
import Foundation
import JobDSL
import Jobs
import Ledger
import TestSupport
import Testing

@Suite struct UsedNameTests {
  private static let free = "No job's name was used for another document before.\n"
  private static func used(_ job: Job) -> String {
    "**The name `x` was used already for another document** (`\(job.document.digest)`): the runner refuses this one. "
      + "Give the job a new name.\n"
  }

  private let current = job { Materialize(.dimProducts) }

  /// A record as the runner writes it, as far as it matters here.
  private func record(
    of job: Job,
    launches: String = "[{\"launchID\": \"1\"}]",
    outcome: String = "\"failed\""
  ) -> String {
    """
    {"version": 1, "job": "x", "document": {"digest": "\(job.document.digest)", "byteCount": 200000, "file": "x"},
     "owner": "me", "steps": [{"index": 0, "launches": []}, {"index": 1, "launches": \(launches)}],
     "outcome": \(outcome)}
    """
  }

  private func note(_ record: String) throws -> String {
    try withTemporaryFolder { folder throws in
      try record.write(to: folder.appending(path: "x.json"), atomically: true, encoding: .utf8)
      let names = try LedgerSource(url: "file://\(folder.path)").usedNames(of: [current])
      let base = BaseDocuments(reference: "main", documents: ["x": .read(current.document)])
      let text = Summary(of: [current], since: base, usedNames: names).markdown
      return String(
        text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(4).joined(separator: "\n")
      )
    }
  }

  @Test func aNameThatLaunchedAnotherDocumentIsFlagged() throws {
    let other = job { Launch(.noop) }
    #expect(try note(record(of: other)) == Self.used(other))
    #expect(try note(record(of: other, launches: "[]", outcome: "\"succeeded\"")) == Self.used(other))
  }

  @Test func aNameThatMayBeUsedIsNot() throws {
    let other = job { Launch(.noop) }
    #expect(try note(record(of: current)) == Self.free)
    let retirable = "\n`x` succeeded and can be retired: `swift run emit retire NAME`.\n"
    #expect(try note(record(of: current, outcome: "\"succeeded\"")) == Self.free + retirable)
    #expect(try note(record(of: other, launches: "[]")) == Self.free)
    #expect(try note(record(of: other, launches: "[]", outcome: "null")) == Self.free)
  }

  /// The ledger leaves out a text that is long.
  @Test(arguments: [1, Record.maximumDocumentBytes]) func whatTheRunnerWritesIsRead(length: Int) throws {
    let other = Job("x", owner: "me", reason: String(repeating: "w", count: length)) { Launch(.noop) }
    let text = String(decoding: other.document.encoded(), as: UTF8.self)
    let moment = Timestamp(seconds: 0)
    var record = Record(
      job: "x",
      document: DocumentReference(digest: other.document.digest, text: text, file: "job.yaml"),
      owner: "me",
      reason: "why",
      created: moment,
      updated: moment,
      steps: [StepRecord(index: 0, command: "launch", summary: "noop")]
    )
    #expect(try note(record.fitting().jsonText()) == Self.free)
    record.outcome = .succeeded
    #expect(try note(record.fitting().jsonText()) == Self.used(other))
    record.outcome = nil
    record.steps[0].launches = [LaunchRecord(launchID: "1", kind: .run, intended: moment)]
    #expect(try note(record.fitting().jsonText()) == Self.used(other))
  }

  @Test func aHistoryIsReadToo() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "history.json")
      let other = job { Launch(.noop) }
      try "[\(record(of: other)), \(record(of: other))]".write(to: file, atomically: true, encoding: .utf8)
      let names = try LedgerSource.history(file.path).usedNames(of: [])
      #expect(names.map(\.job) == ["x", "x"])
      #expect(names.map(\.isUsed) == [true, true])
    }
  }

  @Test func aJobWithoutARecordIsFree() throws {
    try withTemporaryFolder { folder throws in
      #expect(try LedgerSource(url: "file://\(folder.path)").usedNames(of: [current]).isEmpty)
    }
  }

  struct Damage: CustomTestStringConvertible, Sendable {
    var text: String
    var why: String
    var testDescription: String { why }
  }

  @Test(arguments: [
    Damage(text: "", why: "it is not JSON"),
    Damage(text: "{}", why: "`version` is missing"),
    Damage(text: "{\"version\": 2}", why: "expected version 1 of the format, found 2"),
    Damage(text: "{\"version\": 1, \"job\": 3}", why: "`job` is of another type"),
    Damage(
      text: "{\"version\": 1, \"job\": \"x\", \"document\": {\"text\": \"a\"}}",
      why: "`digest` is missing"
    ),
  ])
  func aDamagedRecordIsAnError(damage: Damage) throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "x.json")
      try damage.text.write(to: file, atomically: true, encoding: .utf8)
      let message = "\(file.path): expected records as the runner writes them: \(damage.why)"
      #expect(failure { try LedgerSource(url: "file://\(folder.path)").usedNames(of: [current]) } == message)
    }
  }

  @Test func aLedgerThatIsNotThereIsAnError() throws {
    try withTemporaryFolder { folder throws in
      let path = folder.appending(path: "gone").path
      let message = "\(path): expected the ledger's records, found nothing that can be read"
      #expect(failure { try LedgerSource(url: "file://\(path)").usedNames(of: [current]) } == message)
      #expect(failure { try LedgerSource.history(path).usedNames(of: [current]) } == message)
    }
  }

  @Test func onlyFilesCanBeRead() {
    #expect(
      failure { try LedgerSource(url: "kubernetes://jobs") }
        == "--ledger: expected file:///path, found \"kubernetes://jobs\": emit has no networking (run `runner history "
        + "--ledger kubernetes://jobs --output json > history.json` and give --ledger-history history.json)"
    )
    for url in ["", "file://x", "/var/ledger", "file:///a%20b", "FILE:///a"] {
      #expect(
        failure { try LedgerSource(url: url) }
          == "--ledger: expected file:///path with an absolute, plain path, found \"\(url)\""
      )
    }
  }

  private func failure<Value>(_ body: () throws -> Value) -> String {
    do {
      return "no error: \(try body())"
    } catch {
      return "\(error)"
    }
  }
}
