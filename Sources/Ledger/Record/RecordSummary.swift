/// What a history tells of a record: small, however large the record is.
package struct RecordSummary: Codable, Hashable, Sendable {
  /// The job's name.
  package var job: String
  /// How the job ended; `nil` while it is unfinished.
  package var outcome: Outcome?
  /// When the record was created.
  package var created: Timestamp
  /// When the record was last written.
  package var updated: Timestamp
  /// When the first attempt began.
  package var started: Timestamp?
  /// When the last attempt ended; `nil` while it goes on, or when the runner was killed.
  package var ended: Timestamp?
  /// Who made the last attempt.
  package var actor: String?
  /// The commit of the last attempt.
  package var commit: String?
  /// When the lease runs out; `nil` where nobody holds it.
  package var leased: Timestamp?
  /// Whether somebody told the job to stop.
  package var isCanceled: Bool?
  /// Whether it waits for a person; `nil` where it doesn't.
  package var isWaiting: Bool?
  /// Whether it has schedules or sensors switched off; `nil` where it hasn't.
  package var isPausing: Bool?
}

extension Record {
  /// Whether it goes on once a person has approved what is left.
  package var isWaiting: Bool {
    outcome == nil && cancellation == nil && steps.contains(where: \.isHeld)
  }

  /// The record in short.
  package var summary: RecordSummary {
    let last = attempts.last
    return RecordSummary(
      job: job,
      outcome: outcome,
      created: created,
      updated: updated,
      started: attempts.first?.started,
      ended: last?.ended,
      actor: last?.provenance.actor,
      commit: last?.provenance.commit,
      leased: lease.flatMap { $0.isOpen ? $0.expires : nil },
      isCanceled: cancellation == nil ? nil : true,
      isWaiting: isWaiting ? true : nil,
      isPausing: openPauses.isEmpty ? nil : true
    )
  }
}

extension RecordSummary {
  /// In one word; without an outcome it is being worked on only while a runner holds it.
  package func state(at now: Timestamp) -> String {
    if let outcome { return outcome.rawValue }
    if let leased, leased > now { return isCanceled == true ? "canceling" : "running" }
    return isWaiting == true ? Outcome.waiting.rawValue : "unfinished"
  }
}
