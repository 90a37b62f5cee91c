import Contract
import Ledger

/// Intent, launch, record: a crash between any two of them is found out by the next attempt.
extension AttemptMachine {
  /// Goes on wherever the record says that the work is.
  mutating func proceed(at now: Moment) -> Action {
    if let step = steps.first(where: { $0.state == .intended && !settled.contains($0.index) }) {
      return reconcile(step: step.index, since: firstSeen, at: now)
    }
    if goal == .restore {
      return restore(stored?.record.openPauses ?? [], then: .end(.restored(fresh.job)), at: now)
    }
    let isUnsearched = !hasSearched && stored?.record.hasLaunches == false
    guard goal.isRun else { return isUnsearched ? search() : proceedStopping(at: now) }
    if let step = steps.first(where: \.hasEndedBadly) {
      // An earlier pod of the same Kubernetes Job has found it so, and was lost before it could end the job.
      return end(.failed(fresh.job, step: step), at: now)
    }
    let next = steps.firstOpen
    // It is gone on with first: what it makes, the steps after it may need.
    if let next, next.state == .launched { return watch(step: next.index, at: now) }
    let open = steps.filter(isToBeLaunched).map(\.index)
    if plans == nil, !open.isEmpty {
      phase = .planning
      return .plan(steps: open)
    }
    // Where nothing is left to launch, nothing can be launched twice.
    if isUnsearched, open.contains(where: { plans?[$0]?.isEmpty != true }) { return search() }
    guard let next else {
      let remarks = steps.compactMap { step in step.remark.map { (step: step.index, text: $0) } }
      return finish(.succeeded(fresh.job, remarks: remarks), at: now)
    }
    return isToBeLaunched(next) ? intend(step: next.index, at: now) : watch(step: next.index, at: now)
  }

  private func isToBeLaunched(_ step: StepRecord) -> Bool {
    step.state == .pending || step.state == .intended
  }

  /// Writes that a launch is about to be sent. Reuses the id where the first request is known to be lost, so that a late
  /// arrival is detected as a duplicate.
  mutating func intend(step: Int, at now: Moment) -> Action {
    guard let plan = plans?[step] else { return unexpected(.planned(plans ?? [:]), at: now) }
    if plan.kind == .hold { return hold(step: step, at: now) }
    if plan.kind == .restore { return restore(step: step, at: now) }
    if plan.isRevived { return watchAgain(step: step, at: now) }
    if plan.isEmpty { return concludeEmpty(step: step, plan, at: now) }
    phase = .intending(step: step, since: now.uptime)
    let prefix = identity.launchPrefix
    return write(at: now) { record in
      if record.steps[step].state == .intended {
        record.steps[step].updateLast { $0.sends = ($0.sends ?? 1) + 1 }
      } else {
        let number = record.steps[step].launches.count + (record.steps[step].omittedLaunches ?? 0) + 1
        record.steps[step].launches.append(
          LaunchRecord(
            launchID: "\(prefix)-\(StepNumber(at: step))-\(number)",
            kind: plan.kind,
            intended: now.time
          )
        )
      }
      record.steps[step].state = .intended
      record.steps[step].updateLast { launch in
        launch.targeted = plan.targeted
        launch.targetedByAsset = plan.targetedByAsset
        launch.skipped = plan.skipped == 0 ? nil : plan.skipped
        launch.rehearsed = plan.rehearsed
      }
      if let pause = plan.pause { record.steps[step].takeOver(pause, at: now.time) }
    }
  }

  private mutating func watchAgain(step: Int, at now: Moment) -> Action {
    notes.append(.revived(step: step))
    phase = .noting
    return write(at: now) { record in
      record.steps[step].state = .launched
      record.steps[step].updateLast { $0.finished = nil }
    }
  }

