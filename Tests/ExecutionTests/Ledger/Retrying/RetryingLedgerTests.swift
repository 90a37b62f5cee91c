import KubernetesDouble
import Ledger
import Synchronization
import TestSupport
import Testing

@Suite struct RetryingLedgerTests {
  private let clock = ManualClock()
  private let events = EventList()

  private func retrying(_ ledger: any Ledger, first: Double = 15, later: Double = 600) -> RetryingLedger {
    RetryingLedger(
      ledger,
      clock: clock,
      events: events,
      random: { 0 },
      patience: .init(first: first, later: later)
    )
  }

  static let other = {
    var record = Sample.record()
    record.lease = Lease(holder: "pod-2/1/beef", fencingToken: 1, expires: Sample.start)
    return record
  }()

  @Test(arguments: LedgerContract.allCases) func keeps(_ contract: LedgerContract) async throws {
    let directory = TemporaryDirectory()
    try await contract.check(RetryingLedger(directory.ledger(), clock: SystemClock(), events: events))
  }

  /// A write whose answer was lost, and whose record was replaced before it could be found, is told as a
  /// conflict: whoever counts would count it again.
  static let steadfast = LedgerContract.allCases.filter { $0 != .concurrentIncrementsAreAllCounted }

  /// The same where every third request fails, before or after its effect.
  @Test(arguments: steadfast)
  func keepsOverAnUnsteadyServer(_ contract: LedgerContract) async throws {
    let server = try await FakeKubernetes()
    let mishaps = Mishaps()
    server.onPhase { [weak server] phase, _ in
      if phase == .received, let fault = mishaps.next() { server?.inject(fault) }
    }
    try await contract.check(RetryingLedger(server.ledger(), clock: clock, events: events))
    await server.stop()
  }

