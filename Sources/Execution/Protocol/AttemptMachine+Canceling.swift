/// Stopping what a job began: done when nothing of it runs any more.
extension AttemptMachine {
  struct Stopping: Hashable, Sendable {
    var step: Int
    /// Which of the step's launches, by Dagster's id: a record that grows too long leaves out some.
    var id: String
    var interval: Double
    /// Whether it was told that it is canceled.
    var isTold = false
  }

  mutating func proceedStopping(at now: Moment) -> Action {
    if deadline == nil, case .cancel(let patience) = goal { deadline = now.uptime + patience }
    for step in steps {
      guard let id = step.launches.lazy.filter({ $0.finished == nil }).compactMap(\.dagsterID).first else {
        continue
      }
      return look(Stopping(step: step.index, id: id, interval: timing.poll.lowerBound), at: now)
    }
    let isDone = steps.allSatisfy { $0.state == .succeeded }
    return finish(.stopped(fresh.job, succeeded: isDone), outcome: isDone ? .succeeded : .canceled, at: now)
  }

  private mutating func look(_ stopping: Stopping, at now: Moment) -> Action {
    phase = .stopping(stopping)
    guard let launch = launch(stopping) else { return unexpected(.paused, at: now) }
    return .look(step: stopping.step, launch)
  }

  private func launch(_ stopping: Stopping) -> LaunchRecord? {
    steps[stopping.step].launches.first { $0.dagsterID == stopping.id }
  }

  mutating func stopping(_ stopping: Stopping, _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .seen(let sight) where sight.isOver:
      return concludeStopped(sight, stopping, at: now)
    case .seen(let sight):
      return stillRunning(sight, stopping, at: now)
    case .away(let result):
      if now.uptime >= deadline ?? 0 { return end(result, at: now) }
      notes.append(.away(seconds: 0, result))
      return wait(stopping)
    case .canceled:
      return wait(stopping)
    case .failed(let result):
      return end(result, at: now)
    case .paused where isRenewalDue(at: now):
      return write(at: now) { _ in }
    case .written(let written):
      stored = written
      return look(stopping, at: now)
    case .paused:
      return look(stopping, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func stillRunning(_ sight: Sight, _ stopping: Stopping, at now: Moment) -> Action {
    guard let launch = launch(stopping) else { return unexpected(.seen(sight), at: now) }
    if now.uptime >= deadline ?? 0 {
      return end(.stillRunning(fresh.job, step: stopping.step, launch, sight), at: now)
    }
    guard !sight.isEnding else { return wait(stopping) }
    // Told at each look: Dagster doesn't stop a run that is only just starting.
    var stopping = stopping
    if !stopping.isTold { notes.append(.canceling(step: stopping.step, launch)) }
    stopping.isTold = true
    phase = .stopping(stopping)
    return .cancel(step: stopping.step, launch)
  }

  private mutating func wait(_ stopping: Stopping) -> Action {
    var stopping = stopping
    let pause = stopping.interval
    stopping.interval = min(pause * 1.5, timing.poll.upperBound)
    phase = .stopping(stopping)
    return .pause(seconds: pause)
  }

  /// What ended well before it could be stopped has succeeded.
  private mutating func concludeStopped(_ sight: Sight, _ stopping: Stopping, at now: Moment) -> Action {
    phase = .noting
    return write(at: now) { $0.steps[stopping.step].conclude(stopping.id, sight, at: now.time) }
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
  fileprivate mutating func conclude(_ id: String, _ sight: Sight, at now: Timestamp) {
    guard let place = launches.firstIndex(where: { $0.dagsterID == id }) else { return }
    launches[place].conclude(sight, [], at: now)
    state = sight.isComplete && launches.last?.dagsterID == id ? .succeeded : .canceled
    message = sight.isComplete ? nil : sight.explanation
  }
}