  mutating func launching(_ reply: Reply, at now: Moment) -> Action {
    switch (phase, reply) {
    case (.searching, _):
      return searched(reply, at: now)
    case (.confirming(let works), _):
      return confirmed(works, reply, at: now)
    case (.planning, .planned(let plans, let approved)):
      self.plans = plans
      if let approved { self.approved = approved }
      return proceed(at: now)
    case (.planning, .failed(let result)):
      return end(result, at: now)
    case (.planning, .away(let result)):
      return waitBeforeLaunch(result, at: now) ?? end(result, at: now)
    case (.planning, .preparing(let result)):
      return waitForPlan(result)
    case (.planning, .paused) where isRenewalDue(at: now):
      return write(at: now) { _ in }
    case (.planning, .written(let written)):
      stored = written
      return proceed(at: now)
    case (.planning, .paused):
      return proceed(at: now)
    case (.intending(let step, let since), .written(let written)):
      stored = written
      return send(step: step, intentWritten: since, at: now)
    case (.launching(let step), _):
      return sent(step: step, reply, at: now)
    case (.verifying(let step, let id), .found(let ids)):
      return ids.count > 1
        ? end(.ambiguous(fresh.job, step: step, ids), at: now) : record(id, step: step, at: now)
    case (.verifying(let step, let id), .away), (.verifying(let step, let id), .failed):
      return record(id, step: step, at: now)
    case (.recording(let step, _), .written(let written)):
      stored = written
      if let launch = launch(step) { notes.append(.launched(step: step, launch)) }
      return proceed(at: now)
    case (.forgetting(_, let result), .written(let written)):
      stored = written
      return planAgain(after: result, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  private mutating func send(step: Int, intentWritten: Double, at now: Moment) -> Action {
    let notAfter = intentWritten + timing.sending
    guard now.uptime <= notAfter, let launch = launch(step) else { return intendAgain(step: step, at: now) }
    phase = .launching(step: step)
    return .launch(LaunchOrder(step: step, launchID: launch.launchID, notAfter: notAfter))
  }

  /// Nothing was sent under the intent: it is as good as a new one once it is written again.
  private mutating func intendAgain(step: Int, at now: Moment) -> Action {
    phase = .intending(step: step, since: now.uptime)
    return write(at: now) { _ in }
  }

  private mutating func sent(step: Int, _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .launched(let id):
      guard let launch = launch(step), launch.sends != nil else { return record(id, step: step, at: now) }
      phase = .verifying(step: step, id: id)
      return .lookUp(step: step, launch)
    case .tooLate:
      return intendAgain(step: step, at: now)
    case .notLaunched(let result):
      return forget(step: step, then: result, at: now)
    case .uncertain(let result, _) where result.verdict == .detached,
      .partial(let result) where result.verdict == .detached:
      return end(result, at: now)
    case .partial(let result):
      notes.append(.uncertain(step: step, result))
      settled.remove(step)
      return reconcile(
        Reconciliation(
          step: step,
          since: now.uptime,
          mayStillArrive: false,
          isPartial: true,
          cause: result
        ),
        at: now
      )
    case .uncertain(let result, let mayStillArrive):
      notes.append(.uncertain(step: step, result))
      settled.remove(step)
      return reconcile(
        Reconciliation(step: step, since: now.uptime, mayStillArrive: mayStillArrive, cause: result),
        at: now
      )
    default:
      return unexpected(reply, at: now)
    }
  }

  mutating func record(_ id: String, step: Int, at now: Moment) -> Action {
    phase = .recording(step: step, id: id)
    awaySince = nil
    let pages = identity.pages
    return write(at: now) { record in
      record.steps[step].state = .launched
      record.steps[step].updateLast { $0.begin(as: id, at: now.time, on: pages) }
    }
  }

  /// Where a launch only came at a bad time, it is planned anew: the server may be another one by then.
  mutating func planAgain(after result: RunResult, at now: Moment) -> Action {
    guard result.outlook == .passing, let pause = waitBeforeLaunch(result, at: now) else {
      return end(result, at: now)
    }
    (phase, plans) = (.planning, nil)
    return pause
  }

  /// A pause while Dagster is away before a launch; `nil` where that has taken too long.
  mutating func waitBeforeLaunch(_ result: RunResult, at now: Moment) -> Action? {
    let since = awaySince ?? now.uptime
    awaySince = since
    guard now.uptime - since < timing.outage else { return nil }
    notes.append(.awayBeforeLaunch(seconds: now.uptime - since, result))
    return .pause(seconds: timing.poll.upperBound)
  }

  /// A pause while what a plan needs is under way: whoever plans knows how long it may take.
  mutating func waitForPlan(_ result: RunResult) -> Action {
    notes.append(.preparing(result, isNews: !isPreparing))
    (isPreparing, awaySince) = (true, nil)
    return .pause(seconds: timing.poll.lowerBound)
  }

  /// It is certain that the request had no effect: the step is as if it had not been tried.
  mutating func forget(step: Int, then result: RunResult, at now: Moment) -> Action {
    guard launch(step)?.sends == nil else { return planAgain(after: result, at: now) }
    if launch(step)?.pause != nil {
      // A part of it may be switched off.
      settled.insert(step)
      return planAgain(after: result, at: now)
    }
    phase = .forgetting(step: step, then: result)
    return write(at: now) { record in
      record.steps[step].state = .pending
      record.steps[step].launches.removeLast()
      record.steps[step].message = result.message
    }
  }
}

extension LaunchRecord {
  mutating func begin(as id: String, at now: Timestamp, on pages: WorkPages) {
    dagsterID = id
    launched = now
    url = pages.page(of: kind, id)
  }
}

extension StepRecord {
  mutating func updateLast(_ change: (inout LaunchRecord) -> Void) {
    guard let last = launches.indices.last else { return }
    change(&launches[last])
  }
}
