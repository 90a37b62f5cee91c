import Contract
package import Ledger

/// The words for how an attempt may end, apart from errors of a server or a ledger.
extension RunResult {
  /// - Parameter remarks: what did not go well although it succeeded, by step.
  static func succeeded(_ job: String, remarks: [(step: Int, text: String)] = []) -> RunResult {
    let lines = remarks.map { "\nin step \(StepNumber(at: $0.step)) \($0.text)" }.joined()
    return RunResult(.succeeded, "succeeded", "\(job) succeeded\(lines)")
  }

  static func alreadySucceeded(_ job: String) -> RunResult {
    RunResult(.succeeded, "already_succeeded", "\(job) has succeeded already; nothing was launched")
  }

  static func waiting(_ job: String, step: Int, until condition: String) -> RunResult {
    RunResult(
      .succeeded,
      "waiting",
      "\(job) waits at step \(StepNumber(at: step)) until \(condition); look at what is left with `runner plan`, and go on with "
        + "`runner run --plan` and the digest that it says"
    )
  }

  static func documentChanged(_ fresh: Record, recorded: String) -> RunResult {
    RunResult(
      .documentChanged,
      "document_changed",
      "the name \(fresh.job) was used for another document (\(recorded)); this one is \(fresh.document.digest): "
        + "give the changed job a name of its own"
    )
  }

  package static func held(_ job: String, by lease: Lease) -> RunResult {
    RunResult(
      .held,
      "held",
      "\(job) is being run by \(lease.holder), whose lease ends at \(lease.expires.readable); nothing was launched"
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
      "Dagster has \(ids.count) launches of step \(StepNumber(at: step)): \(ids.joined(separator: ", ")); look at them, cancel "
        + "all but one in Dagster and run the job again, or stop them all with `runner cancel \(job)`"
    )
  }

  /// - Parameters:
  ///   - known: what Dagster has of it, as far as this runner knows.
  ///   - result: how this attempt would have ended.
  static func vanished(_ job: String, _ known: [String], after result: RunResult?) -> RunResult {
    RunResult(
      .ambiguous,
      "record_vanished",
      "the record of \(job) is gone: somebody deleted it since this runner read it\(known.parenthesized); nothing more is "
        + "launched, and what runs in Dagster goes on. A person must look: restore the record from a backup and run the "
        + "job again, or wait in Dagster for the end and do what is left in a job of another name"
        + (result.map { ". This attempt ended with \($0.outcome): \($0.message)" } ?? "")
    )
  }

  /// - Parameter works: what Dagster has under the job's name.
  static func unrecorded(_ job: String, _ works: [String]) -> RunResult {
    RunResult(
      .ambiguous,
      "unrecorded_launches",
      "Dagster has launches of \(job) that this ledger knows nothing of\(works.parenthesized); nothing was launched. A "
        + "person must look: check that the ledger is the right one (PRODUCTION_JOBS_LEDGER, --ledger), restore the record "
        + "from a backup where it was deleted, or give the job another name once it is clear what that work has done"
    )
  }

  static func failed(_ job: String, step: Int, _ message: String, _ failures: [FailedPartition]) -> RunResult
  {
    RunResult(
      .failed,
      "failed",
      "step \(StepNumber(at: step)) of \(job) failed: \(message); once the cause is fixed, run the same job again: it goes on with "
        + "what is left\(failures.listed)"
    )
  }

  /// By what the record has of a step.
  static func failed(_ job: String, step: StepRecord) -> RunResult {
    let message = step.message ?? step.state.rawValue
    return failed(job, step: step.index, message, step.launches.last?.failedPartitions ?? [])
  }

  /// - Parameter record: as an attempt of the same Kubernetes Job has left it.
  static func alreadyFailed(_ record: Record) -> RunResult {
    let cause = record.steps.first(where: \.hasEndedBadly).map { step in
      ": step \(StepNumber(at: step.index)) \(step.state.rawValue)" + (step.message.map { ": \($0)" } ?? "")
    }
    return RunResult(
      .failed,
      "already_failed",
      "\(record.job) has failed already, in an earlier pod of this Kubernetes Job\(cause ?? ""); nothing was launched. Once "
        + "the cause is fixed, start the job again, by the pipeline: another Kubernetes Job goes on with what is left"
    )
  }

