import Ledger

/// Watching launched work to its end.
extension AttemptMachine {
  mutating func watch(step: Int, at now: Moment) -> Action {
    guard let id = launch(step)?.dagsterID else { return unexpected(.paused, at: now) }
    return look(at: id, ofStep: step, at: now)
  }

  mutating func watched(_ sight: Sight, _ launch: LaunchRecord, _ looking: Looking, at now: Moment) -> Action
  {
    var looking = looking
    notes.append(.progress(step: looking.step, sight, launch, isNews: sight.ended != looking.ended ?? 0))
    looking.ended = sight.ended
    if sight.isOver { return conclude(sight, step: looking.step, at: now) }
    guard let mismatch = launch.mismatch(with: sight), !sight.isEnding, !looking.isTold else {
      return wait(looking)
    }
    notes.append(.mismatch(step: looking.step, mismatch))
    return tell(looking, launch)
  }
}

extension LaunchRecord {
  /// What Dagster took on instead of what was planned; it drops and rounds keys silently.
  func mismatch(with sight: Sight) -> String? { targeted.flatMap(sight.mismatch) }
}
