import Diagnostics
import Ledger

extension AttemptMachine {
  /// Success is when everything that was targeted is there; otherwise it is asked why not.
  mutating func conclude(_ observation: Observation, step: Int, at now: Moment) -> Action {
    guard let launch = launch(step) else { return unexpected(.observed(observation), at: now) }
    guard observation.isComplete, launch.mismatch(with: observation) == nil else {
      phase = .explaining(step: step, observation)
      return .explain(step: step, launch)
    }
    if let checks = observation.checks { notes.append(.remark(step: step, checks)) }
    return conclude(observation, step: step, failures: [], message: nil, then: nil, at: now)
  }

  mutating func concluding(_ reply: Reply, at now: Moment) -> Action {
    switch (phase, reply) {
    case (.explaining(let step, let observation), .explained(let failures)):
      return explained(failures, observation, step: step, at: now)
    case (.concluding(_, let result?), .written(let written)):
      stored = written
      return end(result, at: now)
    case (.concluding(let step, nil), .written(let written)):
      stored = written
      notes.append(.succeeded(step: step))
      // The next step's conditions are looked at right before it is launched, and the server as it is then.
      plans = nil
      return proceed(at: now)
    case (.noting, .written(let written)):
      stored = written
      return proceed(at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func explained(
    _ failures: [FailedPartition],
    _ observation: Observation,
    step: Int,
    at now: Moment
  )
    -> Action
  {
    let message = launch(step)?.mismatch(with: observation) ?? observation.explanation
    let result = RunResult.failed(fresh.job, step: step, message, failures)
    return conclude(observation, step: step, failures: failures, message: message, then: result, at: now)
  }

  private mutating func conclude(
    _ observation: Observation,
    step: Int,
    failures: [FailedPartition],
    message: String?,
    then result: RunResult?,
    at now: Moment
  ) -> Action {
    phase = .concluding(step: step, then: result)
    let pages = identity.pages
    let verdict = result.map(recording)
    return write(at: now) { record in
      verdict?(&record)
      record.steps[step].state = message == nil ? .succeeded : observation.isCanceled ? .canceled : .failed
      record.steps[step].message =
        message ?? observation.passedText?.clipped(to: StepRecord.maximumRemarkLength)
      record.steps[step].remark =
        message == nil ? observation.checks?.clipped(to: StepRecord.maximumRemarkLength) : nil
      record.steps[step].updateLast { $0.conclude(observation, failures, at: now.time, on: pages) }
    }
  }

  /// Every partition of the step was materialized by launches before.
  mutating func concludeEmpty(step: Int, _ plan: Planned, at now: Moment) -> Action {
    notes.append(.nothingLeft(step: step))
    phase = .concluding(step: step, then: nil)
    return write(at: now) { record in
      record.steps[step].state = .succeeded
      // Of a launch that never arrived, or not as a whole, there is nothing to wait for.
      record.steps[step].updateLast { $0.finished = $0.finished ?? now.time }
      record.steps[step].message =
        plan.skipped == 0
        ? "nothing was left to do"
        : "nothing was left to launch: \(counted(plan.skipped, "partition")) \(plan.skipped == 1 ? "was" : "were") "
          + "materialized before"
    }
  }
}

extension LaunchRecord {
  mutating func conclude(
    _ observation: Observation,
    _ failures: [FailedPartition],
    at now: Timestamp,
    on pages: WorkPages
  ) {
    finished = now
    if let run = observation.lastRun { url = pages.page(of: .run, run) }
    status = observation.status
    materialized = observation.materialized
    failed = observation.failed
    setFailedPartitions(failures, count: observation.failed)
  }
}
