@testable import Attempt
@testable import Ledger

/// A way to get the protocol wrong. Each has to be found out by the model.
enum Mutation: String, CaseIterable, Hashable {
  case launchesBeforeTheIntentIsWritten
  case goesOnAfterALostClaim
  case takesNoAnswerForNoLaunch
  case launchesWithoutLookingUp
  case doesNotWaitForARequestOnItsWay
  case takesOverFromTheLiving
  case trustsTheTimeOfDay
  case sendsTooLate
  case runsAgainWhatSucceeded
  case takesAnEndForSuccess
  case runsAgainWhatWasCanceled
  case forgetsItsKubernetesJob
  case takesARetryForALaunch
  case takesAFailureToBeRetriedForTheEnd
  case startsAgainWithoutARecord
  case takesAChangeWithoutAnAnswerForMade
  case takesAnIntendedChangeForMade
  case forgetsWhatItHasSwitchedOff
  case takesWhatIsOffForSwitchedOn
  case takesAPartForNothing
  case recordsAFailureWithoutItsVerdict
  case detachesFromAFailure

  var timing: RunTiming {
    var timing = World.timing
    switch self {
    case .doesNotWaitForARequestOnItsWay: timing.flight = -1
    case .sendsTooLate: timing.sending = 100
    default: break
    }
    return timing
  }
}

/// An attempt's machine, with a mutation between it and the world.
struct MutantAttempt: Hashable {
  var machine: AttemptMachine
  var mutation: Mutation?
  /// A write that was put off until after the launch that it should have come before.
  var delayed: AttemptMachine.Action?
  /// What came of that launch.
  private var early: AttemptMachine.Reply?

  init(machine: AttemptMachine, mutation: Mutation?) {
    (self.machine, self.mutation) = (machine, mutation)
  }

  mutating func next(_ reply: AttemptMachine.Reply, at now: Moment) -> AttemptMachine.Action {
    if let write = delayed {
      (delayed, early) = (nil, reply)
      return write
    }
    var action =
      mutation == .detachesFromAFailure && reply == .interrupted
      ? machine.detach(at: now) : machine.next(mutated(reply, at: now), at: now)
    if mutation == .recordsAFailureWithoutItsVerdict, case .concluding = machine.phase,
      case .replace(let stored, var record) = action
    {
      record.outcome = nil
      action = .replace(stored, with: record)
    }
    if let result = early, case .launch = action {
      early = nil
      action = machine.next(result, at: now)
    }
    machine.notes = []
    guard mutation == .launchesBeforeTheIntentIsWritten, let launch = launch(in: action) else {
      return action
    }
    delayed = action
    return launch
  }

  private func launch(in action: AttemptMachine.Action) -> AttemptMachine.Action? {
    guard case .intending(let step, let since) = machine.phase, case .replace(_, let record) = action,
      let launch = record.steps[step].launches.last
    else { return nil }
    return .launch(.init(step: step, launchID: launch.launchID, notAfter: since + machine.timing.sending))
  }

  private func mutated(_ reply: AttemptMachine.Reply, at now: Moment) -> AttemptMachine.Reply {
    switch (mutation, reply) {
    case (.goesOnAfterALostClaim, .conflict) where machine.holds:
      return machine.stored.map { .written(believed(over: $0, at: now)) } ?? reply
    case (.takesNoAnswerForNoLaunch, .uncertain(let result, _)): return .notLaunched(result)
    case (.takesAPartForNothing, .partial(let result)): return .notLaunched(result)
    case (.takesAChangeWithoutAnAnswerForMade, .uncertain): return .launched(id: "done")
    case (.takesAnIntendedChangeForMade, .found(let ids)) where ids.isEmpty && machine.phase != .searching:
      return .found(ids: ["done"])
    case (.takesWhatIsOffForSwitchedOn, .away) where machine.phase.isRestoring:
      return .restored(leftTo: [], isNews: false)
    case (.launchesWithoutLookingUp, .found) where machine.phase != .searching: return .found(ids: [])
    case (.startsAgainWithoutARecord, .found) where machine.phase == .searching: return .found(ids: [])
    case (.takesAnEndForSuccess, .observed(var observation)) where observation.isOver:
      (observation.materialized, observation.failed) = (observation.targeted, 0)
      return .observed(observation)
    case (.takesAFailureToBeRetriedForTheEnd, .observed(let observation)) where observation.awaitsRetry:
      var ended = observation.withoutRetries
      ended.failed = 1
      return .observed(ended)
    case (_, .record(.some(let stored))): return .record(changed(stored, at: now))
    default: return reply
    }
  }

  private func changed(_ stored: StoredRecord, at now: Moment) -> StoredRecord {
    var record = stored.record
    switch mutation {
    case .takesOverFromTheLiving: record.lease?.released = now.time
    case .trustsTheTimeOfDay where (record.lease?.expires ?? now.time) <= now.time:
      record.lease?.released = now.time
    case .runsAgainWhatSucceeded where record.outcome == .succeeded:
      record.outcome = nil
      for step in record.steps.indices { record.steps[step].state = .pending }
    case .runsAgainWhatWasCanceled where machine.goal.isRun: record.cancellation = nil
    case .forgetsItsKubernetesJob:
      for attempt in record.attempts.indices { record.attempts[attempt].kubernetesJob = nil }
    case .forgetsWhatItHasSwitchedOff:
      for step in record.steps.indices {
        for launch in record.steps[step].launches.indices { record.steps[step].launches[launch].pause = nil }
      }
    default: break
    }
    return StoredRecord(record: record, revision: stored.revision)
  }

  /// What a runner thinks is stored that doesn't notice that its write was refused.
  private func believed(over stored: StoredRecord, at now: Moment) -> StoredRecord {
    var machine = machine
    var record = stored.record
    if case .intending(let step, _) = machine.phase {
      if case .replace(_, let intended) = machine.intend(step: step, at: now) { record = intended }
    }
    return StoredRecord(record: record, revision: stored.revision)
  }
}

extension AttemptMachine {
  fileprivate mutating func detach(at now: Moment) -> Action {
    hasFailedToRestore = true
    return end(.detached, at: now)
  }
}

extension AttemptMachine.Phase {
  var isRestoring: Bool { if case .restoring = self { true } else { false } }
}
