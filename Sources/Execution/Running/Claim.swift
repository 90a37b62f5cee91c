/// What a runner may do with a job, from what the ledger says of it. A pure value: no clock, no server.
enum Claim: Equatable {
  /// Nothing of that name is recorded.
  case create
  /// Take the record over, as this, and go on at its first unfinished step.
  case resume(Record)
  case alreadySucceeded
  /// The name belongs to another document, of which something was launched.
  case documentChanged(recorded: String)
  case held(by: Lease)

  /// - Parameters:
  ///   - existing: the record, if there is one.
  ///   - fresh: the record that a first attempt would create.
  ///   - holder: who asks.
  init(existing: Record?, fresh: Record, holder: String, now: Timestamp) {
    guard let existing else {
      self = .create
      return
    }
    let isSame = existing.document.digest == fresh.document.digest
    if isSame, existing.outcome == .succeeded {
      self = .alreadySucceeded
    } else if !isSame, existing.hasLaunches || existing.outcome == .succeeded {
      self = .documentChanged(recorded: existing.document.digest)
    } else if let lease = existing.lease, lease.holder != holder, lease.expires > now {
      self = .held(by: lease)
    } else {
      self = .resume(isSame ? existing.resumed() : existing.replanned(as: fresh))
    }
  }
}

extension Record {
  /// Whether a launch may ever have reached Dagster.
  var hasLaunches: Bool { steps.contains { !$0.launches.isEmpty } }

  /// Failed and canceled steps are to be done again; what is under way stays so.
  fileprivate func resumed() -> Record {
    var record = self
    record.outcome = nil
    for index in record.steps.indices where [.failed, .canceled].contains(record.steps[index].state) {
      record.steps[index].state = .pending
      record.steps[index].message = nil
    }
    return record
  }

  /// Nothing was launched under the old document: the new one takes its place.
  fileprivate func replanned(as fresh: Record) -> Record {
    var record = fresh
    record.created = created
    record.attempts = attempts
    record.lease = lease
    return record
  }
}
