import Dagster
import JobDSL

extension JobRun {
  /// Makes the record this runner's, or says why it can't be.
  mutating func claim() async throws(Stop) {
    let now = surroundings.clock.now()
    let fresh = job.record(at: now)
    let existing = try await readRecord()
    switch Claim(existing: existing?.record, fresh: fresh, holder: surroundings.holder, now: now) {
    case .create:
      // Checked before anything is recorded: a document that can't run leaves no trace.
      planned = try await plan(steps: Array(job.document.steps.indices))
      stored = try await create(claimed(fresh, after: nil))
    case .resume(let record):
      guard let existing else { return }
      stored = existing
      stored = try await replace(existing, with: claimed(record, after: existing.record.lease))
      report(.notice, "taking up \(job.name) at attempt \(stored?.record.attempts.count ?? 0)")
    case .alreadySucceeded:
      stored = existing
      throw Stop(.succeeded, "already_succeeded", "\(job.name) has succeeded already; nothing was launched")
    case .documentChanged(let recorded):
      throw Stop(
        .documentChanged,
        "document_changed",
        "the name \(job.name) was used for another document (\(recorded)); this one is \(job.digest): "
          + "give the changed job a name of its own"
      )
    case .held(let lease):
      throw Stop(
        .held,
        "held",
        "\(job.name) is being run by \(lease.holder), whose lease ends at \(lease.expires); nothing was launched"
      )
    }
  }

  private func claimed(_ record: Record, after lease: Lease?) -> Record {
    let now = surroundings.clock.now()
    var record = record
    record.updated = now
    record.attempts.append(
      Attempt(number: record.attempts.count + 1, started: now, provenance: surroundings.provenance)
    )
    record.lease = Lease(
      holder: surroundings.holder,
      fencingToken: (lease?.fencingToken ?? 0) + 1,
      expires: now.advanced(by: surroundings.timing.lease)
    )
    return record
  }

  /// Changes the record and renews the lease. Fails where another runner wrote since: this one must stop.
  mutating func write(_ change: (inout Record) -> Void) async throws(Stop) {
    guard let before = stored else { return }
    var record = before.record
    change(&record)
    record.updated = surroundings.clock.now()
    record.lease?.expires = record.updated.advanced(by: surroundings.timing.lease)
    stored = try await replace(before, with: record)
  }

  /// Writes how the attempt ended and gives the lease back. The fencing number stays, so that it only grows.
  mutating func release(after result: RunResult) async {
    guard let before = stored, before.record.lease?.holder == surroundings.holder, result.verdict != .held
    else {
      return
    }
    var record = before.record
    let now = surroundings.clock.now()
    record.updated = now
    record.lease?.expires = now
    if result.verdict == .failed { record.outcome = .failed }
    if let last = record.attempts.indices.last {
      record.attempts[last].ended = now
      record.attempts[last].outcome = Outcome(rawValue: result.outcome)
    }
    do throws(LedgerError) {
      stored = try await surroundings.ledger.replace(before, with: record)
    } catch {
      report(.error, "the end of this attempt could not be recorded: \(error)")
    }
  }

  private func readRecord() async throws(Stop) -> StoredRecord? {
    do { return try await surroundings.ledger.read(job.name) } catch { throw Stop(error) }
  }

  private func create(_ record: Record) async throws(Stop) -> StoredRecord {
    do {
      return try await surroundings.ledger.create(record)
    } catch {
      guard case .exists = error else { throw Stop(error) }
      throw Stop(.held, "held", "another runner began \(job.name) at the same moment; nothing was launched")
    }
  }

  private func replace(_ stored: StoredRecord, with record: Record) async throws(Stop) -> StoredRecord {
    do { return try await surroundings.ledger.replace(stored, with: record) } catch { throw Stop(error) }
  }

  func report(
    _ severity: Severity,
    _ message: String,
    _ fields: [(String, EventValue)] = [],
    progress: Progress? = nil
  ) {
    let fields = [("job", EventValue.string(job.name))] + fields
    surroundings.events.emit(
      Event(
        time: surroundings.clock.now(),
        severity: severity,
        message: message,
        fields: fields,
        progress: progress
      )
    )
  }
}

extension JobToRun {
  /// What a first attempt records.
  fileprivate func record(at now: Timestamp) -> Record {
    Record(
      job: name,
      document: DocumentReference(
        digest: digest,
        text: String(decoding: document.encoded(), as: UTF8.self),
        file: file
      ),
      owner: document.metadata.owner,
      reason: document.metadata.reason,
      created: now,
      updated: now,
      steps: document.steps.enumerated().map { index, step in
        StepRecord(index: index, command: step.command, summary: step.summary)
      }
    )
  }
}