  @Test func waitsLongerEachTime() async throws {
    let ledger = ScriptedLedger(.before, .before, .before, .before, .before, .before, .before)
    #expect(try await retrying(ledger, first: 600).read("a") == nil)
    // 0.25 + 0.5 + 1 + 2 + 4 + 5 + 5
    #expect(clock.now() == Sample.start.advanced(by: 17.75))
    #expect(
      events.lines == [
        "warning: cannot write: HTTP status 503; wait; trying again for up to 600 s",
        "notice: the ledger can be reached again, after 18 s",
      ]
    )
  }

  @Test func theJitterTakesUpToAHalf() async throws {
    let ledger = RetryingLedger(ScriptedLedger(.before, .before), clock: clock, events: events, random: { 1 })
    _ = try await ledger.read("a")
    #expect(clock.now() == Sample.start.advanced(by: 0.375))
  }

  @Test func aWriteThatIsNotAnsweredButMadeSucceeds() async throws {
    let ledger = ScriptedLedger(.after, .none, .none, .after, .before)
    let retrying = retrying(ledger)
    let created = try await retrying.create(Sample.record())
    #expect(created.record == Sample.record())
    let replaced = try await retrying.replace(created, with: Sample.full())
    #expect(replaced.record == Sample.full())
    #expect(try await ledger.base.read("recover-orders") == replaced)
    #expect(ledger.called == ["create", "create", "read", "replace", "replace", "replace", "read"])
  }

  @Test func aWriteThatIsNotMadeIsMadeAgain() async throws {
    let ledger = ScriptedLedger(.before, .none, .before, .before)
    let retrying = retrying(ledger)
    let created = try await retrying.create(Sample.record())
    let replaced = try await retrying.replace(created, with: Sample.full())
    #expect(try await ledger.base.read("recover-orders") == replaced)
    #expect(ledger.called == ["create", "create", "replace", "replace", "replace"])
  }

  @Test func anothersRecordIsNotTakenForOnesOwn() async throws {
    let ledger = ScriptedLedger(.before, .overtaken(Self.other))
    let retrying = retrying(ledger)
    await #expect(throws: LedgerError.exists(job: "recover-orders")) {
      try await retrying.create(Sample.record())
    }
    #expect(try await ledger.base.read("recover-orders")?.record == Self.other)
    #expect(ledger.called == ["create", "create", "read"])
  }

  @Test func anothersReplacementIsAConflict() async throws {
    let ledger = ScriptedLedger(.none, .before, .overtaken(Self.other))
    let retrying = retrying(ledger)
    let created = try await retrying.create(Sample.record())
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await retrying.replace(created, with: Sample.full())
    }
    #expect(try await ledger.base.read("recover-orders")?.record == Self.other)
  }

  @Test func aConflictAtTheFirstTryIsNotLookedInto() async throws {
    let ledger = ScriptedLedger(.none, .none, .error(.conflict(job: "recover-orders")))
    let retrying = retrying(ledger)
    let created = try await retrying.create(Sample.record())
    await #expect(throws: LedgerError.exists(job: "recover-orders")) {
      try await retrying.create(Sample.record())
    }
    await #expect(throws: LedgerError.conflict(job: "recover-orders")) {
      try await retrying.replace(created, with: created.record)
    }
    #expect(ledger.called == ["create", "create", "replace"])
  }

  /// The read that settles a write may fail as well.
  @Test func settlingIsTriedAgainToo() async throws {
    let ledger = ScriptedLedger(.after, .none, .before, .none, .none)
    #expect(try await retrying(ledger).create(Sample.record()).record == Sample.record())
    #expect(ledger.called == ["create", "create", "read", "create", "read"])
  }

  @Test func aRecordThatDidNotFitIsStillOnesOwn() async throws {
    var record = Sample.record()
    record.document.text = String(repeating: "x", count: 200_000)
    let fitted = try record.fitting()
    let ledger = ScriptedLedger(.before, .overtaken(fitted))
    #expect(try await retrying(ledger).create(record).record == fitted)
  }

  @Test func otherErrorsAreNotTriedAgain() async throws {
    let damaged = LedgerError.damaged(source: "a", why: "b")
    let ledger = ScriptedLedger(.error(damaged))
    await #expect(throws: damaged) { try await retrying(ledger).history() }
    #expect(ledger.called == ["history"])
    #expect(events.all.isEmpty)
  }

  @Test func patienceIsShortUntilTheFirstAnswer() async throws {
    let never = RetryingLedger(SwitchingLedger.never(), clock: clock, events: events, random: { 0 })
    await #expect(throws: ScriptedLedger.unreachable) { try await never.read("a") }
    // The next pause, 5 s, would end beyond 15 s.
    #expect(clock.now() == Sample.start.advanced(by: 12.75))
    #expect(events.all.map(\.severity) == [.warning])
  }

  @Test func patienceIsLongAfterwards() async throws {
    let ledger = ScriptedLedger(.none)
    let gone = Mutex(false)
    let switching = SwitchingLedger(ledger) { gone.withLock { $0 } }
    let retrying = retrying(switching)
    _ = try await retrying.read("a")
    gone.withLock { $0 = true }
    await #expect(throws: ScriptedLedger.unreachable) { try await retrying.read("a") }
    #expect(clock.now().seconds(since: Sample.start) > 590)
    #expect(clock.now().seconds(since: Sample.start) <= 600)
  }

  @Test func aCancelledTaskDoesNotWait() async throws {
    let ledger = ScriptedLedger(.before)
    let retrying = retrying(ledger)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await retrying.read("a")
    }
    task.cancel()
    await #expect(throws: ScriptedLedger.unreachable) { try await task.value }
    #expect(ledger.called == ["read"])
    #expect(events.all.isEmpty)
  }

  @Test func cancellingEndsTheWait() async throws {
    let ledger = SwitchingLedger.never()
    let retrying = RetryingLedger(ledger, clock: SystemClock(), events: events, patience: .init(first: 3600))
    let task = Task { try await retrying.read("a") }
    await waitUntil { !events.all.isEmpty }
    task.cancel()
    await #expect(throws: ScriptedLedger.unreachable) { try await task.value }
  }
}

/// A fault for every third request, each time another one.
private final class Mishaps: Sendable {
  private let count = Mutex(0)
  private static let faults = [
    Fault.http(500, .afterEffect), .http(429), Fault(.afterEffect, .reset), .http(503),
    Fault(.afterEffect, .cutShort), Fault(.beforeEffect, .reset),
  ]

  func next() -> Fault? {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return number % 3 == 0 ? Self.faults[number / 3 % Self.faults.count] : nil
  }
}
