import Contract
import Diagnostics
import ExactText
import HTTP
import JSONTree
package import Ledger

/// Tells the people of a job how an attempt ended, at least once, and is never in the way of the verdict: it takes seconds,
/// and whatever goes wrong is said in the log and in the record.
package struct Notifier: Sendable {
  private let file: String
  private let ledger: any Ledger
  private let clock: any WallClock
  private let events: any EventSink
  private let limits: Limits

  /// How long it may take, in seconds.
  package struct Limits: Hashable, Sendable {
    /// One request, from the connection to the answer.
    var request: Double
    /// The pauses before it is sent again.
    var pauses: [Double]
    /// Writing down what came of it.
    var recording: Double

    package init(request: Double = 5, pauses: [Double] = [1, 2], recording: Double = 10) {
      (self.request, self.pauses, self.recording) = (request, pauses, recording)
    }
  }

  /// - Parameters:
  ///   - file: where the addresses are, by owner.
  ///   - ledger: where it is recorded.
  ///   - clock: tells when people were told, and waits.
  ///   - events: takes what came of it.
  ///   - limits: how long it may take.
  package init(
    file: String,
    ledger: any Ledger,
    clock: any WallClock,
    events: any EventSink,
    limits: Limits = Limits()
  ) {
    (self.file, self.ledger, self.clock, self.events) = (file, ledger, clock, events)
    self.limits = limits
  }

  /// Tells it to everybody whom the file has an address for.
  package func tell(_ ending: Ending) async {
    let (reached, problems) = await send(ending)
    if !reached.isEmpty {
      emit(.info, "told \(reached.joined(separator: ", ")) how it ended", ending)
    }
    for problem in problems { emit(.warning, problem.words, ending) }
    // Whoever was not told though there is an address is told by the next attempt, and everybody else again.
    let isDone = !reached.isEmpty && !problems.contains(where: \.isOpen)
    let notice = Notice(
      told: isDone ? clock.now() : nil,
      problem: problems.isEmpty ? nil : problems.map(\.words).joined(separator: "; ")
    )
    let numbers = ending.attempts.map(\.number)
    guard !numbers.isEmpty else { return }
    // Also by a runner that is told to leave.
    await Task { await record(notice, of: numbers, ending) }.value
  }

  /// Something that was in the way.
  private struct Problem: Sendable {
    var words: String
    /// Whether another attempt is to try again.
    var isOpen = true
  }

  private func send(_ ending: Ending) async -> (reached: [String], problems: [Problem]) {
    let webhooks: Webhooks
    do throws(UnusableWebhooks) {
      webhooks = try Webhooks(file: file)
    } catch {
      return ([], error.problems.map { Problem(words: "nobody was told how it ended: \($0)") })
    }
    var (people, problems) = ([WebhookAddress: [String]](), [Problem]())
    for name in ending.people {
      if let address = webhooks.address(of: name) {
        people[address, default: []].append(name)
      } else {
        problems.append(
          Problem(
            words: "\(quoted(name)) was not told how it ended: \(file) has no line for them, and none of `*`",
            isOpen: false
          )
        )
      }
    }
    let body = EndingMessage(ending).json.encoded()
    let answers = await post(body, to: Array(people.keys))
    var reached: [String] = []
    for (address, names) in people.sorted(by: { $0.value[0].precedesExactly($1.value[0]) }) {
      if let found = answers[address] {
        let who = names.map { quoted($0) }.joined(separator: ", ")
        problems.append(
          Problem(words: "\(who) could not be told how it ended: \(found); check the address in \(file)")
        )
      } else {
        reached += names
      }
    }
    return (reached, problems)
  }

  /// To all at once, so that one that hangs takes nobody else's time.
  ///
  /// - Returns: what was found of those that didn't take it.
  private func post(_ body: [UInt8], to addresses: [WebhookAddress]) async -> [WebhookAddress: String] {
    let transport: HTTPTransport
    do throws(ConnectionSettingError) {
      transport = try HTTPTransport(
        connectLimit: .seconds(limits.request),
        restLimit: .seconds(limits.request)
      )
    } catch {
      return Dictionary(addresses.map { ($0, "\(error)") }) { $1 }
    }
    let posting = Posting(transport: transport, clock: clock, limits: limits, body: body)
    let found = await withTaskGroup(of: (WebhookAddress, String?).self) { group in
      for address in addresses { group.addTask { (address, await posting.post(to: address)) } }
      return await group.reduce(into: [:]) { found, answer in found[answer.0] = answer.1 }
    }
    await transport.shutdown()
    return found
  }

  private func record(_ notice: Notice, of numbers: [Int], _ ending: Ending) async {
    let isWritten = await within(limits.recording, by: clock) {
      await write(notice, of: numbers, job: ending.record.job)
    }
    if isWritten != true {
      emit(.warning, "whether people were told is not recorded; the next attempt may tell it again", ending)
    }
  }

  /// - Returns: whether it is written, or somebody else has the job by now and writes its record.
  private func write(_ notice: Notice, of numbers: [Int], job: String) async -> Bool {
    for _ in 0..<5 {
      do throws(LedgerError) {
        guard let stored = try await ledger.read(job), !stored.record.isBeingWorkedOn(at: clock.now()) else {
          return true
        }
        var record = stored.record
        for index in record.attempts.indices
        where numbers.contains(record.attempts[index].number) && record.attempts[index].isToBeTold {
          record.attempts[index].notice = notice
        }
        _ = try await ledger.replace(stored, with: record)
        return true
      } catch {
        guard case .conflict = error else { return false }
      }
    }
    return false
  }

  private func emit(_ severity: Severity, _ message: String, _ ending: Ending) {
    events.emit(
      Event(
        time: clock.now(),
        severity: severity,
        message: message,
        fields: [("job", .string(ending.record.job))]
      )
    )
  }
}

