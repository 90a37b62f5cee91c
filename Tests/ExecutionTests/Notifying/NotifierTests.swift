import Attempt
import Contract
import Foundation
import Reporting
import TestSupport
import Testing

@testable import Dagster
@testable import Ledger
@testable import Notifying

/// Telling people over a real connection, and what is recorded of it.
@Suite struct NotifierTests {
  /// Long enough for a machine that has much else to do, with pauses that nobody waits long for.
  private static let limits = Notifier.Limits(request: 60, pauses: [0.01, 0.02], recording: 60)
  /// For what is never answered.
  private static let short = Notifier.Limits(request: 1, pauses: [0.01, 0.02], recording: 60)

  /// A job whose people are to be told, and a file of addresses.
  private struct Scene {
    var lab: Lab
    let folder: Folder

    init(
      _ lines: String,
      ledger: any Ledger = InMemoryLedger(),
      change: (inout FakeDagster.State) -> Void = { _ in }
    ) throws {
      lab = try Lab(
        change,
        ledger: ledger,
        document: Lab.reloadOrders.replacing("  reason: A test", with: "  reason: A test\n  watchers: [bi]")
      )
      lab.owesNotice = true
      folder = try Folder()
      try folder.write(lines, to: "urls")
    }

    /// Tells how an attempt ended.
    func tell(_ result: RunResult, within limits: Notifier.Limits = NotifierTests.limits) async throws {
      let ending = try #require(Ending(result, of: lab.job, at: lab.clock.now()))
      await notifier(limits).tell(ending)
    }

    func notifier(_ limits: Notifier.Limits = NotifierTests.limits) -> Notifier {
      Notifier(
        file: "\(folder.path)/urls",
        ledger: lab.ledger,
        clock: SystemClock(),
        events: lab.events,
        limits: limits
      )
    }

    func record() async throws -> Record { try #require(try await lab.ledger.read("reload-orders")?.record) }

    func notice() async throws -> Notice? { try await record().attempts.last?.notice }

    /// Everything that was said or recorded.
    func said() async throws -> String {
      try await lab.events.messages.joined(separator: "\n") + record().jsonText()
    }
  }

  @Test func anEndIsOwedAlongWithTheOutcomeAndRecordedOnceItIsTold() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("* \(server.url)")
    let result = await scene.lab.run()
    #expect(result.verdict == .succeeded)
    #expect(try await scene.notice() == Notice())
    try await scene.tell(result)
    let record = try await scene.record()
    #expect(record.attempts.last?.notice?.told != nil)
    #expect(record.attempts.last?.notice?.problem == nil)
    #expect(record.watchers == ["bi"])
    #expect(scene.lab.events.messages.last == "told tests, bi how it ended")
    #expect(server.texts.count == 1)
    #expect(server.texts.first?.hasPrefix("*reload-orders* succeeded after ") == true)
    #expect(try await !scene.said().contains(WebhookServer.secret))
    // Nothing else is told by whoever comes next.
    #expect(Ending(await scene.lab.run(), of: scene.lab.job, at: scene.lab.clock.now()) == nil)
    await server.close()
  }

  @Test func eachAddressIsWrittenToOnce() async throws {
    let (own, others) = (try await WebhookServer(), try await WebhookServer())
    let scene = try Scene("tests \(own.url)\n* \(others.url)\n")
    try await scene.tell(await scene.lab.run())
    #expect(own.messages.count == 1)
    #expect(others.messages.count == 1)
    await own.close()
    await others.close()
  }

  /// A server that has a bad moment, and one that never answers for good.
  @Test(arguments: [
    WebhookServer.Answer.status(500), .status(429), .hangUp, .endless(503),
  ])
  func isTriedAgain(first: WebhookServer.Answer) async throws {
    let server = try await WebhookServer(first, .status(200))
    let scene = try Scene("* \(server.url)")
    try await scene.tell(await scene.lab.run())
    #expect(server.messages.count == 2)
    #expect(try await scene.notice()?.told != nil)
    await server.close()
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var answer: WebhookServer.Answer
    var words: String
    /// `nil` where they may come too late to be counted.
    var tries: Int?
    var testDescription: String { words }
  }

