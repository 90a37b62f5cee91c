import Contract
import Ledger

/// Switching on again what the job has switched off: at the end of a pause, and where the job ends within one.
///
/// That a launch needs it off no more is written before it is switched on, so that of two jobs that pause the same
/// one, each sees the other's pause, or the other sees that this one has let go.
extension AttemptMachine {
  struct Restoration: Hashable, Sendable {
    /// The ids of the launches, in the order in which they are undone.
    var launches: [String]
    var then: Then
    /// Since when the server has been away.
    var awaySince: Double?
    /// Since when the next launch's has been as before.
    var calmSince: Double?
    /// Which launches' could not be switched on at the last try: those of the others are, before they are tried again.
    var obstacles: [Obstacle] = []

    struct Obstacle: Hashable, Sendable {
      var launchID: String
      var cause: RunResult
      /// Whether it is no use to try again.
      var isLasting: Bool
    }

    enum Then: Hashable, Sendable {
      /// The step is done, and the job goes on.
      case goOn(step: Int)
      case end(RunResult)
      case finish(RunResult, Outcome)

      /// Whether the job is left, so that another attempt would have to pause again.
      var isEnd: Bool { if case .goOn = self { false } else { true } }
    }
  }

  /// The end of the last pause before the step that is still open.
  mutating func restore(step: Int, at now: Moment) -> Action {
    let open = stored?.record.openPauses.first { $0.step < step }
    return restore(open.map { [$0] } ?? [], then: .goOn(step: step), at: now)
  }

  mutating func restore(
    _ pauses: [(step: Int, launch: LaunchRecord)],
    then: Restoration.Then,
    at now: Moment
  ) -> Action {
    phase = .restoring(Restoration(launches: pauses.map(\.launch.launchID), then: then))
    let verdict: ((inout Record) -> Void)? =
      if case .end(let result) = then, goal != .restore { recording(result) } else { nil }
    return write(at: now) { record in
      verdict?(&record)
      for pause in pauses {
        record.steps[pause.step].update(pause.launch.launchID) { launch in
          if launch.pause?.released == nil { launch.pause?.released = now.time }
          if launch.finished == nil { launch.finished = now.time }
        }
        if then.isEnd { record.steps[pause.step].state = .pending }
      }
    }
  }

  mutating func restoring(_ restoration: Restoration, _ reply: Reply, at now: Moment) -> Action {
    var restoration = restoration
    switch reply {
    case .written(let written):
      stored = written
      return goOn(restoration, at: now)
    case .restored(let others, let gone, let isNews):
      restoration.awaySince = nil
      guard let next = next(of: restoration) else { return unexpected(reply, at: now) }
      let since = isNews ? now.uptime : restoration.calmSince ?? now.uptime
      guard now.uptime - since >= timing.settling || next.launch.pause?.automations.isEmpty == true else {
        restoration.calmSince = since
        phase = .restoring(restoration)
        return .pause(seconds: timing.poll.upperBound)
      }
      restoration.calmSince = nil
      var launch = next.launch
      launch.pause?.restored = now.time
      launch.pause?.leftTo = others.isEmpty ? nil : others
      launch.pause?.gone = gone.isEmpty ? nil : gone
      notes.append(.restored(step: next.step, launch))
      phase = .restoring(restoration)
      return write(at: now) { record in
        record.steps[next.step].update(launch.launchID) { $0.pause = launch.pause }
      }
    case .away(let result):
      return postpone(restoration, result, isLasting: false, at: now)
    case .failed(let result):
      return postpone(restoration, result, isLasting: true, at: now)
    case .paused, .tooLate:
      return goOn(restoration, at: now)
    default:
      hasFailedToRestore = true
      return unexpected(reply, at: now)
    }
  }

  /// The first that is still open, and that nothing was in the way of at the last try.
  private func next(of restoration: Restoration) -> (step: Int, launch: LaunchRecord)? {
    let open = stored?.record.openPauses ?? []
    return restoration.launches.lazy
      .filter { id in !restoration.obstacles.contains { $0.launchID == id } }
      .compactMap { id in open.first { $0.launch.launchID == id } }.first
  }

  private mutating func postpone(
    _ restoration: Restoration,
    _ cause: RunResult,
    isLasting: Bool,
    at now: Moment
  ) -> Action {
    var restoration = restoration
    guard let next = next(of: restoration) else {
      hasFailedToRestore = true
      return unexpected(.away(cause), at: now)
    }
    restoration.calmSince = nil
    restoration.obstacles.append(
      Restoration.Obstacle(launchID: next.launch.launchID, cause: cause, isLasting: isLasting)
    )
    return goOn(restoration, at: now)
  }

  /// Once everything else is switched on: waits for what could not be, or gives it up.
  private mutating func tryAgain(_ restoration: Restoration, _ obstacle: Restoration.Obstacle, at now: Moment)
    -> Action
  {
    var restoration = restoration
    let since = restoration.awaySince ?? now.uptime
    restoration.awaySince = since
    guard !obstacle.isLasting, now.uptime - since < timing.outage else {
      return giveUp(restoration, obstacle.cause, at: now)
    }
    notes.append(.away(seconds: now.uptime - since, obstacle.cause))
    restoration.obstacles = []
    phase = .restoring(restoration)
    return .pause(seconds: timing.poll.upperBound)
  }

