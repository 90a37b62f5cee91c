@testable import Attempt
@testable import Ledger

/// Worlds that differ only in what time it is, or in what decides nothing any more, are one.
extension World {
  /// The same world at second 0.
  var atStart: World {
    var world = self
    world.clock = 0
    let slowest = runners.map(\.skew).min() ?? 0
    world.expires = ledger?.record.lease?.isOpen == true ? max(expires - clock, slowest) : 0
    world.written = max(written - clock, -Int(Self.timing.lease))
    for index in world.wire.indices { world.wire[index].arrivesBy -= clock }
    for index in world.server.indices { world.server[index].request.arrivesBy = 0 }
    for index in world.runners.indices { world.runners[index].shift(by: clock) }
    return world
  }

  /// - Parameter memory: what is longer ago decides no more than that it is.
  fileprivate static func shift(_ time: Double, by clock: Int, memory: Double) -> Double {
    max(time - Double(clock), -memory)
  }
}

extension World.Runner {
  fileprivate mutating func shift(by clock: Int) {
    wakes = max(wakes - clock, 0)
    switch action {
    case .launch(var order):
      order.notAfter = World.shift(order.notAfter, by: clock, memory: 1)
      action = .launch(order)
    case .restore(let step, let launch, let notAfter):
      let shifted = World.shift(notAfter, by: clock, memory: 1)
      action = .restore(step: step, launch.timeless, notAfter: shifted)
    case .create(let record): action = .create(record.timeless)
    case .replace(let stored, let record): action = .replace(stored.timeless, with: record.timeless)
    case .stop: attempt?.machine.stored = nil
    default: break
    }
    attempt?.machine.shift(by: clock)
    switch action {
    case .replace, .read: break
    default: attempt?.machine.attempted = nil
    }
    if case .replace(let stored, let record) = attempt?.delayed {
      attempt?.delayed = .replace(stored.timeless, with: record.timeless)
    }
  }
}

extension AttemptMachine {
  fileprivate mutating func shift(by clock: Int) {
    func shifted(_ time: Double, _ memory: Double) -> Double {
      World.shift(time, by: clock, memory: memory)
    }
    let flight = timing.flight + 1
    renewed = holds ? shifted(renewed, timing.lease / 3 + 0.5) : 0
    firstSeen = steps.contains { $0.state == .intended } ? shifted(firstSeen, flight) : 0
    // Only told.
    awaited = []
    deadline = deadline.map { shifted($0, 0) }
    awaySince = awaySince.map { shifted($0, timing.outage) }
    stored = stored?.timeless
    attempted = attempted?.timeless
    phase = phaseShifted(phase, by: clock)
  }

  private func phaseShifted(_ phase: Phase, by clock: Int) -> Phase {
    func shifted(_ time: Double, _ memory: Double) -> Double {
      World.shift(time, by: clock, memory: memory)
    }
    switch phase {
    case .observing(let seen, let since):
      return .observing(seen.timeless, since: shifted(since, timing.lease))
    case .intending(let step, let since):
      return .intending(step: step, since: shifted(since, 2))
    case .reconciling(var reconciliation):
      reconciliation.since = shifted(reconciliation.since, timing.flight + 1)
      reconciliation.awaySince = reconciliation.awaySince.map { shifted($0, timing.outage) }
      return .reconciling(reconciliation)
    case .polling(var polling):
      // A cancellation only tells of it.
      polling.lastObservation = goal.isRun ? shifted(polling.lastObservation, timing.outage) : 0
      polling.awaitsSince = polling.awaitsSince.map { goal.isRun ? shifted($0, timing.retry) : 0 }
      polling.calmSince = polling.calmSince.map { shifted($0, timing.settling) }
      return .polling(polling)
    case .restoring(var restoration):
      restoration.awaySince = restoration.awaySince.map { shifted($0, timing.outage) }
      restoration.calmSince = restoration.calmSince.map { shifted($0, timing.settling) }
      return .restoring(restoration)
    case .contested(let phase, let record):
      return .contested(phaseShifted(phase, by: clock), attempted: record.timeless)
    default: return phase
    }
  }
}