extension Record {
  /// Whether somebody else may write it. Of a job that has come to its end only a runner that is just about to leave does: one
  /// that was killed then never gives its lease back.
  fileprivate func isBeingWorkedOn(at now: Timestamp) -> Bool {
    guard let lease, lease.isOpen else { return false }
    return outcome == nil || lease.expires > now
  }
}

/// A message on its way.
private struct Posting: Sendable {
  let transport: HTTPTransport
  let clock: any WallClock
  let limits: Notifier.Limits
  let body: [UInt8]

  /// What was found where a message isn't taken, without the address.
  private struct Finding {
    var words: String
    /// Whether another try may go better.
    var mayPass: Bool
  }

  /// - Returns: `nil` where it was taken.
  func post(to address: WebhookAddress) async -> String? {
    var found = await attempt(address)
    for pause in limits.pauses {
      guard let problem = found, problem.mayPass else { break }
      do { try await clock.sleep(for: pause) } catch { break }
      found = await attempt(address)
    }
    return found?.words
  }

  private func attempt(_ address: WebhookAddress) async -> Finding? {
    let answer = await within(limits.request, by: clock) { await exchange(address) }
    let missing = Finding(words: "no answer within \(Duration.seconds(limits.request).words)", mayPass: true)
    guard let found = answer ?? missing else { return nil }
    return Task.isCancelled ? Finding(words: "the runner was told to leave", mayPass: false) : found
  }

  private func exchange(_ address: WebhookAddress) async -> Finding? {
    let request = TransportRequest(
      url: address.url,
      headers: [
        .init("Content-Type", "application/json; charset=utf-8"),
        .init("User-Agent", "production-jobs-runner/\(ProgramVersion.ofThisProcess)"),
      ],
      body: body,
      deadline: .seconds(limits.request),
      maximumAnswerBytes: 0
    )
    do throws(TransportError) {
      // Of an answer its status counts, however long it is.
      let answer = try await transport.open(request)
      let status = answer.head.status
      if (200..<300).contains(status) { return nil }
      let word = status < 400 ? nil : await Self.word(of: answer, for: address)
      return Finding(
        words: "HTTP \(status)" + (word.map { ", \($0)" } ?? ""),
        mayPass: status == 408 || status == 429 || status >= 500
      )
    } catch {
      return Finding(words: Self.words(for: error), mayPass: true)
    }
  }

  /// Slack's word for what is wrong, such as `no_service`. Anything else may repeat the address.
  private static func word(of answer: TransportStream, for address: WebhookAddress) async -> String? {
    guard let whole = try? await answer.whole(upTo: 100) else { return nil }
    let word = String(decoding: whole.body, as: UTF8.self)
    let isWord = word.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_")
    }
    return isWord && !word.isEmpty && !address.url.contains(word) ? word : nil
  }

  /// Without the host, which is part of the address.
  private static func words(for error: TransportError) -> String {
    switch error {
    case .unreachable(let obstacle, _): obstacle.finding("")
    case .connectionLost: "the connection broke before there was an answer"
    case .invalidRequest: "the address can't be used"
    case .timedOut, .answerTooLarge, .cancelled: "\(error)"
    }
  }
}

/// - Returns: `nil` where it took longer.
private func within<Answer: Sendable>(
  _ seconds: Double,
  by clock: any WallClock,
  _ work: @escaping @Sendable () async -> Answer
) async -> Answer? {
  await withTaskGroup(of: Answer?.self) { group in
    group.addTask { await work() }
    group.addTask {
      try? await clock.sleep(for: seconds)
      return nil
    }
    defer { group.cancelAll() }
    return await group.next() ?? nil
  }
}
