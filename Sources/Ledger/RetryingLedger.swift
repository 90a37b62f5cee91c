internal import Synchronization

/// A ledger that tries again when its place cannot be reached, and finds out whether a write whose answer
/// was lost was made.
///
/// Only `.unreachable` is tried again: after 0.25 s, and then after twice as long each time up to 5 s, less
/// a random part of up to a half. When the task is canceled, it stops at once with the last error. A wait
/// may outlast a lease; a write then throws `.conflict` if another runner took over.
///
/// A create or a replacement that is tried again and meets a record is compared with what is stored: if that
/// is what was to be written, the earlier try had succeeded. A record holds its writer's lease and the time,
/// so that no other runner writes the same one.
package final class RetryingLedger: Ledger {
  /// How long to try again, in seconds.
  package struct TimeLimits: Hashable, Sendable {
    /// Before the first success; short, so that a wrong address fails quickly.
    package var first: Double
    /// Afterwards.
    package var later: Double

    /// How long to try again, in seconds.
    package init(first: Double = 15, later: Double = 600) {
      self.first = first
      self.later = later
    }
  }

  private let ledger: any Ledger
  private let clock: any WallClock
  private let events: any EventSink
  private let random: @Sendable () -> Double
  private let patience: TimeLimits
  private let wasReached = Mutex(false)

  /// Another ledger, tried again.
  ///
  /// `events` is told when waiting begins and when it is over. `random` gives a number between 0 and 1 for
  /// each wait.
  package init(
    _ ledger: any Ledger,
    clock: any WallClock,
    events: any EventSink,
    random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
    patience: TimeLimits = TimeLimits()
  ) {
    self.ledger = ledger
    self.clock = clock
    self.events = events
    self.random = random
    self.patience = patience
  }

  /// The job's record, or `nil` when there is none.
  package func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try await retrying { [ledger] _ throws(LedgerError) in try await ledger.read(job) }
  }

  /// Every record in short, newest first.
  package func history() async throws(LedgerError) -> LedgerHistory {
    try await retrying { [ledger] _ throws(LedgerError) in try await ledger.history() }
  }

  /// Writes a job's first record.
  package func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try await retrying { [ledger] isRepeated throws(LedgerError) in
      do throws(LedgerError) {
        return try await ledger.create(record)
      } catch {
        guard case .exists = error, isRepeated else { throw error }
        return try await Self.settled(record, in: ledger, otherwise: error)
      }
    }
  }

  /// Writes a job's next record.
  package func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord
  {
    try await retrying { [ledger] isRepeated throws(LedgerError) in
      do throws(LedgerError) {
        return try await ledger.replace(stored, with: record)
      } catch {
        guard case .conflict = error, isRepeated else { throw error }
        return try await Self.settled(record, in: ledger, otherwise: error)
      }
    }
  }

  /// What is stored, if it is the record that was to be written.
  private static func settled(
    _ record: Record,
    in ledger: any Ledger,
    otherwise error: LedgerError
  ) async throws(LedgerError) -> StoredRecord {
    guard let stored = try await ledger.read(record.job), stored.record == (try record.fitting()) else {
      throw error
    }
    return stored
  }

  /// Calls `body` until it does not throw `.unreachable`, with whether an earlier call did.
  private func retrying<Result>(
    _ body: (_ isRepeated: Bool) async throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result {
    var wait = Wait(start: clock.now())
    while true {
      do throws(LedgerError) {
        let result = try await body(wait.count > 0)
        reached(after: wait)
        return result
      } catch {
        guard case .unreachable = error else {
          reached(after: wait)
          throw error
        }
        try await pause(&wait, after: error)
      }
    }
  }

  private func pause(_ wait: inout Wait, after error: LedgerError) async throws(LedgerError) {
    let limit = wasReached.withLock(\.self) ? patience.later : patience.first
    let pause = wait.nextPause(random: random())
    guard !Task.isCancelled, wait.elapsed(until: clock.now()) + pause <= limit else { throw error }
    if wait.count == 0 {
      tell(.warning, "\(error); trying again for up to \(Int(limit)) s")
    }
    guard await rested(for: pause) else { throw error }
    wait.count += 1
    wait.slept += pause
  }

  /// `false` when the task was canceled meanwhile.
  private func rested(for pause: Double) async -> Bool {
    do {
      try await clock.sleep(for: pause)
      return true
    } catch {
      return false
    }
  }

  private func reached(after wait: Wait) {
    wasReached.withLock { $0 = true }
    guard wait.count > 0 else { return }
    tell(
      .notice,
      "the ledger can be reached again, after \(Int(wait.elapsed(until: clock.now()).rounded())) s"
    )
  }

  private func tell(_ severity: Severity, _ message: String) {
    events.emit(Event(time: clock.now(), severity: severity, message: message))
  }
}

/// How long one operation has been tried.
private struct Wait {
  var start: Timestamp
  /// How often it was slept.
  var count = 0
  var slept = 0.0

  /// The time of day may be set back meanwhile: the sleeps are counted as well.
  func elapsed(until now: Timestamp) -> Double { max(slept, now.seconds(since: start)) }

  func nextPause(random: Double) -> Double {
    let longest = min(5, 0.25 * Double(1 << min(count, 10)))
    return longest * (1 - min(max(random, 0), 1) / 2)
  }
}
