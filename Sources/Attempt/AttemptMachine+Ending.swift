import Contract
import Ledger

extension AttemptMachine {
  /// Writes the job's outcome, then ends.
  mutating func finish(_ result: RunResult, outcome: Outcome = .succeeded, at now: Moment) -> Action {
    let pauses = stored?.record.openPauses ?? []
    if !pauses.isEmpty { return restore(pauses, then: .finish(result, outcome), at: now) }
    phase = .finishing(result)
    let verdict = recording(result)
    return write(at: now) { record in
      verdict(&record)
      record.outcome = outcome
    }
  }

  /// Writes how the attempt ended and gives the lease back; the fencing number stays, so that it only grows.
  mutating func end(_ result: RunResult, at now: Moment) -> Action {
    guard holds, let record = stored?.record else { return stop(result) }
    if !hasFailedToRestore, result.leavesNobodyToGoOn, record.needsNothingPaused {
      return restore(record.openPauses, then: .end(result), at: now)
    }
    let result = result.reminding(of: record)
    phase = .releasing(result)
    let verdict = recording(result)
    return write(at: now) { record in
      verdict(&record)
      record.lease?.expires = now.time
      record.lease?.released = now.time
      if let last = record.attempts.indices.last { record.attempts[last].ended = now.time }
    }
  }

  /// What the attempt has come to, for the record. It is in the first write after it is known, and not only in the last one:
  /// whoever takes the job up after a runner that was killed in between knows it too.
  func recording(_ result: RunResult) -> (inout Record) -> Void {
    let endsJob = result.verdict == .failed && goal != .restore
    let owesNotice = identity.owesNotice && result.verdict.isFinal
    return { record in
      if owesNotice { record.oweNotice() }
      if endsJob, record.outcome == nil { record.outcome = .failed }
      guard let last = record.attempts.indices.last else { return }
      record.attempts[last].outcome = Outcome(rawValue: result.outcome)
    }
  }

  /// Leaves, since the process was told to: what was launched goes on, and the next attempt attaches. What the attempt has come
  /// to already stays so, and what is off still is told.
  mutating func leave(at now: Moment) -> Action {
    guard let verdict else { return end(.detached, at: now) }
    hasFailedToRestore = true
    return end(verdict, at: now)
  }

  /// What the attempt has come to while it still switches on what it has paused; `nil` where that isn't known.
  private var verdict: RunResult? {
    guard goal != .restore, case .restoring(let restoration) = phase, case .end(let result) = restoration.then
    else { return nil }
    return result
  }

  mutating func ending(_ reply: Reply, at now: Moment) -> Action {
    switch (phase, reply) {
    case (.finishing(let result), .written(let written)):
      stored = written
      return end(result, at: now)
    case (.releasing(let result), .written(let written)):
      stored = written
      return stop(result)
    case (.contested(let phase, let attempted), .record(let found)):
      return contested(phase, attempted, by: found, at: now)
    case (.withdrawing(let result), _):
      return stop(result)
    default:
      return stop(.bug("\(reply) in \(phase)"))
    }
  }

  /// Somebody wrote the record since: who, decides whether this attempt still has the job.
  mutating func contest(at now: Moment) -> Action {
    guard let attempted else { return unexpected(.conflict, at: now) }
    phase = .contested(phase, attempted: attempted)
    return .read
  }

  private mutating func contested(
    _ phase: Phase,
    _ attempted: Record,
    by found: StoredRecord?,
    at now: Moment
  ) -> Action {
    guard let found else {
      guard case .releasing(let result) = phase else { return vanished() }
      return vanished(after: result)
    }
    if let lease = found.record.lease, lease.isOpen, lease.holder == identity.holder,
      lease.fencingToken == stored?.record.lease?.fencingToken
    {
      // Nobody took it over: a person or a controller has touched it.
      self.phase = phase
      stored = found
      renewed = now.uptime
      return .replace(found, with: attempted)
    }
    holds = false
    stored = found
    if case .releasing(let result) = phase { return stop(result) }
    return lose(phase, to: found)
  }

  /// Another attempt has the job: this one writes and launches nothing more.
  private mutating func lose(_ phase: Phase, to found: StoredRecord) -> Action {
    let result =
      found.record.outcome == .succeeded
      ? .succeeded(fresh.job)
      : found.record.cancellation.map { RunResult.stopped(fresh.job, by: $0) } ?? .lost(fresh.job)
    guard case .recording(let step, let id) = phase, let launch = found.record.steps[step].launches.last,
      let other = launch.dagsterID, other != id
    else { return stop(result) }
    // The other one took this launch for one that never arrived, and launched it again: this one is too many.
    var own = launch
    own.dagsterID = id
    self.phase = .withdrawing(then: result)
    return .cancel(step: step, own)
  }

  /// Nothing can be written any more; the lease expires by itself.
  mutating func endWithoutLedger(_ result: RunResult) -> Action {
    // What stands in the record's place is for a person to see, whatever this attempt has come to.
    if result.verdict == .ambiguous { return stop(result) }
    if case .releasing(let ending) = phase {
      notes.append(.notRecorded(result))
      return stop(ending)
    }
    if let verdict, let record = stored?.record {
      notes.append(.notRecorded(result))
      return stop(verdict.reminding(of: record))
    }
    if case .contested = phase { return stop(.lost(fresh.job)) }
    return stop(result)
  }

  mutating func stop(_ result: RunResult) -> Action {
    phase = .stopped
    holds = false
    return .stop(result)
  }
}

extension AttemptMachine {
  var steps: [StepRecord] { stored?.record.steps ?? [] }

  func launch(_ step: Int) -> LaunchRecord? { steps.indices.contains(step) ? steps[step].launches.last : nil }

  func isRenewalDue(at now: Moment) -> Bool { now.uptime - renewed > timing.lease / 3 }

  /// Changes the record and renews the lease. Comes to nothing where another runner wrote since.
  mutating func write(at now: Moment, _ change: (inout Record) -> Void) -> Action {
    guard let stored else { return stop(.bug("nothing to write in \(phase)")) }
    var record = stored.record
    record.updated = now.time
    record.lease?.expires = now.time.advanced(by: timing.lease)
    if let approved { record.keep(approved) }
    change(&record)
    renewed = now.uptime
    attempted = record
    return .replace(stored, with: record)
  }
}
