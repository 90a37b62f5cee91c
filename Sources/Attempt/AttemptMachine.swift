package import Ledger

/// One attempt at a job as a value: told what came of the last action, it says what the next one is.
///
/// It is the whole protocol of at most once, without a clock, a network or a ledger. `JobRun` carries its
/// actions out; a test goes through every order of what may happen, with a second runner and with crashes.
///
/// Safety rests on three things and on no agreement of clocks. The ledger lets only one of two writers
/// through, and every launch follows a write of its intent. A runner takes another's job over only after it
/// has seen the record unchanged for a whole lease by its own clock. And an intent's fate is settled by its
/// tag only when, by the settler's own clock, the request can't be on its way any more: the one who wrote it
/// sends it within `RunTiming.sending` of writing by *its* own clock, or not at all.
package struct AttemptMachine: Hashable, Sendable {
  package let goal: Goal
  let identity: AttemptIdentity
  package let timing: RunTiming
  /// The record that a first attempt would create; the job's name, document and steps.
  package let fresh: Record

  var phase = Phase.beginning
  /// The record as this attempt knows it, written by itself unless it was only read.
  package internal(set) var stored: StoredRecord?
  /// Whether the lease in `stored` is this attempt's.
  var holds = false
  /// What was last given to be written.
  var attempted: Record?
  /// When the last write that renewed the lease was begun.
  var renewed = 0.0
  /// Until when the claim is sure enough for something to be sent.
  package var sendsUntil: Double { renewed + timing.sending }
  /// When the intents that other attempts left were first seen.
  var firstSeen = 0.0
  /// What the steps come to; `nil` until it was found out.
  var plans: [Int: Planned]?
  /// The plan that a person approved, once it was held against what is left under this attempt's claim.
  var approved: RecordedPlan?
  /// Whether Dagster has nothing of a job of which the record knows no launch.
  var hasSearched = false
  /// Steps whose intent was given up: nothing carries its id, and nothing will.
  var settled: Set<Int> = []
  /// What to tell; taken away by whoever carries out the actions.
  package var notes: [Note] = []
  /// Since when Dagster has been away before a launch; `nil` once something was launched.
  var awaySince: Double?
  /// Whether something that it has switched off could not be switched on again.
  var hasFailedToRestore = false
  /// Whether it was told that what a plan needs is under way.
  var isPreparing = false
  /// When a cancellation gives up waiting; `nil` before it began.
  var deadline: Double?
  /// The failed runs whose retry a cancellation has waited for.
  var awaited: [String] = []

  package init(goal: Goal, identity: AttemptIdentity, timing: RunTiming, fresh: Record) {
    self.goal = goal
    self.identity = identity
    self.timing = timing
    self.fresh = fresh
  }

  /// Where the attempt is: what it waits for, and what it needs to know when that comes.
  enum Phase: Hashable, Sendable {
    case beginning
    case reading
    case observing(StoredRecord, since: Double)
    /// Before anything is recorded: a document that can't run leaves no trace.
    case planningFirst
    case creating
    case claiming
    /// Asking Dagster what it has of a job of which the record knows no launch.
    case searching
    /// Finding out whether what Dagster has is recorded by now.
    case confirming([String])
    case planning
    case reconciling(Reconciliation)
    case intending(step: Int, since: Double)
    case launching(step: Int)
    /// Counting what carries the id of a launch that was sent more than once.
    case verifying(step: Int, id: String)
    case recording(step: Int, id: String)
    case forgetting(step: Int, then: RunResult)
    case polling(Polling)
    case explaining(step: Int, Observation)
    case concluding(step: Int, then: RunResult?)
    /// Writing down what needs nothing but to be written before the work goes on.
    case noting
    case restoring(Restoration)
    case finishing(RunResult)
    /// Finding out who wrote the record, which another phase was about to.
    indirect case contested(Phase, attempted: Record)
    case withdrawing(then: RunResult)
    case releasing(RunResult)
    case stopped
  }

  /// Takes the reply to the last action, and says what to do now.
  package mutating func next(_ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .interrupted: return leave(at: now)
    case .ledgerFailed(let result): return endWithoutLedger(result)
    case .conflict where holds: return contest(at: now)
    default: break
    }
    switch phase {
    case .beginning, .reading, .observing, .planningFirst, .creating, .claiming:
      return claiming(reply, at: now)
    case .reconciling(let reconciliation):
      return self.reconciling(reconciliation, reply, at: now)
    case .searching, .confirming, .planning, .intending, .launching, .verifying, .recording, .forgetting:
      return launching(reply, at: now)
    case .polling(let polling):
      return self.polling(polling, reply, at: now)
    case .noting, .explaining, .concluding:
      return concluding(reply, at: now)
    case .restoring(let restoration):
      return restoring(restoration, reply, at: now)
    case .finishing, .contested, .withdrawing, .releasing, .stopped:
      return ending(reply, at: now)
    }
  }
}

/// Who makes an attempt.
package struct AttemptIdentity: Hashable, Sendable {
  /// Unique to the process.
  var holder: String
  /// What the ids of this attempt's launches begin with: unique for all time.
  var launchPrefix: String
  var provenance: Provenance
  /// Where Dagster shows what is launched.
  var pages: WorkPages
  /// Whether people are to be told how the attempt ended.
  var owesNotice: Bool
  /// The uid of the Kubernetes Job, whose pods follow each other by themselves; `nil` outside of one.
  var kubernetesJob: String?

  package init(
    holder: String,
    launchPrefix: String,
    provenance: Provenance,
    pages: WorkPages,
    owesNotice: Bool = false,
    kubernetesJob: String? = nil
  ) {
    (self.holder, self.launchPrefix) = (holder, launchPrefix)
    (self.provenance, self.pages) = (provenance, pages)
    (self.owesNotice, self.kubernetesJob) = (owesNotice, kubernetesJob)
  }
}

extension AttemptMachine {
  /// A reply that no action of the phase has.
  mutating func unexpected(_ reply: Reply, at now: Moment) -> Action {
    end(.bug("\(reply) in \(phase)"), at: now)
  }
}
