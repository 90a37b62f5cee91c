package import Attempt
import Contract
import ExactText
import JobDSL
package import Ledger
package import Planning

/// How an attempt ended, for the people of its job.
package struct Ending: Sendable {
  let result: RunResult
  /// The job's record; of a job that was never begun the one that it would have had.
  let record: Record
  /// The attempts of which nobody was told so far, the last of which is the one that ended.
  let attempts: [Attempt]
  /// What the job waits for; `nil` where it doesn't.
  let wait: Wait?

  /// A wait for a person.
  struct Wait: Sendable {
    let step: Int
    /// What the person is to see to.
    let until: String
    /// Where to look.
    let places: [String]
  }

  /// - Parameters:
  ///   - job: what was run; `nil` for a cancellation, which knows the record alone.
  ///   - now: when it ended.
  /// - Returns: `nil` for what nobody is told of: another attempt follows by itself, or people know it already.
  package init?(_ result: RunResult, of job: JobToRun?, at now: Timestamp) {
    guard result.verdict.isFinal, let record = result.record ?? job?.record(at: now, keepsText: false) else {
      return nil
    }
    attempts = record.attempts.filter(\.isToBeTold)
    // Whoever canceled a job, or brought it to its end or to its wait, has told it.
    let known = ["already_succeeded", "already_failed", "canceled", Outcome.waiting.rawValue]
    guard !attempts.isEmpty || !known.contains(result.outcome) else { return nil }
    (self.result, self.record) = (result, record)
    let isWaiting = result.outcome == Outcome.waiting.rawValue
    wait = record.steps.first { isWaiting && $0.isHeld }.map { step in
      let hold = (job?.document.steps ?? []).dropFirst(step.index).first?.command as? Hold
      return Wait(step: step.index, until: step.summary, places: hold?.show ?? [])
    }
  }

  /// The attempt that ended; `nil` for one of which there is no record.
  var attempt: Attempt? { attempts.last }

  /// The owner and who watches the job, each once.
  var people: [String] {
    (record.watchers ?? []).reduce(into: [record.owner]) { people, name in
      if !people.contains(where: { $0.isExactly(name) }) { people.append(name) }
    }
  }

  /// In one word. Where nothing was left to do, it is the end that nobody was told of.
  var outcome: String {
    guard ["already_succeeded", "already_failed"].contains(result.outcome) else { return result.outcome }
    return (record.outcome ?? attempt?.outcome)?.rawValue ?? result.outcome
  }

  /// What happened and what to do; `nil` where the outcome says it all, or the wait does.
  var explanation: String? {
    guard result.outcome != "already_succeeded", wait == nil else { return nil }
    return outcome == Outcome.succeeded.rawValue && !result.message.contains("\n") ? nil : result.message
  }
}
