import Attempt
import Contract
import Dagster
import Diagnostics
import Ledger
import Works

extension AttemptDriver {
  func report(_ note: AttemptMachine.Note) {
    switch note {
    case .takingUp(let attempt):
      tell(.notice, "taking up \(machine.fresh.job) at attempt \(attempt)")
    case .observing(let lease, let seconds):
      tell(
        .notice,
        "\(lease.holder) holds \(machine.fresh.job), or did; watching for up to \(Int(seconds)) s whether it is still at work"
      )
    case .uncertain(_, let result):
      warn("whether it was launched is not certain; looking for it by its tag: \(result.message)")
    case .launched(let step, let launch): launched(step, launch)
    case .nothingLeft(let step):
      let isChange = works[step]?.runs == WorkRuns.none
      tell(
        .info,
        "\(title(step)): \(isChange ? "nothing is left to do" : "everything is materialized already")",
        [("step", .int(StepNumber(at: step).value))]
      )
    case .revived(let step):
      tell(
        .notice,
        "\(title(step)): somebody re-executed its last launch in Dagster since: watching that, and launching nothing"
      )
    case .progress(let step, let observation, let launch, let isNews):
      progress(step, observation, launch, isNews)
    case .mismatch(let step, let mismatch):
      tell(.error, "step \(StepNumber(at: step)): \(mismatch): canceling")
    case .awaitingRetry(let step, let observation): awaitingRetry(step, observation)
    case .draining(let step, let works):
      let others = works.count > 10 ? " and \(works.count - 10) more" : ""
      tell(
        .info,
        "\(title(step)): waiting for \(works.prefix(10).joined(separator: ", "))\(others) to end",
        [("step", .int(StepNumber(at: step).value))]
      )
    case .away(let seconds, let result):
      warn("Dagster has been away for \(Int(seconds)) s; the work goes on: \(result.message)")
    case .awayBeforeLaunch(let seconds, let result):
      warn(result.awayBeforeLaunch(for: seconds, of: machine.timing.outage))
    case .preparing(let result, let isNews): tell(isNews ? .info : .debug, result.message)
    case .canceling(let step, let launch):
      tell(.notice, "\(title(step)): canceling \(launch.kind.rawValue) \(launch.dagsterID ?? "")")
    case .succeeded(let step):
      tell(.info, "\(title(step)): succeeded", [("step", .int(StepNumber(at: step).value))])
    case .restored(let step, let launch): restored(step, launch)
    case .remark(let step, let text): warn("step \(StepNumber(at: step)): \(text)")
    case .notRecorded(let result):
      tell(.error, "the end of this attempt could not be recorded: \(result.message)")
    }
  }

  func warn(_ message: String) { tell(.warning, message) }

  private func title(_ step: Int) -> String {
    let summary = machine.stored?.record.steps[step].summary
    return "step \(StepNumber(at: step))" + (summary.map { ": \($0)" } ?? "")
  }

  private func awaitingRetry(_ step: Int, _ observation: Observation) {
    let runs = observation.retrying.prefix(10).joined(separator: ", ")
    let others = observation.retrying.count > 10 ? " and \(observation.retrying.count - 10) more" : ""
    let promise = observation.isRetryUncertain ? "may" : "will"
    let purpose = machine.goal.isRun ? "" : ", to stop it too"
    tell(
      .notice,
      "step \(StepNumber(at: step)): run \(runs)\(others) failed, and Dagster \(promise) retry it: waiting for the retry\(purpose)"
    )
  }

  private func launched(_ step: Int, _ launch: LaunchRecord) {
    var fields: [(String, EventValue)] = [("step", .int(StepNumber(at: step).value))]
    if let id = launch.dagsterID { fields.append(("dagster_id", .string(id))) }
    if let url = launch.url { fields.append(("url", .string(url))) }
    tell(.info, "\(title(step)): \(launch.kind.work?.deed ?? "launched")", fields)
  }

  private func restored(_ step: Int, _ launch: LaunchRecord) {
    if let gone = launch.pause?.gone {
      warn(
        "not defined in Dagster any more, so that there is nothing to switch on: "
          + gone.map(\.text).joined(separator: ", ")
      )
    }
    let names = launch.pause?.restorable.map(\.text) ?? []
    guard !names.isEmpty else { return }
    tell(
      .info,
      "as before step \(StepNumber(at: step)): \(names.joined(separator: ", "))",
      [("step", .int(StepNumber(at: step).value))]
    )
  }

  /// A line in the log only where a count moved; a terminal's bar moves at every look.
  private func progress(_ step: Int, _ observation: Observation, _ launch: LaunchRecord, _ isNews: Bool) {
    let progress = Progress(
      step: StepNumber(at: step).value,
      steps: machine.stored?.record.steps.count ?? 1,
      title: machine.stored?.record.steps[step].summary ?? "",
      done: observation.materialized,
      failed: observation.failed,
      total: observation.targeted,
      queued: observation.queuedRuns,
      running: observation.activeRuns,
      started: launch.launched ?? launch.intended,
      expected: observation.expectedSeconds,
      isOver: observation.isOver
    )
    tell(
      isNews ? .info : .debug,
      "step \(StepNumber(at: step)): \(observation.counts(ofPartitions: launch.kind == .backfill))",
      progress: progress
    )
  }

  private func tell(
    _ severity: Severity,
    _ message: String,
    _ fields: [(String, EventValue)] = [],
    progress: Progress? = nil
  ) {
    context.events.emit(
      Event(
        time: context.clock.now(),
        severity: severity,
        message: message,
        fields: [("job", .string(machine.fresh.job))] + fields,
        progress: progress
      )
    )
  }
}

extension Observation {
  /// `3 of 7 partitions done, 1 failed, 2 runs running, 1 queued`.
  ///
  /// - Parameter ofPartitions: whether it is partitions that are counted, and not the one run.
  fileprivate func counts(ofPartitions: Bool) -> String {
    let total = ofPartitions ? counted(targeted, "partition") : "\(targeted)"
    var parts = ["\(materialized) of \(total) done"]
    if failed > 0 { parts.append("\(failed) failed") }
    if let activeRuns, activeRuns > 0 { parts.append("\(counted(activeRuns, "run")) running") }
    if let queuedRuns, queuedRuns > 0 { parts.append("\(queuedRuns) queued") }
    if !retrying.isEmpty { parts.append("\(counted(retrying.count, "run")) failed and being retried") }
    return parts.joined(separator: ", ")
  }
}
