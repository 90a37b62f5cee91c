import Attempt
import Contract
import Diagnostics
import JobDSL
import Ledger

/// Whether another job has succeeded, by its record.
struct OrderCheck {
  /// `nil` where a plan is made without one.
  let ledger: (any Ledger)?
  let now: Timestamp

  /// Whether the job of this name has succeeded, and what the ledger says of it otherwise.
  func verdict(on job: String) async throws(RunResult) -> ConditionCheck.Verdict {
    guard let ledger else {
      return .undecided("whether the job \(job) has succeeded is not known: there is no ledger to look into")
    }
    let record: Record?
    do throws(LedgerError) {
      record = try await ledger.read(job)?.record
    } catch {
      // Where the runner is told to leave, the ledger stops trying.
      if Task.isCancelled { throw .detached }
      guard error.isOfOneRecord else { throw RunResult(error) }
      return unmet(job, "a record that can't be read: \(error)", "look what it did before this one is run")
    }
    guard let record else {
      return unmet(
        job,
        "no record of it: it never ran",
        "run it first; where it did run, this is not the ledger that it was recorded in"
      )
    }
    return verdict(on: record)
  }

  private func verdict(on record: Record) -> ConditionCheck.Verdict {
    let job = record.job
    let status = "`runner status \(job)` says more"
    switch record.outcome {
    case .succeeded: return .met
    case .failed:
      // What is below is told by its own report.
      let why = record.steps.firstOpen?.message.map { ": \($0.prefix { !$0.isNewline })" } ?? ""
      return unmet(job, "that it failed\(record.place)\(why)", "run it again until it succeeds; \(status)")
    case .canceled:
      let who = record.cancellation?.provenance.actor.map { ", by \($0)" } ?? ""
      return unmet(
        job,
        "that it was canceled\(who)",
        "finish it with `runner run --resume-canceled`, or remove this condition and have it reviewed"
      )
    case .other(let word):
      return unmet(job, "that it ended with \(quoted(word)), which this runner doesn't know", status)
    // Of an attempt alone: whoever wrote it of the job, it is not done.
    case .waiting, nil: return unfinished(record)
    }
  }

  private func unfinished(_ record: Record) -> ConditionCheck.Verdict {
    let (job, place) = (record.job, record.place)
    if let lease = record.lease, lease.isOpen, lease.expires > now {
      let found = record.cancellation == nil ? "it under way\(place)" : "it being canceled\(place)"
      return unmet(job, "\(found), held by \(lease.holder)", "wait for its end, and run this one again")
    }
    return unmet(job, "it unfinished\(place): \(record.lastEnding)", "run it again, to its end")
  }

  private func unmet(_ job: String, _ found: String, _ hint: String) -> ConditionCheck.Verdict {
    .unmet(.init(message: "expected the job \(job) to have succeeded, found \(found)", hint: hint))
  }
}

extension Record {
  /// ` at step 2 of 3`.
  fileprivate var place: String {
    steps.firstOpen.map { " at step \(StepNumber(at: $0.index)) of \(steps.count)" } ?? ""
  }

  /// How its last attempt ended, which wasn't the job's end.
  fileprivate var lastEnding: String {
    guard let last = attempts.last else { return "nobody has taken it up" }
    let number = "attempt \(last.number)"
    guard last.ended != nil else {
      let holder = lease.map { ", \($0.holder)," } ?? ""
      return
        "\(number) stopped without a word, since its runner\(holder) was killed or couldn't write any more"
    }
    return last.outcome.map { "\(number) ended with \($0)" } ?? "\(number) ended without an outcome"
  }
}