  private mutating func goOn(_ restoration: Restoration, at now: Moment) -> Action {
    phase = .restoring(restoration)
    if let next = next(of: restoration) {
      return now.uptime < sendsUntil
        ? .restore(step: next.step, next.launch, notAfter: sendsUntil) : write(at: now) { _ in }
    }
    let obstacles = restoration.obstacles
    if let obstacle = obstacles.first(where: \.isLasting) ?? obstacles.first {
      return tryAgain(restoration, obstacle, at: now)
    }
    let pauses = steps.flatMap(\.launches).filter { restoration.launches.contains($0.launchID) }
      .compactMap(\.pause)
    let gone = pauses.flatMap { $0.gone ?? [] }.map(\.text)
    switch restoration.then {
    case .goOn(let step):
      phase = .concluding(step: step, then: nil)
      let names = pauses.flatMap(\.restorable).map(\.text)
      let start =
        pauses.contains { $0.leftTo != nil }
        ? "as before, or left to another job that pauses it: " : "as before: "
      let parts = [
        names.isEmpty ? nil : start + names.joined(separator: ", "), gone.isEmpty ? nil : gone.undefined,
      ].compactMap(\.self)
      return write(at: now) { record in
        record.steps[step].state = .succeeded
        record.steps[step].message =
          parts.isEmpty ? "nothing was to be switched on" : parts.joined(separator: "; ")
      }
    case .end(let result): return end(result.telling(gone), at: now)
    case .finish(let result, let outcome): return finish(result.telling(gone), outcome: outcome, at: now)
    }
  }

  /// It stays in the record what is off still, for whoever takes the job up next.
  private mutating func giveUp(_ restoration: Restoration, _ cause: RunResult, at now: Moment) -> Action {
    hasFailedToRestore = true
    switch restoration.then {
    case .goOn: return end(cause, at: now)
    case .end(let result): return end(goal == .restore ? cause : result.without(cause), at: now)
    case .finish(let result, _): return end(cause.ending(result), at: now)
    }
  }
}

extension StepRecord {
  mutating func update(_ launchID: String, _ change: (inout LaunchRecord) -> Void) {
    guard let place = launches.firstIndex(where: { $0.launchID == launchID }) else { return }
    change(&launches[place])
  }

  /// Has the last launch switch off what is planned, and what an earlier one has left switched off.
  mutating func takeOver(_ planned: PauseRecord, at now: Timestamp) {
    guard let id = launches.last?.launchID else { return }
    var whole = planned
    for place in launches.indices {
      guard let known = launches[place].pause, known.isOpen else { continue }
      whole = whole.including(known)
      guard launches[place].launchID != id else { continue }
      launches[place].pause?.released = known.released ?? now
      launches[place].pause?.restored = now
      launches[place].pause?.leftTo = [id]
    }
    updateLast { $0.pause = whole }
  }
}

extension [String] {
  /// Of what there is nothing to switch on.
  fileprivate var undefined: String { "not defined in Dagster any more: \(joined(separator: ", "))" }
}

extension Record {
  /// Whether something is switched off, and nothing of the job runs or may run.
  fileprivate var isIdle: Bool {
    !steps.contains { step in
      let others = step.launches.filter { $0.pause == nil }
      return others.contains(where: \.isUnderWay)
        || step.state == .intended && step.launches.last?.pause == nil
    }
  }

  var needsNothingPaused: Bool { !openPauses.isEmpty && isIdle }
}

extension RunResult {
  /// Whether no attempt follows by itself.
  var leavesNobodyToGoOn: Bool { verdict.podResponse == .failsJob }

  static func restored(_ job: String) -> RunResult {
    RunResult(.succeeded, "restored", "what \(job) had switched off is as it was before")
  }

  static func nothingToRestore(_ job: String) -> RunResult {
    RunResult(
      .succeeded,
      "nothing_to_restore",
      "\(job) has nothing switched off; there was nothing to restore"
    )
  }

  /// That what it has switched off could not be switched on again.
  fileprivate func without(_ cause: RunResult) -> RunResult {
    var copy = self
    copy.message += "\nwhat it had switched off could not be switched on again: \(cause.message)"
    return copy
  }

  /// What was to be switched on and is not defined any more.
  fileprivate func telling(_ gone: [String]) -> RunResult {
    guard !gone.isEmpty else { return self }
    var copy = self
    copy.message += "\n\(gone.undefined)"
    return copy
  }

  /// The same where the job would have ended well.
  fileprivate func ending(_ result: RunResult) -> RunResult {
    var copy = self
    copy.message = "\(result.message), but for what it had switched off: \(message)"
    return copy
  }

  /// What is off still, for people.
  func reminding(of record: Record) -> RunResult {
    let names = record.openPauses.flatMap { $0.launch.pause?.automations.map(\.text) ?? [] }
    guard !names.isEmpty, verdict != .detached else { return self }
    var copy = self
    copy.message +=
      "\nstill switched off: \(names.joined(separator: ", ")); run the job again to go on, or switch on with `runner restore \(record.job)`"
    return copy
  }
}
