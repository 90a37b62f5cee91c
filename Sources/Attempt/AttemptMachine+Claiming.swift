import Ledger

extension AttemptMachine {
  mutating func claiming(_ reply: Reply, at now: Moment) -> Action {
    switch (phase, reply) {
    case (.beginning, .begin):
      return read()
    case (.reading, .record(let found)):
      return decide(on: found, at: now)
    case (.observing(let seen, let since), .paused):
      phase = .observing(seen, since: since)
      return .read
    case (.observing(let seen, let since), .record(let found)):
      return observed(found, before: seen, since: since, at: now)
    case (.planningFirst, .planned(let plans, _)):
      self.plans = plans
      return create(at: now)
    case (.planningFirst, .failed(let result)):
      return stop(result)
    case (.planningFirst, .away(let result)):
      return waitBeforeLaunch(result, at: now) ?? stop(result)
    case (.planningFirst, .preparing(let result)):
      return waitForPlan(result)
    case (.planningFirst, .paused):
      // Whoever has begun it meanwhile has it.
      return read()
    case (.creating, .exists), (.claiming, .conflict):
      // Somebody was quicker: what they wrote says what to do. They may have done a part of what was planned.
      plans = nil
      return read()
    case (.creating, .written(let written)), (.claiming, .written(let written)):
      (stored, holds) = (written, true)
      let attempt = written.record.attempts.last?.number ?? 1
      if attempt > 1 { notes.append(.takingUp(attempt: attempt)) }
      return proceed(at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  mutating func read() -> Action {
    phase = .reading
    return .read
  }

  mutating func decide(on found: StoredRecord?, at now: Moment) -> Action {
    if found == nil, stored != nil { return vanished() }
    stored = found
    firstSeen = now.uptime
    let claim = Claim(
      existing: found?.record,
      fresh: fresh,
      holder: identity.holder,
      kubernetesJob: identity.kubernetesJob,
      goal: goal,
      now: now.time
    )
    switch claim {
    case .create:
      phase = .planningFirst
      return .plan(steps: fresh.steps.map(\.index))
    case .resume:
      return takeOver(at: now)
    case .held(let lease), .doubtful(let lease):
      guard let found else { return unexpected(.record(found), at: now) }
      notes.append(.observing(lease, seconds: found.record.leaseLength(atLeast: timing.lease)))
      phase = .observing(found, since: now.uptime)
      return .pause(seconds: timing.poll.lowerBound)
    case .refuse where found == nil:
      return search()
    case .refuse(let result):
      return stop(result)
    }
  }

  /// The lease has run out by this machine's clock, which may be minutes ahead: only a record that doesn't
  /// change for a whole lease has no living holder.
  private mutating func observed(
    _ found: StoredRecord?,
    before seen: StoredRecord,
    since: Double,
    at now: Moment
  ) -> Action {
    guard let found else { return vanished() }
    guard found.revision == seen.revision else {
      if let lease = found.record.lease, lease.holder == seen.record.lease?.holder, lease.isOpen {
        return stop(.held(fresh.job, by: lease))
      }
      return decide(on: found, at: now)
    }
    let rest = since + found.record.leaseLength(atLeast: timing.lease) - now.uptime
    guard rest <= 0 else { return .pause(seconds: min(rest, timing.poll.upperBound)) }
    stored = found
    firstSeen = since
    return takeOver(at: now)
  }

  private mutating func takeOver(at now: Moment) -> Action {
    guard let stored else { return unexpected(.record(nil), at: now) }
    phase = .claiming
    renewed = now.uptime
    let base = stored.record.resumed(as: fresh, for: goal, in: identity.kubernetesJob)
    return .replace(stored, with: claimed(base, after: stored.record.lease, at: now))
  }

  private mutating func create(at now: Moment) -> Action {
    phase = .creating
    renewed = now.uptime
    return .create(claimed(fresh, after: nil, at: now))
  }

  private func claimed(_ record: Record, after lease: Lease?, at now: Moment) -> Record {
    var record = record
    record.updated = now.time
    if goal.isCancel { record.endLastAttempt(as: .canceled, at: now.time) }
    record.attempts.append(
      Attempt(
        number: (record.attempts.last?.number ?? 0) + 1,
        started: now.time,
        provenance: identity.provenance,
        verb: goal.verb,
        plan: fresh.plan?.digest,
        kubernetesJob: identity.kubernetesJob
      )
    )
    if goal.isCancel {
      record.cancellation = Cancellation(requested: now.time, provenance: identity.provenance)
    }
    record.lease = Lease(
      holder: identity.holder,
      fencingToken: (lease?.fencingToken ?? 0) + 1,
      expires: now.time.advanced(by: timing.lease)
    )
    return record
  }
}

extension Record {
  /// Ends the attempt that has the job: it loses it, and won't write that itself. What it has come to by then stays.
  fileprivate mutating func endLastAttempt(as outcome: Outcome, at now: Timestamp) {
    guard let last = attempts.indices.last, attempts[last].ended == nil else { return }
    (attempts[last].ended, attempts[last].outcome) = (now, attempts[last].outcome ?? outcome)
  }

  /// How long the lease was given for, by the clock of who wrote it; at least so many seconds.
  func leaseLength(atLeast seconds: Double) -> Double {
    max(seconds, lease?.expires.seconds(since: updated) ?? 0)
  }
}