  static let faults = [
    Fault(answer: .silence, words: "no answer within 1 s", tries: nil),
    Fault(answer: .hangUp, words: "the connection broke before there was an answer", tries: 3),
    Fault(answer: .status(500, body: "<html>\(WebhookServer.secret)"), words: "HTTP 500", tries: 3),
    Fault(answer: .endless(500), words: "HTTP 500", tries: 3),
    Fault(answer: .status(404, body: "no_service"), words: "HTTP 404, no_service", tries: 1),
    Fault(
      answer: .status(404, body: "Cannot POST /services/\(WebhookServer.secret)"),
      words: "HTTP 404",
      tries: 1
    ),
    Fault(
      answer: .status(302, headers: ["Location: http://127.0.0.1:1/\(WebhookServer.secret)"]),
      words: "HTTP 302",
      tries: 1
    ),
  ]

  /// It takes a while and no longer, it is said where, and the next attempt tells it.
  @Test(arguments: faults) func whatCouldNotBeToldIsSaidAndToldLater(fault: Fault) async throws {
    let server = try await WebhookServer(fault.answer)
    let scene = try Scene("* \(server.url)")
    let result = await scene.lab.run()
    try await scene.tell(result, within: fault.tries == nil ? Self.short : Self.limits)
    if let tries = fault.tries { #expect(server.messages.count == tries) }
    let words =
      "\"tests\", \"bi\" could not be told how it ended: \(fault.words); check the address in "
      + "\(scene.folder.path)/urls"
    #expect(try await scene.notice() == Notice(problem: words))
    #expect(scene.lab.events.messages.last == words)
    #expect(try await !scene.said().contains(WebhookServer.secret))
    await server.close()

    let healthy = try await WebhookServer()
    try scene.folder.write("* \(healthy.url)", to: "urls")
    let next = await scene.lab.run()
    #expect(next.outcome == "already_succeeded")
    try await scene.tell(next)
    #expect(healthy.texts.first?.hasPrefix("*reload-orders* succeeded after ") == true)
    #expect(try await scene.notice()?.told != nil)
    #expect(try await scene.notice()?.problem == nil)
    await healthy.close()
  }

  @Test func anAnswerThatNeverEndsIsAnAnswer() async throws {
    let server = try await WebhookServer(.endless(200))
    let scene = try Scene("* \(server.url)")
    try await scene.tell(await scene.lab.run())
    #expect(server.messages.count == 1)
    #expect(try await scene.notice()?.told != nil)
    await server.close()
  }

  @Test func whereNobodyListensThatIsSaid() async throws {
    let server = try await WebhookServer()
    await server.close()
    let scene = try Scene("* \(server.url)")
    try await scene.tell(await scene.lab.run())
    let port = try #require(server.url.split(separator: ":")[2].split(separator: "/").first)
    #expect(try await scene.notice()?.problem?.contains("the connection was refused") == true)
    #expect(try await !scene.said().contains(port))
  }

  @Test func oneThatFailsKeepsNobodyElseFromBeingTold() async throws {
    let (own, others) = (try await WebhookServer(), try await WebhookServer(.status(404)))
    let scene = try Scene("tests \(own.url)\n* \(others.url)\n")
    try await scene.tell(await scene.lab.run())
    #expect(own.messages.count == 1)
    let notice = try #require(try await scene.notice())
    #expect(notice.told == nil)
    #expect(notice.problem?.hasPrefix("\"bi\" could not be told") == true)
    await own.close()
    await others.close()
  }

  @Test func whoHasNoLineIsNotTold() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("tests \(server.url)")
    try await scene.tell(await scene.lab.run())
    let notice = try #require(try await scene.notice())
    #expect(notice.told != nil)
    #expect(
      notice.problem
        == "\"bi\" was not told how it ended: \(scene.folder.path)/urls has no line for them, and none of `*`"
    )
    await server.close()
  }

  @Test(arguments: ["", "tests\n"]) func aFileThatCannotBeUsedIsSaid(text: String) async throws {
    let scene = try Scene(text)
    if text.isEmpty { try FileManager.default.removeItem(atPath: "\(scene.folder.path)/urls") }
    let result = await scene.lab.run()
    try await scene.tell(result)
    let notice = try #require(try await scene.notice())
    #expect(notice.told == nil)
    #expect(notice.problem?.hasPrefix("nobody was told how it ended: \(scene.folder.path)/urls:") == true)
    #expect(try await scene.record().outcome == .succeeded)
  }

  @Test func aFailureIsToldAndTheNextAttemptGoesOn() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("* \(server.url)") { $0.failing = ["2024-02-02"] }
    let result = await scene.lab.run()
    #expect(result.verdict == .failed)
    try await scene.tell(result)
    #expect(server.texts[0].hasPrefix("*reload-orders* failed after "))
    #expect(server.texts[0].contains("step 1 of reload-orders failed: 2 of 3 done, 1 failed"))
    scene.lab.server.change { $0.failing = [] }
    let second = await scene.lab.run()
    #expect(second.verdict == .succeeded)
    try await scene.tell(second)
    #expect(server.texts[1].hasPrefix("*reload-orders* succeeded after "))
    #expect(!server.texts[1].contains("Nobody was told"))
    await server.close()
  }

  /// Killed between the failure's record and the message.
  @Test func aFailureThatNobodyWasToldOfIsToldAlongWithWhatFollows() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("* \(server.url)") { $0.failing = ["2024-02-02"] }
    #expect(await scene.lab.run().verdict == .failed)
    try await scene.tell(await scene.lab.run())
    #expect(server.texts[0].contains("Nobody was told that attempt 1 failed at "))
    #expect(try await scene.record().attempts.allSatisfy { $0.notice?.told != nil })
    await server.close()
  }

  @Test func aCancellationIsToldByWhoeverCanceled() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("* \(server.url)") { $0.faults["Backfill"] = [.before(JobRunTests.killed)] }
    #expect(await scene.lab.run().verdict == .detached)
    #expect(try await scene.notice() == nil)
    let result = await scene.lab.cancel()
    let ending = try #require(Ending(result, of: nil, at: scene.lab.clock.now()))
    await scene.notifier().tell(ending)
    #expect(server.texts[0].hasPrefix("*reload-orders* was canceled after "))
    #expect(server.texts[0].contains("started by `grace`"))
    #expect(try await scene.record().outcome == .canceled)
    // A runner that finds it canceled tells nobody again.
    #expect(Ending(await scene.lab.run(), of: scene.lab.job, at: scene.lab.clock.now()) == nil)
    await server.close()
  }

  /// Another attempt has the job by now: its record is its own, and it tells what nobody was told of.
  @Test func whoeverHasTheJobWritesItsRecord() async throws {
    let server = try await WebhookServer()
    let scene = try Scene("* \(server.url)")
    let result = await scene.lab.run()
    let stored = try #require(try await scene.lab.ledger.read("reload-orders"))
    var record = stored.record
    record.lease?.released = nil
    record.lease?.expires = SystemClock().now().advanced(by: 60)
    let before = try await scene.lab.ledger.replace(stored, with: record).record
    try await scene.tell(result)
    #expect(server.messages.count == 1)
    #expect(try await scene.record() == before)
    await server.close()
  }

  /// Its runner was killed between the outcome and its leave, and nobody has the job any more.
  @Test func ofAJobThatHasSucceededNobodyIsToldTwice() async throws {
    let server = try await WebhookServer()
    let ledger = BreakingLedger { $0.lease?.isOpen == false }
    let scene = try Scene("* \(server.url)", ledger: ledger)
    #expect(await scene.lab.run().verdict == .succeeded)
    let record = try await scene.record()
    #expect(record.lease?.isOpen == true)
    #expect(record.attempts.map(\.outcome) == [.succeeded])
    try await scene.tell(await scene.lab.run())
    #expect(server.messages.count == 1)
    #expect(try await scene.notice()?.told != nil)
    #expect(Ending(await scene.lab.run(), of: scene.lab.job, at: scene.lab.clock.now()) == nil)
    await server.close()
  }

  @Test func withoutAFileNobodyIsOwedAnything() async throws {
    let lab = try Lab()
    let record = try #require(await lab.run().record)
    #expect(try !record.jsonText().contains("notice"))
    #expect(try !record.jsonText().contains("watchers"))
  }

  @Test func statusSaysWhetherPeopleWereTold() throws {
    var record = EndingMessageTests.record()
    let now = Sample.start.advanced(by: 5)
    func lines() -> [String] {
      RecordReport.text(record, now: now).split(separator: "\n").map(String.init)
    }
    #expect(lines().contains("  watchers  bi, data-platform, crm"))
    #expect(lines().contains("     told      nobody yet"))
    record.attempts[1].notice = Notice(problem: "no answer within 5 s")
    #expect(lines().contains("     told      nobody yet; no answer within 5 s"))
    record.attempts[1].notice = Notice(told: Sample.start)
    #expect(lines().contains("     told      2024-03-01 10:00:00 UTC"))
  }
}
