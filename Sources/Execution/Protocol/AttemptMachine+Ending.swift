extension AttemptMachine {
  /// Writes the job's outcome, then ends.
  mutating func finish(_ result: RunResult, outcome: Outcome = .succeeded, at now: Moment) -> Action {
    phase = .finishing(result)
    return write(at: now) { $0.outcome = outcome }
  }

  /// Writes how the attempt ended and gives the lease back; the fencing number stays, so that it only grows.
  mutating func end(_ result: RunResult, at now: Moment) -> Action {
    guard holds, stored != nil else { return stop(result) }
    phase = .releasing(result)
    return write(at: now) { record in
      record.lease?.expires = now.time
      record.lease?.released = now.time
      if result.verdict == .failed, record.outcome == nil { record.outcome = .failed }
      if let last = record.attempts.indices.last {
        record.attempts[last].ended = now.time
        record.attempts[last].outcome = Outcome(rawValue: result.outcome)
      }
    }
  }

  mutating func ending(_ reply: Reply, at now: Moment) -> Action {
    switch (phase, reply) {
    case (.finishing(let result), .written(let written)):
      stored = written
      return end(result, at: now)
    case (.releasing(let result), .written(let written)):
      stored = written
      return stop(result)
    case (.lost(let step, let id), .record(let found)):
      return lost(to: found, step: step, id: id)
    case (.withdrawing(let result), _):
      return stop(result)
    default:
      return stop(.bug("\(reply) in \(phase)"))
    }
  }

  /// Another runner wrote the record: this one writes and launches nothing more.
  mutating func lose() -> Action {
    holds = false
    switch phase {
    case .releasing(let result): return stop(result)
    case .recording(let step, let id): phase = .lost(step: step, id: id)
    default: phase = .lost(step: nil, id: nil)
    }
    return .read
  }

  private mutating func lost(to found: StoredRecord?, step: Int?, id: String?) -> Action {
    stored = found
    let result: RunResult =
      if let cancellation = found?.record.cancellation {
        .canceled(fresh.job, by: cancellation, isOver: found?.record.outcome != nil)
      } else {
        .lost(fresh.job)
      }
    // The other one took this launch for one that never arrived, and launched it again: this one is too many.
    if let step, let id, let launch = found?.record.steps[step].launches.last,
      let other = launch.dagsterID, other != id
    {
      var own = launch
      own.dagsterID = id
      phase = .withdrawing(then: result)
      return .cancel(step: step, own)
    }
    return stop(result)
  }

  /// Nothing can be written any more; the lease expires by itself.
  mutating func endWithoutLedger(_ result: RunResult) -> Action {
    if case .releasing(let ending) = phase {
      notes.append(.notRecorded(result))
      return stop(ending)
    }
    if case .lost = phase { return stop(.lost(fresh.job)) }
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
    change(&record)
    renewed = now.uptime
    return .replace(stored, with: record)
  }
}