  /// Nothing of it runs, and it is not over: to launch it again would be to do so beside a retry.
  static func retryOverdue(_ job: String, step: Int, _ observation: Observation, after seconds: Double)
    -> RunResult
  {
    RunResult(
      .unavailable,
      "retry_overdue",
      "step \(StepNumber(at: step)) of \(job): run \(observation.retrying.joined(separator: ", ")) failed, Dagster has written that it will "
        + "retry it, and has not for \(Int(seconds)) s: see whether Dagster's daemon is at work, and run the job again to go "
        + "on waiting; where no retry is wanted, delete the run in Dagster, then run the job again"
    )
  }

  package static let detached = RunResult(
    .detached,
    "detached",
    "stopped watching; the work in Dagster goes on: run the same job again to attach"
  )

  package static func bug(_ found: String) -> RunResult {
    RunResult(.bug, "bug", "this is a bug of the runner, please report it: \(found)")
  }
}

/// The words for cancellations.
extension RunResult {
  static func unknown(_ job: String) -> RunResult {
    RunResult(
      .notFound,
      "unknown",
      "expected a job that the ledger knows, found \"\(job)\": see `runner history`"
    )
  }

  static func nothingToCancel(_ job: String) -> RunResult {
    RunResult(.succeeded, "already_succeeded", "\(job) has succeeded already; there was nothing to cancel")
  }

  /// - Parameter awaited: the runs that had failed and whose retry was waited for.
  static func stopped(_ job: String, succeeded: Bool, awaited: [String] = []) -> RunResult {
    let runs = awaited.joined(separator: ", ")
    let waited = awaited.isEmpty ? "" : "; waited for Dagster to retry run \(runs), so as to stop that too"
    return succeeded
      ? RunResult(.succeeded, "succeeded", "\(job) succeeded before it could be canceled")
      : RunResult(.succeeded, "canceled", "\(job) is canceled; nothing of it runs any more\(waited)")
  }

  static func canceled(_ job: String, by cancellation: Cancellation, isOver: Bool) -> RunResult {
    let advice =
      isOver
      ? "to do what is left of it anyway, run it with --resume-canceled"
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

  static func stillRunning(_ job: String, step: Int, _ launch: LaunchRecord, _ observation: Observation)
    -> RunResult
  {
    let what = "\(launch.kind.rawValue) \(launch.dagsterID ?? "")"
    let left =
      observation.running.map { "run \($0)" }
      + observation.retrying.map { "run \($0) failed, and Dagster will retry it: its retry is to be stopped" }
    let runs = left.prefix(20).map { "\n  \($0)" }.joined()
    let more = left.count > 20 ? "\n  and \(left.count - 20) more" : ""
    return RunResult(
      .failed,
      "still_running",
      "step \(StepNumber(at: step)) of \(job) still runs: \(what), Dagster says \(observation.status); "
        + "it was told to stop: cancel again to go on waiting\(runs)\(more)"
    )
  }

  /// After a launch without a usable answer, once it is certain that it had no effect.
  func notLaunched(step: Int) -> RunResult {
    RunResult(
      verdict,
      outcome,
      "step \(StepNumber(at: step)) was not launched: nothing carries its launch id: \(message)"
    )
  }
}

extension [String] {
  /// ` (a, b)`, shortened where there are many; empty for none.
  fileprivate var parenthesized: String {
    let shown = prefix(20).joined(separator: ", ")
    let more = count > 20 ? " and \(count - 20) more" : ""
    return isEmpty ? "" : " (\(shown)\(more))"
  }
}

extension Cancellation {
  /// As it follows "was canceled"; nobody is named where no name was given.
  fileprivate var byWhomAndWhen: String {
    (provenance.actor.map { " by \($0)" } ?? "") + " at \(requested.readable)"
  }
}

extension [FailedPartition] {
  /// The first ones, each on a line of its own with its reason.
  var listed: String {
    let lines = prefix(10).map { "\n  \($0.partition)" + ($0.reason.map { ": \($0)" } ?? "") }.joined()
    return count > 10 ? "\(lines)\n  and \(count - 10) more" : lines
  }
}
