extension AttemptMachine {
  /// Watching launched work to its end.
  struct Watching: Hashable, Sendable {
    var step: Int
    /// The pause before the next look.
    var interval: Double
    /// When the server last answered.
    var lastSight: Double
    /// How many partitions were through at the last look.
    var ended: Int?
    /// Whether it was told to stop, for being something else than what was planned.
    var isStopped = false
  }

  mutating func watch(step: Int, at now: Moment) -> Action {
    look(Watching(step: step, interval: timing.poll.lowerBound, lastSight: now.uptime), at: now)
  }

  private mutating func look(_ watching: Watching, at now: Moment) -> Action {
    phase = .watching(watching)
    guard let launch = launch(watching.step) else { return unexpected(.paused, at: now) }
    return .look(step: watching.step, launch)
  }

  mutating func watching(_ watching: Watching, _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .seen(let sight):
      return seen(sight, watching, at: now)
    case .away(let result):
      let away = now.uptime - watching.lastSight
      guard away < timing.outage else { return end(result, at: now) }
      notes.append(.away(seconds: away, result))
      return wait(watching)
    case .failed(let result):
      return end(result, at: now)
    case .canceled:
      return wait(watching)
    case .paused where isRenewalDue(at: now):
      return write(at: now) { _ in }
    case .written(let written):
      stored = written
      return look(watching, at: now)
    case .paused:
      return look(watching, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func seen(_ sight: Sight, _ watching: Watching, at now: Moment) -> Action {
    guard let launch = launch(watching.step) else { return unexpected(.seen(sight), at: now) }
    var watching = watching
    watching.lastSight = now.uptime
    notes.append(.progress(step: watching.step, sight, launch, isNews: sight.ended != watching.ended ?? 0))
    watching.ended = sight.ended
    if sight.isOver { return conclude(sight, step: watching.step, at: now) }
    if let mismatch = launch.mismatch(with: sight), !sight.isEnding, !watching.isStopped {
      notes.append(.mismatch(step: watching.step, mismatch))
      watching.isStopped = true
      phase = .watching(watching)
      return .cancel(step: watching.step, launch)
    }
    return wait(watching)
  }

  private mutating func wait(_ watching: Watching) -> Action {
    var watching = watching
    let pause = watching.interval
    watching.interval = min(pause * 1.5, timing.poll.upperBound)
    phase = .watching(watching)
    return .pause(seconds: pause)
  }
}

extension LaunchRecord {
  /// What Dagster took on instead of what was planned; it drops and rounds keys without a word.
  func mismatch(with sight: Sight) -> String? { targeted.flatMap(sight.mismatch) }
}
