import Contract
import Ledger

/// Waiting for a person, who has to approve what is left.
extension AttemptMachine {
  /// Goes on where a person has approved what is left after the wait had been written down: the attempt after that one has
  /// held the plan against it.
  mutating func hold(step: Int, at now: Moment) -> Action {
    guard let attempt = stored?.record.attempts.last?.number else { return unexpected(.paused, at: now) }
    if let since = steps[step].heldAt, since < attempt, let plan = approved {
      phase = .concluding(step: step, then: nil)
      let who = identity.provenance.actor.map { " by \($0)" } ?? ""
      return write(at: now) { record in
        record.steps[step].state = .succeeded
        record.steps[step].message = "what is left was approved\(who): \(plan.digest)"
      }
    }
    let result = RunResult.waiting(fresh.job, step: step, until: fresh.steps[step].summary)
    phase = .concluding(step: step, then: result)
    let verdict = recording(result)
    return write(at: now) { record in
      verdict(&record)
      record.steps[step].heldAt = record.steps[step].heldAt ?? attempt
      record.steps[step].message = "waits for a person"
    }
  }
}

extension Record {
  /// Has it say by which plan the last attempt goes on.
  mutating func keep(_ plan: RecordedPlan) {
    self.plan = plan
    if let last = attempts.indices.last { attempts[last].plan = plan.digest }
  }
}
