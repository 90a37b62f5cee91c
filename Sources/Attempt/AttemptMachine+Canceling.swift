import Ledger

/// Stopping what a job began: done when nothing of it runs any more.
extension AttemptMachine {
  mutating func proceedStopping(at now: Moment) -> Action {
    if deadline == nil, case .cancel(let patience) = goal { deadline = now.uptime + patience }
    for step in steps {
      guard let id = step.launches.first(where: \.isUnderWay)?.dagsterID else { continue }
      return look(at: id, ofStep: step.index, at: now)
    }
    let isDone = steps.allSatisfy { $0.state == .succeeded }
    let result = RunResult.stopped(fresh.job, succeeded: isDone, awaited: awaited)
    return finish(result, outcome: isDone ? .succeeded : .canceled, at: now)
  }

  /// Whether a cancellation still waits.
  func isPatient(at now: Moment) -> Bool { now.uptime < deadline ?? 0 }

  mutating func stopping(_ sight: Sight, _ launch: LaunchRecord, _ looking: Looking, at now: Moment) -> Action
  {
    if sight.isOver { return concludeStopped(sight, looking, at: now) }
    guard isPatient(at: now) else {
      return end(.stillRunning(fresh.job, step: looking.step, launch, sight), at: now)
    }
    if sight.awaitsRetry { awaited += sight.retrying.filter { !awaited.contains($0) } }
    guard !sight.isEnding else { return wait(looking) }
    // Told at each look: Dagster doesn't stop a run that is only just starting.
    if !looking.isTold { notes.append(.canceling(step: looking.step, launch)) }
    return tell(looking, launch)
  }

  /// What ended well before it could be stopped has succeeded.
  private mutating func concludeStopped(_ sight: Sight, _ looking: Looking, at now: Moment) -> Action {
    phase = .noting
    let pages = identity.pages
    return write(at: now) { $0.steps[looking.step].conclude(looking.id, sight, at: now.time, on: pages) }
  }

  mutating func concludeNeverLaunched(step: Int, at now: Moment) -> Action {
    phase = .noting
    return write(at: now) { record in
      record.steps[step].state = .canceled
      record.steps[step].message = "its launch never reached Dagster"
    }
  }
}

extension StepRecord {
  fileprivate mutating func conclude(_ id: String, _ sight: Sight, at now: Timestamp, on pages: WorkPages) {
    guard let place = launches.firstIndex(where: { $0.dagsterID == id }) else { return }
    let mismatch = launches[place].mismatch(with: sight)
    launches[place].conclude(sight, [], at: now, on: pages)
    // A step of which something still runs is under way: what is resumed must not launch it again.
    guard !isUnderWay else { return }
    let isComplete = sight.isComplete && mismatch == nil
    state = isComplete && launches.last?.dagsterID == id ? .succeeded : .canceled
    message = isComplete ? nil : mismatch ?? sight.explanation
  }
}
