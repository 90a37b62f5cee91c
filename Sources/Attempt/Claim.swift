package import Ledger

/// What an attempt may do with a job, from what the ledger says of it. A pure value: no clock, no server.
package enum Claim: Hashable {
  /// Nothing of that name is recorded.
  case create
  /// Take the record over, and go on at its first unfinished step.
  case resume
  /// Somebody holds it, who may have been killed: a runner's successor finds that out by watching the record.
  case held(Lease)
  /// Its lease has run out by this machine's clock; by its holder's it may not have.
  case doubtful(Lease)
  /// It is not to be touched.
  case refuse(RunResult)

  /// - Parameters:
  ///   - existing: the record, if there is one.
  ///   - fresh: the record that a first attempt would create.
  ///   - holder: who asks.
  ///   - kubernetesJob: the uid of the Kubernetes Job whose pod asks; `nil` outside of one.
  package init(
    existing: Record?,
    fresh: Record,
    holder: String,
    kubernetesJob: String? = nil,
    goal: AttemptMachine.Goal,
    now: Timestamp
  ) {
    guard let existing else {
      self = goal.isRun ? .create : .refuse(.unknown(fresh.job))
      return
    }
    switch goal {
    case .cancel:
      // Whoever holds it finds that out at its next write, and launches nothing more.
      self = existing.outcome == .succeeded ? .refuse(.nothingToCancel(fresh.job)) : .resume
    case .restore where existing.openPauses.isEmpty:
      self = .refuse(.nothingToRestore(fresh.job))
    case .restore:
      self = Self.taking(existing, holder: holder, now: now)
    case .run(let resumesCanceled):
      // What is canceled since this Kubernetes Job took it up stays so: nobody has said that it is to be resumed.
      let resumes = resumesCanceled && !existing.wasTakenUp(in: kubernetesJob)
      // What came to its end before it could be canceled has succeeded.
      if let cancellation = existing.cancellation, !resumes, existing.outcome != .succeeded {
        self = .refuse(
          .canceled(
            fresh.job,
            by: cancellation,
            isOver: existing.outcome != nil && !existing.steps.contains(where: \.isUnderWay)
          )
        )
      } else {
        self = Self.running(existing, fresh: fresh, holder: holder, kubernetesJob, now: now)
      }
    }
  }

  private static func running(
    _ existing: Record,
    fresh: Record,
    holder: String,
    _ kubernetesJob: String?,
    now: Timestamp
  ) -> Claim {
    let isSame = existing.document.digest == fresh.document.digest
    if isSame, existing.outcome == .succeeded { return .refuse(.alreadySucceeded(fresh.job)) }
    if !isSame, existing.hasLaunches || existing.outcome == .succeeded {
      return .refuse(.documentChanged(fresh, recorded: existing.document.digest))
    }
    if isSame, let verdict = existing.verdict(of: kubernetesJob) { return .refuse(verdict) }
    return taking(existing, holder: holder, now: now)
  }

  private static func taking(_ existing: Record, holder: String, now: Timestamp) -> Claim {
    guard let lease = existing.lease, lease.isOpen, lease.holder != holder else { return .resume }
    return lease.expires > now ? .held(lease) : .doubtful(lease)
  }
}

extension Record {
  /// The record as an attempt takes it up.
  ///
  /// - Parameter kubernetesJob: the uid of the Kubernetes Job whose pod takes it up; `nil` outside of one.
  package func resumed(
    as fresh: Record,
    for goal: AttemptMachine.Goal,
    in kubernetesJob: String? = nil
  ) -> Record {
    guard goal.isRun else { return self }
    var record =
      document.digest == fresh.document.digest
      ? resumed(beginsAgain: !wasTakenUp(in: kubernetesJob)) : replanned(as: fresh)
    // What was approved is used up once the job has come to an end.
    let isOver = outcome != nil || cancellation != nil
    record.plan = fresh.plan ?? (isOver ? nil : record.plan)
    return record
  }

  /// Whether an earlier pod of a Kubernetes Job took it up.
  ///
  /// A Job is started by a person, who has what failed done again, and its pods follow each other by themselves: what one
  /// of them has concluded is concluded for all that come after it.
  fileprivate func wasTakenUp(in kubernetesJob: String?) -> Bool {
    kubernetesJob.map { uid in attempts.contains { $0.kubernetesJob == uid } } ?? false
  }

  /// What a Kubernetes Job has come to, where its last attempt wrote that down and was lost before its exit code told it.
  ///
  /// - Returns: `nil` also where something is still switched off, which whoever takes it up has to see to.
  fileprivate func verdict(of kubernetesJob: String?) -> RunResult? {
    guard let kubernetesJob, openPauses.isEmpty else { return nil }
    switch attempts.last(where: { $0.kubernetesJob == kubernetesJob })?.outcome {
    case .failed: return .alreadyFailed(self)
    case .waiting:
      return steps.first(where: \.isHeld).map { .waiting(job, step: $0.index, until: $0.summary) }
    default: return nil
    }
  }

  /// What is under way stays so.
  ///
  /// - Parameter beginsAgain: whether failed and canceled steps are to be done again; else what the job has come to by them
  ///   stays.
  private func resumed(beginsAgain: Bool) -> Record {
    guard beginsAgain || !steps.contains(where: \.hasEndedBadly) else { return self }
    var record = self
    record.outcome = nil
    record.cancellation = nil
    for index in record.steps.indices where record.steps[index].hasEndedBadly {
      record.steps[index].state = .pending
      record.steps[index].message = nil
    }
    return record
  }

  /// Nothing was launched under the old document: the new one takes its place.
  private func replanned(as fresh: Record) -> Record {
    var record = fresh
    record.created = created
    record.attempts = attempts
    record.lease = lease
    return record
  }
}
