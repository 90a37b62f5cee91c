import Ledger

extension AttemptMachine {
  /// Finding out what became of an intent.
  struct Reconciliation: Hashable, Sendable {
    var step: Int
    /// When, at the latest, the request was sent, by this process's clock.
    var since: Double
    var mayStillArrive = true
    /// Whether a part of it has taken effect for certain.
    var isPartial = false
    /// What went wrong with this attempt's own launch; `nil` for an intent that was found.
    var cause: RunResult?
    /// When the server was last away, and for how long it has been.
    var awaySince: Double?
  }

  mutating func reconcile(step: Int, since: Double, at now: Moment) -> Action {
    reconcile(Reconciliation(step: step, since: since), at: now)
  }

  mutating func reconcile(_ reconciliation: Reconciliation, at now: Moment) -> Action {
    phase = .reconciling(reconciliation)
    guard let launch = launch(reconciliation.step) else { return unexpected(.paused, at: now) }
    return .lookUp(step: reconciliation.step, launch)
  }

  mutating func reconciling(_ reconciliation: Reconciliation, _ reply: Reply, at now: Moment) -> Action {
    var reconciliation = reconciliation
    switch reply {
    case .found(let ids) where ids.isEmpty:
      reconciliation.awaySince = nil
      return notFound(reconciliation, at: now)
    case .found where goal == .restore && launch(reconciliation.step)?.pause == nil:
      // It is not on its way any more. Whoever goes on with the job takes it up.
      settled.insert(reconciliation.step)
      return proceed(at: now)
    case .found(let ids) where ids.count == 1 || goal.isCancel:
      return adopt(ids, step: reconciliation.step, at: now)
    case .found(let ids):
      return end(.ambiguous(fresh.job, step: reconciliation.step, ids), at: now)
    case .away(let result):
      let since = reconciliation.awaySince ?? now.uptime
      reconciliation.awaySince = since
      guard now.uptime - since < timing.outage else { return end(result, at: now) }
      notes.append(.away(seconds: now.uptime - since, result))
      return wait(reconciliation, timing.poll.upperBound)
    case .failed(let result):
      return end(result, at: now)
    case .paused where isRenewalDue(at: now):
      phase = .reconciling(reconciliation)
      return write(at: now) { _ in }
    case .written(let written):
      stored = written
      return reconcile(reconciliation, at: now)
    case .paused:
      return reconcile(reconciliation, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func wait(_ reconciliation: Reconciliation, _ seconds: Double) -> Action {
    phase = .reconciling(reconciliation)
    return .pause(seconds: seconds)
  }

  private mutating func notFound(_ reconciliation: Reconciliation, at now: Moment) -> Action {
    let rest = reconciliation.since + timing.flight - now.uptime
    if reconciliation.mayStillArrive, rest >= 0 {
      return wait(reconciliation, min(rest + 0.1, timing.poll.upperBound))
    }
    let step = reconciliation.step
    settled.insert(step)
    if goal.isCancel { return concludeNeverLaunched(step: step, at: now) }
    guard let cause = reconciliation.cause else { return proceed(at: now) }
    // The intent stays, and whoever plans the step anew goes on under it.
    if reconciliation.isPartial { return planAgain(after: cause, at: now) }
    // The server's own answer was an error: to ask it again would be to get it again.
    let sends = launch(step)?.sends ?? 1
    guard reconciliation.mayStillArrive, sends < timing.sends else {
      return forget(step: step, then: cause.notLaunched(step: step), at: now)
    }
    return intend(step: step, at: now)
  }

  /// Takes over what carries the intent's id. More than one is only for a cancellation, which stops them all.
  private mutating func adopt(_ ids: [String], step: Int, at now: Moment) -> Action {
    phase = .recording(step: step, id: ids[0])
    let pages = identity.pages
    return write(at: now) { record in
      record.steps[step].state = .launched
      guard let intent = record.steps[step].launches.popLast() else { return }
      for id in ids {
        var launch = intent
        launch.begin(as: id, at: now.time, on: pages)
        record.steps[step].launches.append(launch)
      }
    }
  }
}
