@testable import Attempt
@testable import Ledger

/// The ledger, without what makes two alike worlds differ: times that decide nothing, and how often it was
/// written. A record is either the current one or an old one, and an old one never comes back.
extension World {
  private static let current = "current"

  mutating func write(_ action: AttemptMachine.Action, by index: Int) -> AttemptMachine.Reply {
    let new: Record
    if isDamaged {
      if case .create = action { return .exists }
      return .conflict
    }
    switch action {
    case .create(let record):
      guard ledger == nil else { return .exists }
      new = record
    case .replace(let stored, let record):
      guard ledger?.revision == stored.revision else { return .conflict }
      new = record
    default: return .conflict
    }
    isRobbed = isRobbed || robs(index)
    written = clock
    for other in runners.indices { runners[other].age() }
    let stored = StoredRecord(record: new.timeless, revision: Self.current)
    ledger = stored
    expires = clock + Int(Self.timing.lease) + runners[index].skew
    return .written(stored)
  }

  /// Changes nothing of the record but its revision.
  mutating func touch() {
    for index in runners.indices { runners[index].age() }
  }

  /// A launch that is on its way while its record is deleted can't be known to anybody: for as long as it may be
  /// sent and arrive, some seconds, nothing but the record keeps a second one back. All other times are tried.
  var canVanish: Bool {
    let isSending = runners.contains { if case .launch = $0.action { true } else { false } }
    let launches = ledger?.record.steps.flatMap(\.launches) ?? []
    let arrived = Set(server.map(\.request.launchID))
    return ledger != nil && wire.isEmpty && !isSending
      && launches.allSatisfy { arrived.contains($0.launchID) }
  }

  mutating func vanish() {
    deletions -= 1
    (backup, ledger) = (ledger, nil)
    // That it was canceled was written nowhere else.
    stopped = nil
    touch()
  }

  /// What a person does who was told that the record is gone, or unreadable.
  mutating func restore() {
    isDamaged = false
    guard let backup, ledger?.record.hasLaunches != true else { return }
    ledger = backup
  }

  func reply(readBy index: Int) -> AttemptMachine.Reply {
    isDamaged
      ? .ledgerFailed(RunResult(LedgerError.damaged(source: "it", why: "")))
      : .record(ledger(readBy: index))
  }

  /// Whether the writer takes over what another one holds and has just written. A cancellation may.
  private func robs(_ index: Int) -> Bool {
    let writer = runners[index]
    guard writer.goal.isRun, let holder = ledger?.record.lease, holder.isOpen else { return false }
    let isAlive = runners.contains { $0.attempt?.machine.identity.holder == holder.holder }
    return isAlive && holder.holder != writer.attempt?.machine.identity.holder
      && Double(clock - written) < Self.timing.lease
  }

  /// With its lease's end, by the clock of who wrote it, as far as the reader's decides by it.
  func ledger(readBy index: Int) -> StoredRecord? {
    guard var record = ledger?.record else { return nil }
    let isOpen = expires > clock + runners[index].skew
    record.lease?.expires = now(for: runners[index]).time.advanced(by: isOpen ? 1 : -1)
    record.updated = record.lease?.expires.advanced(by: -Self.timing.lease) ?? record.updated
    return StoredRecord(record: record, revision: Self.current)
  }
}

extension World.Runner {
  /// Somebody wrote: what this runner knows is the past.
  fileprivate mutating func age() {
    let known = attempt?.machine.stored
    attempt?.machine.stored = known?.aged
    if case .observing(let seen, let since) = attempt?.machine.phase {
      attempt?.machine.phase = .observing(seen.aged, since: since)
    }
    if case .replace(let stored, let record) = action { action = .replace(stored.aged, with: record) }
  }
}

extension StoredRecord {
  fileprivate var aged: StoredRecord { StoredRecord(record: record, revision: "old") }

  var timeless: StoredRecord { StoredRecord(record: record.timeless, revision: revision) }
}

extension Record {
  /// Without what is there for people alone: times, attempts and tokens, by which nothing is decided. Of pods of a
  /// Kubernetes Job the last attempts stay.
  var timeless: Record {
    var record = self
    record.attempts = attempts.contains { $0.kubernetesJob != nil } ? lastAttempts : []
    record.updated = created
    record.cancellation?.requested = created
    record.lease?.fencingToken = 0
    record.lease?.expires = created.advanced(by: World.timing.lease)
    if record.lease?.released != nil { record.lease?.released = created }
    for step in record.steps.indices {
      record.steps[step].message = nil
      for launch in record.steps[step].launches.indices {
        record.steps[step].launches[launch].forgetTimes(created)
      }
    }
    return record
  }

  /// The last one of each Kubernetes Job, and the last of all.
  private var lastAttempts: [Attempt] {
    attempts.enumerated().filter { index, attempt in
      index == attempts.count - 1
        || attempt.kubernetesJob != nil
          && !attempts[(index + 1)...].contains { $0.kubernetesJob == attempt.kubernetesJob }
    }.map { _, attempt in
      Attempt(
        number: 1,
        started: created,
        ended: attempt.ended.map { _ in created },
        provenance: Provenance(),
        outcome: attempt.outcome,
        verb: attempt.verb,
        kubernetesJob: attempt.kubernetesJob
      )
    }
  }
}

extension LaunchRecord {
  var timeless: LaunchRecord {
    var launch = self
    launch.forgetTimes(Sample.start)
    return launch
  }

  fileprivate mutating func forgetTimes(_ time: Timestamp) {
    intended = time
    if launched != nil { launched = time }
    if finished != nil { finished = time }
    if pause?.released != nil { pause?.released = time }
    if pause?.restored != nil { pause?.restored = time }
  }
}
