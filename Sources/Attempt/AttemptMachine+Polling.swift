import Ledger

/// Polling at launched work, again and again, until it has ended.
extension AttemptMachine {
  struct Polling: Hashable, Sendable {
    var step: Int
    /// Which of the step's launches, by Dagster's id: a record that grows too long leaves out some.
    var id: String
    /// The pause before the next look.
    var pause: Double
    /// When the server last answered.
    var lastObservation: Double
    /// How many partitions were through at the last look; `nil` before the first.
    var ended: Int?
    /// Whether it was told to stop: the job is canceled, or it is something else than what was planned.
    var isTold = false
    /// Since when nothing but a retry by Dagster is waited for.
    var awaitsSince: Double?
    /// Since when runs of others are waited for that the work is to stop.
    var stopsSince: Double?
    /// Since when what was switched off has been off, with nothing of it running.
    var calmSince: Double?
    /// What others have under way that was told to be waited for.
    var drained: [String] = []
    /// How long the work takes, judged by earlier runs: for the attempts that come after.
    var expectedSeconds: Double?
  }

  mutating func poll(_ id: String, ofStep step: Int, at now: Moment) -> Action {
    poll(Polling(step: step, id: id, pause: timing.poll.lowerBound, lastObservation: now.uptime), at: now)
  }

  private mutating func poll(_ polling: Polling, at now: Moment) -> Action {
    phase = .polling(polling)
    guard let launch = launch(polling) else { return unexpected(.paused, at: now) }
    return .poll(step: polling.step, launch)
  }

  private func launch(_ polling: Polling) -> LaunchRecord? {
    steps[polling.step].launches.last { $0.dagsterID == polling.id }
  }

  mutating func polling(_ polling: Polling, _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .observed(let observation):
      return seen(observation, polling, at: now)
    case .away(let result):
      let away = now.uptime - polling.lastObservation
      guard goal.isRun ? away < timing.outage : isPatient(at: now) else { return end(result, at: now) }
      notes.append(.away(seconds: away, result))
      var polling = polling
      // Where it was to be told to stop, it may not have heard: the next look tells it again.
      polling.isTold = false
      return wait(polling)
    case .failed(let result):
      return end(result, at: now)
    case .canceled:
      return wait(polling)
    case .paused where isRenewalDue(at: now):
      return write(at: now) { record in
        guard let seconds = polling.expectedSeconds else { return }
        let place = record.steps[polling.step].launches.lastIndex { $0.dagsterID == polling.id }
        if let place { record.steps[polling.step].launches[place].expectedSeconds = seconds }
      }
    case .written(let written):
      stored = written
      return poll(polling, at: now)
    case .paused:
      return poll(polling, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func seen(_ observation: Observation, _ polling: Polling, at now: Moment) -> Action {
    guard let launch = launch(polling) else { return unexpected(.observed(observation), at: now) }
    var polling = polling
    polling.lastObservation = now.uptime
    polling.expectedSeconds = observation.expectedSeconds
    var observation = observation
    if observation.awaitsRetry {
      if polling.awaitsSince == nil { notes.append(.awaitingRetry(step: polling.step, observation)) }
      let since = polling.awaitsSince ?? now.uptime
      polling.awaitsSince = since
      if observation.isRetryUncertain, now.uptime - since >= timing.undecided {
        observation = observation.withoutRetries
      }
      if goal.isRun, observation.awaitsRetry, now.uptime - since >= timing.retry {
        return end(.retryOverdue(fresh.job, step: polling.step, observation, after: timing.retry), at: now)
      }
    } else {
      polling.awaitsSince = nil
    }
    return goal.isRun
      ? watched(observation, launch, polling, at: now) : stopping(observation, launch, polling, at: now)
  }

  /// Each pause is half as long again as the one before, up to the longest.
  mutating func wait(_ polling: Polling) -> Action {
    var polling = polling
    let pause = polling.pause
    polling.pause = min(pause * 1.5, timing.poll.upperBound)
    phase = .polling(polling)
    return .pause(seconds: pause)
  }

  mutating func tell(_ polling: Polling, _ launch: LaunchRecord) -> Action {
    var polling = polling
    polling.isTold = true
    phase = .polling(polling)
    return .cancel(step: polling.step, launch)
  }
}
