/// The words for how an attempt may end, apart from errors of a server or a ledger.
extension RunResult {
  static func succeeded(_ job: String) -> RunResult {
    RunResult(.succeeded, "succeeded", "\(job) succeeded")
  }

  static func alreadySucceeded(_ job: String) -> RunResult {
    RunResult(.succeeded, "already_succeeded", "\(job) has succeeded already; nothing was launched")
  }

  static func documentChanged(_ fresh: Record, recorded: String) -> RunResult {
    RunResult(
      .documentChanged,
      "document_changed",
      "the name \(fresh.job) was used for another document (\(recorded)); this one is \(fresh.document.digest): "
        + "give the changed job a name of its own"
    )
  }

  static func held(_ job: String, by lease: Lease) -> RunResult {
    RunResult(
      .held,
      "held",
      "\(job) is being run by \(lease.holder), whose lease ends at \(lease.expires); nothing was launched"
    )
  }

  static func lost(_ job: String) -> RunResult {
    RunResult(
      .held,
      "held",
      "another runner took \(job) over: this one stops; see `runner status \(job)`"
    )
  }

  static func ambiguous(_ job: String, step: Int, _ ids: [String]) -> RunResult {
    RunResult(
      .ambiguous,
      "ambiguous",
      "Dagster has \(ids.count) launches of step \(step + 1): \(ids.joined(separator: ", ")); look at them, cancel "
        + "all but one in Dagster and run the job again, or stop them all with `runner cancel \(job)`"
    )
  }

  static func failed(_ job: String, step: Int, _ message: String, _ failures: [FailedPartition]) -> RunResult
  {
    RunResult(.failed, "failed", "step \(step + 1) of \(job) failed: \(message)\(failures.listed)")
  }

  static let detached = RunResult(
    .detached,
    "detached",
    "stopped watching; the work in Dagster goes on: run the same job again to attach"
  )

  static func bug(_ found: String) -> RunResult {
    RunResult(.bug, "bug", "this is a bug of the runner, please report it: \(found)")
  }
}

/// The words for cancellations.
extension RunResult {
  static func unknown(_ job: String) -> RunResult {
    RunResult(
      .unknownJob,
      "unknown",
      "expected a job that the ledger knows, found \"\(job)\": see `runner history`"
    )
  }

  static func nothingToCancel(_ job: String) -> RunResult {
    RunResult(.succeeded, "already_succeeded", "\(job) has succeeded already; there was nothing to cancel")
  }

  static func stopped(_ job: String, succeeded: Bool) -> RunResult {
    succeeded
      ? RunResult(.succeeded, "succeeded", "\(job) succeeded before it could be canceled")
      : RunResult(.succeeded, "canceled", "\(job) is canceled; nothing of it runs any more")
  }

  static func canceled(_ job: String, by cancellation: Cancellation, isOver: Bool) -> RunResult {
    let advice =
      isOver
      ? "to do what is left of it all the same, run it with --resume-canceled"
      : "nobody has seen the end of it yet: `runner cancel \(job)` waits for it"
    return RunResult(
      .failed,
      "canceled",
      "\(job) was canceled\(cancellation.byWhomAndWhen); nothing was launched; \(advice)"
    )
  }

  /// Of a runner that loses its job to a cancellation.
  static func stopped(_ job: String, by cancellation: Cancellation) -> RunResult {
    return RunResult(
      .failed,
      "canceled",
      "\(job) was canceled\(cancellation.byWhomAndWhen); this runner leaves it; see `runner status \(job)`"
    )
  }

  static func stillRunning(_ job: String, step: Int, _ launch: LaunchRecord, _ sight: Sight) -> RunResult {
    let what = "\(launch.kind.rawValue) \(launch.dagsterID ?? "")"
    let runs = sight.running.prefix(20).map { "\n  run \($0)" }.joined()
    let more = sight.running.count > 20 ? "\n  and \(sight.running.count - 20) more" : ""
    return RunResult(
      .failed,
      "still_running",
      "step \(step + 1) of \(job) still runs: \(what), Dagster says \(sight.status); "
        + "it was told to stop: cancel again to go on waiting\(runs)\(more)"
    )
  }

  /// After a launch without a usable answer, once it is certain that it had no effect.
  func notLaunched(step: Int) -> RunResult {
    RunResult(
      verdict,
      outcome,
      "step \(step + 1) was not launched: nothing carries its launch id: \(message)"
    )
  }
}

extension Cancellation {
  /// As it follows "was canceled"; nobody is named where no name was given.
  fileprivate var byWhomAndWhen: String {
    (provenance.actor.map { " by \($0)" } ?? "") + " at \(requested.readable)"
  }
}
