import Ledger

/// Watching launched work to its end.
extension AttemptMachine {
  mutating func watch(step: Int, at now: Moment) -> Action {
    guard let id = launch(step)?.dagsterID else { return unexpected(.paused, at: now) }
    return poll(id, ofStep: step, at: now)
  }

  mutating func watched(
    _ observation: Observation,
    _ launch: LaunchRecord,
    _ polling: Polling,
    at now: Moment
  ) -> Action {
    var polling = polling
    notes.append(
      .progress(step: polling.step, observation, launch, isNews: observation.ended != polling.ended ?? 0)
    )
    polling.ended = observation.ended
    if observation.isDraining { return drained(observation, polling, at: now) }
    if observation.isOver { return conclude(observation, step: polling.step, at: now) }
    if observation.isStop { return stopOthers(observation, launch, polling, at: now) }
    guard let mismatch = launch.mismatch(with: observation), !observation.isEnding, !polling.isTold else {
      return wait(polling)
    }
    notes.append(.mismatch(step: polling.step, mismatch))
    return tell(polling, launch)
  }

  private mutating func drained(_ observation: Observation, _ polling: Polling, at now: Moment) -> Action {
    var polling = polling
    guard observation.isOver else {
      polling.calmSince = nil
      if observation.running.contains(where: { !polling.drained.contains($0) }) {
        polling.drained = observation.running
        notes.append(.draining(step: polling.step, observation.running))
      }
      return wait(polling)
    }
    let since = polling.calmSince ?? now.uptime
    polling.calmSince = since
    return now.uptime - since >= timing.settling
      ? conclude(observation, step: polling.step, at: now) : wait(polling)
  }

  /// Told at each look, as where the job itself is canceled: Dagster doesn't stop a run that is only just starting.
  private mutating func stopOthers(
    _ observation: Observation,
    _ launch: LaunchRecord,
    _ polling: Polling,
    at now: Moment
  ) -> Action {
    var polling = polling
    let since = polling.stopsSince ?? now.uptime
    polling.stopsSince = since
    guard now.uptime - since < timing.stopping else {
      return conclude(observation, step: polling.step, at: now)
    }
    return observation.isEnding ? wait(polling) : tell(polling, launch)
  }
}

extension LaunchRecord {
  /// What Dagster took on instead of what was planned; it drops and rounds keys silently.
  func mismatch(with observation: Observation) -> String? {
    if let targetedByAsset { return observation.mismatch(with: targetedByAsset) }
    return targeted.flatMap(observation.mismatch)
  }
}
