import Ledger

/// Looking at launched work, again and again, until it has ended.
extension AttemptMachine {
  struct Looking: Hashable, Sendable {
    var step: Int
    /// Which of the step's launches, by Dagster's id: a record that grows too long leaves out some.
    var id: String
    /// The pause before the next look.
    var pause: Double
    /// When the server last answered.
    var lastSight: Double
    /// How many partitions were through at the last look; `nil` before the first.
    var ended: Int?
    /// Whether it was told to stop: the job is canceled, or it is something else than what was planned.
    var isTold = false
    /// Since when nothing but a retry by Dagster is waited for.
    var awaitsSince: Double?
  }

  mutating func look(at id: String, ofStep step: Int, at now: Moment) -> Action {
    look(Looking(step: step, id: id, pause: timing.poll.lowerBound, lastSight: now.uptime), at: now)
  }

  private mutating func look(_ looking: Looking, at now: Moment) -> Action {
    phase = .looking(looking)
    guard let launch = launch(looking) else { return unexpected(.paused, at: now) }
    return .look(step: looking.step, launch)
  }

  private func launch(_ looking: Looking) -> LaunchRecord? {
    steps[looking.step].launches.last { $0.dagsterID == looking.id }
  }

  mutating func looking(_ looking: Looking, _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .seen(let sight):
      return seen(sight, looking, at: now)
    case .away(let result):
      let away = now.uptime - looking.lastSight
      guard goal.isRun ? away < timing.outage : isPatient(at: now) else { return end(result, at: now) }
      notes.append(.away(seconds: away, result))
      var looking = looking
      // Where it was to be told to stop, it may not have heard: the next look tells it again.
      looking.isTold = false
      return wait(looking)
    case .failed(let result):
      return end(result, at: now)
    case .canceled:
      return wait(looking)
    case .paused where isRenewalDue(at: now):
      return write(at: now) { _ in }
    case .written(let written):
      stored = written
      return look(looking, at: now)
    case .paused:
      return look(looking, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func seen(_ sight: Sight, _ looking: Looking, at now: Moment) -> Action {
    guard let launch = launch(looking) else { return unexpected(.seen(sight), at: now) }
    var looking = looking
    looking.lastSight = now.uptime
    var sight = sight
    if sight.awaitsRetry {
      if looking.awaitsSince == nil { notes.append(.awaitingRetry(step: looking.step, sight)) }
      let since = looking.awaitsSince ?? now.uptime
      looking.awaitsSince = since
      if sight.isRetryUncertain, now.uptime - since >= timing.undecided { sight = sight.withoutRetries }
      if goal.isRun, sight.awaitsRetry, now.uptime - since >= timing.retry {
        return end(.retryOverdue(fresh.job, step: looking.step, sight, after: timing.retry), at: now)
      }
    } else {
      looking.awaitsSince = nil
    }
    return goal.isRun
      ? watched(sight, launch, looking, at: now) : stopping(sight, launch, looking, at: now)
  }

  /// Each pause is half as long again as the one before, up to the longest.
  mutating func wait(_ looking: Looking) -> Action {
    var looking = looking
    let pause = looking.pause
    looking.pause = min(pause * 1.5, timing.poll.upperBound)
    phase = .looking(looking)
    return .pause(seconds: pause)
  }

  mutating func tell(_ looking: Looking, _ launch: LaunchRecord) -> Action {
    var looking = looking
    looking.isTold = true
    phase = .looking(looking)
    return .cancel(step: looking.step, launch)
  }
}
