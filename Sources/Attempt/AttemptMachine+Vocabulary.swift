package import Ledger

extension AttemptMachine {
  /// What the attempt is for.
  package enum Goal: Hashable, Sendable {
    /// To bring about everything that the job asks for; what a person canceled, only when told so.
    case run(resumesCanceled: Bool = false)
    /// To stop everything that the job began, for at most so many seconds.
    case cancel(patience: Double)
    /// To switch on again what the job has switched off, and nothing else.
    case restore

    package var isRun: Bool { if case .run = self { true } else { false } }
    var isCancel: Bool { if case .cancel = self { true } else { false } }

    /// As the record has it.
    var verb: Attempt.Verb? {
      switch self {
      case .run: nil
      case .cancel: .cancel
      case .restore: .restore
      }
    }
  }

  /// Something to be done in the world; its reply goes into `next(_:at:)`.
  package enum Action: Hashable, Sendable {
    /// Read the job's record.
    case read
    case create(Record)
    case replace(StoredRecord, with: Record)
    /// Check the steps against the server, and tell what each comes to.
    case plan(steps: [Int])
    case launch(LaunchOrder)
    /// Tell everything in Dagster that carries the job's name.
    case search
    /// Tell the ids of every launch in Dagster that carries the id of this one. A retry carries it too, and is
    /// none.
    case lookUp(step: Int, LaunchRecord)
    /// Look at launched work, with its retries.
    case poll(step: Int, LaunchRecord)
    /// Tell Dagster to stop launched work.
    case cancel(step: Int, LaunchRecord)
    /// Find out which partitions failed, and why.
    case explain(step: Int, LaunchRecord)
    /// Switch on again what a launch has switched off, but for what launches of other jobs need off; nothing after this
    /// moment by this process's own clock, from when on another runner may have the job, and need it off.
    case restore(step: Int, LaunchRecord, notAfter: Double)
    case pause(seconds: Double)
    /// The attempt is over.
    case stop(RunResult)
  }

  /// A launch to send, once, and not too late.
  package struct LaunchOrder: Hashable, Sendable {
    package var step: Int
    package var launchID: String
    /// By this process's own clock. Afterwards another runner may have taken the job over, so that it must not
    /// be sent any more.
    package var notAfter: Double
  }

  /// What came of an action.
  package enum Reply: Hashable, Sendable {
    /// The first one, to no action.
    case begin
    case record(StoredRecord?)
    case written(StoredRecord)
    /// There was a record to create already.
    case exists
    /// Somebody else wrote the record since it was read.
    case conflict
    case ledgerFailed(RunResult)
    /// - Parameter approved: the plan that it was held against, and is.
    case planned([Int: Planned], approved: RecordedPlan? = nil)
    case launched(id: String)
    /// It certainly had no effect and never will have.
    case notLaunched(RunResult)
    /// It may have had an effect, or still have one when it is yet to arrive.
    case uncertain(RunResult, mayStillArrive: Bool)
    /// A part of it has taken effect, and nothing more of it will: to send it again does no harm.
    case partial(RunResult)
    /// It was too late to send it.
    case tooLate
    case found(ids: [String])
    case observed(Observation)
    case explained([FailedPartition])
    case canceled
    /// - Parameters:
    ///   - leftTo: the ids of the launches that need something of it off still.
    ///   - gone: what its code location defines no longer.
    ///   - isNews: whether something had to be switched for it.
    case restored(leftTo: [String], gone: [PauseRecord.Automation] = [], isNews: Bool)
    case paused
    /// The server is away; it may come back.
    case away(RunResult)
    case failed(RunResult)
    /// What a plan needs is under way, and ends by itself.
    case preparing(RunResult)
    /// The process was told to leave.
    case interrupted
  }

  /// What a step comes to on the server as it is now.
  package struct Planned: Hashable, Sendable {
    package var kind: LaunchRecord.Kind
    /// How many partitions of each asset, or in all where they are told apart; `nil` where it is one run.
    package var targeted: Int?
    /// How many of each asset, where they are told apart.
    package var targetedByAsset: [AssetTarget]?
    /// How many this job has materialized before, which are not launched again.
    package var skipped = 0
    /// Whether the step's last launch, which had ended, goes on or was fixed since: somebody re-executed it in
    /// Dagster. It is watched again, and nothing is launched beside it.
    package var isRevived = false
    /// What it switches off; `nil` for other work.
    package var pause: PauseRecord?
    /// What its rehearsal reported; `nil` where there was none.
    package var rehearsed: [String]?

    package init(
      kind: LaunchRecord.Kind,
      targeted: Int? = nil,
      targetedByAsset: [AssetTarget]? = nil,
      skipped: Int = 0,
      pause: PauseRecord? = nil
    ) {
      (self.kind, self.targeted, self.skipped) = (kind, targeted, skipped)
      (self.targetedByAsset, self.pause) = (targetedByAsset, pause)
    }

    /// Everything is there already.
    package var isEmpty: Bool { targeted == 0 }
  }

  /// Something to tell whoever watches.
  package enum Note: Hashable, Sendable {
    case takingUp(attempt: Int)
    /// Whether the holder of an expired lease still lives is being found out.
    case observing(Lease, seconds: Double)
    case uncertain(step: Int, RunResult)
    case launched(step: Int, LaunchRecord)
    case nothingLeft(step: Int)
    case revived(step: Int)
    case progress(step: Int, Observation, LaunchRecord, isNews: Bool)
    case mismatch(step: Int, String)
    /// Everything has ended, and Dagster will retry what failed.
    case awaitingRetry(step: Int, Observation)
    /// What others have under way is waited for.
    case draining(step: Int, [String])
    case away(seconds: Double, RunResult)
    /// The same before a launch.
    case awayBeforeLaunch(seconds: Double, RunResult)
    /// A plan waits for this.
    case preparing(RunResult, isNews: Bool)
    case canceling(step: Int, LaunchRecord)
    case succeeded(step: Int)
    /// What a launch has switched off is as it was before.
    case restored(step: Int, LaunchRecord)
    /// What did not go well of a step that has succeeded.
    case remark(step: Int, String)
    case notRecorded(RunResult)
  }
}
