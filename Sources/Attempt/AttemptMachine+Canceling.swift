import Ledger

/// Stopping what a job began: done when nothing of it runs any more.
extension AttemptMachine {
  mutating func proceedStopping(at now: Moment) -> Action {
    if deadline == nil, case .cancel(let patience) = goal { deadline = now.uptime + patience }
    for step in steps {
      guard let id = step.launches.first(where: \.isUnderWay)?.dagsterID else { continue }
      return poll(id, ofStep: step.index, at: now)
    }
    let isDone = steps.allSatisfy { $0.state == .succeeded }
    let result = RunResult.stopped(fresh.job, succeeded: isDone, awaited: awaited)
    return finish(result, outcome: isDone ? .succeeded : .canceled, at: now)
  }

  /// Whether a cancellation still waits.
  func isPatient(at now: Moment) -> Bool { now.uptime < deadline ?? 0 }

  mutating func stopping(
    _ observation: Observation,
    _ launch: LaunchRecord,
    _ polling: Polling,
    at now: Moment
  ) -> Action {
    // What the job was to stop is nothing that it began, and goes on.
    if observation.isOver || observation.isOfOthers { return concludeStopped(observation, polling, at: now) }
    guard isPatient(at: now) else {
      return end(.stillRunning(fresh.job, step: polling.step, launch, observation), at: now)
    }
    if observation.awaitsRetry { awaited += observation.retrying.filter { !awaited.contains($0) } }
    guard !observation.isEnding else { return wait(polling) }
    // Told at each look: Dagster doesn't stop a run that is only just starting.
    if !polling.isTold { notes.append(.canceling(step: polling.step, launch)) }
    return tell(polling, launch)
  }

  /// What ended well before it could be stopped has succeeded.
  private mutating func concludeStopped(_ observation: Observation, _ polling: Polling, at now: Moment)
    -> Action
  {
    phase = .noting
    let pages = identity.pages
    return write(at: now) {
      $0.steps[polling.step].conclude(polling.id, observation, at: now.time, on: pages)
    }
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
  fileprivate mutating func conclude(
    _ id: String,
    _ observation: Observation,
    at now: Timestamp,
    on pages: WorkPages
  ) {
    guard let place = launches.firstIndex(where: { $0.dagsterID == id }) else { return }
    let mismatch = launches[place].mismatch(with: observation)
    launches[place].conclude(observation, [], at: now, on: pages)
    // A step of which something still runs is under way: what is resumed must not launch it again.
    guard !isUnderWay else { return }
    let isComplete = observation.isComplete && mismatch == nil
    state = isComplete && launches.last?.dagsterID == id ? .succeeded : .canceled
    message = isComplete ? nil : mismatch ?? observation.explanation
  }
}
