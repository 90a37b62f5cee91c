import Contract
internal import Diagnostics
package import Ledger

/// What `runner status` and `runner history` print of records.
package enum RecordReport {
  /// Everything that a record says, for a person; a newline at the end. The document's text is left out.
  package static func text(_ record: Record, now: Timestamp) -> String {
    var lines = heading(record, now: now)
    lines += ["", "attempts"] + (record.attempts.isEmpty ? ["  none"] : [])
    for (index, each) in record.attempts.enumerated() {
      lines += attempt(each, in: record, now: now)
      if index == 0, let omitted = record.omittedAttempts { lines.append("  … \(omitted) not kept") }
    }
    lines += ["", "steps"] + (record.steps.isEmpty ? ["  none"] : [])
    lines += record.steps.flatMap(step)
    return lines.map { oneLine($0) + "\n" }.joined()
  }

  /// A table, a record a line, in the order given; a newline at the end. Without records it says so.
  ///
  /// - Parameter width: the terminal's columns, which no line is to exceed; `nil` where there is none.
  package static func historyText(_ records: [RecordSummary], now: Timestamp, width: Int? = nil) -> String {
    guard !records.isEmpty else { return "no job was ever run\n" }
    let head = ["NAME", "OUTCOME", "STARTED", "DURATION", "ACTOR", "COMMIT"]
    return TextTable(rows: [head] + records.map { historyRow($0, now: now) }).fitting(width ?? .max).text
  }

  /// A record's JSON, as it is in the ledger.
  package static func json(_ record: Record) throws(LedgerError) -> String {
    try record.jsonText()
  }

  private static func historyRow(_ record: RecordSummary, now: Timestamp) -> [String] {
    let started = record.started ?? record.created
    let state = record.state(at: now)
    let ended = ["running", "canceling"].contains(state) ? now : record.ended ?? record.updated
    return [
      record.job,
      state,
      started.readable,
      durationText(ended.seconds(since: started)),
      record.actor ?? "-",
      record.commit.map { String($0.prefix(8)) } ?? "-",
    ].map(oneLine)
  }

  private static func state(_ record: Record, now: Timestamp) -> String { record.summary.state(at: now) }

  private static func heading(_ record: Record, now: Timestamp) -> [String] {
    let document = record.document
    return [
      "\(record.job): \(state(record, now: now))",
      "  owner     \(record.owner)",
    ] + (record.watchers.map { ["  watchers  \($0.joined(separator: ", "))"] } ?? []) + [
      "  reason    \(record.reason)",
      "  document  \(document.digest)",
      "            \(document.file)" + (document.byteCount.map { notKept(bytes: $0) } ?? ""),
      "  created   \(record.created.readable)",
      "  updated   \(record.updated.readable)",
    ] + plan(record.plan) + cancellation(record.cancellation) + lease(record.lease, now: now)
  }

  /// What was approved.
  private static func plan(_ plan: RecordedPlan?) -> [String] {
    guard let plan else { return [] }
    let assets = plan.assets.map { asset in
      let ends = [asset.first, asset.last].compactMap(\.self).joined(separator: "…")
      return
        "            step \(StepNumber(at: asset.step)), \(asset.asset): \(asset.new) new, \(asset.overwritten) overwritten"
        + (ends.isEmpty ? "" : ", \(ends)")
    }
    let others = plan.omitted.map { ["            and \(counted($0, "asset")), not kept"] } ?? []
    return ["  plan      \(plan.digest)"] + assets + others
  }

  private static func cancellation(_ cancellation: Cancellation?) -> [String] {
    guard let cancellation else { return [] }
    let who = cancellation.provenance.actor ?? "somebody who gave no name"
    let why = cancellation.provenance.reason.map { ": \($0)" } ?? ""
    return ["  canceled  \(cancellation.requested.readable), by \(who)\(why)"]
  }

  private static func notKept(bytes: Int) -> String {
    ", \(bytes) bytes, not kept here: see the file in the commit of the attempt"
  }

  private static func lease(_ lease: Lease?, now: Timestamp) -> [String] {
    guard let lease else { return ["  lease     none"] }
    let holder = "  lease     \(lease.holder), fencing token \(lease.fencingToken)"
    if let released = lease.released { return [holder, "            given back \(released.readable)"] }
    let seconds = lease.expires.seconds(since: now)
    let when = seconds > 0 ? "in \(durationText(seconds))" : "\(durationText(-seconds)) ago"
    return [
      holder,
      "            \(seconds > 0 ? "expires" : "expired") \(lease.expires.readable), \(when)",
    ]
  }

  private static func attempt(_ attempt: Attempt, in record: Record, now: Timestamp) -> [String] {
    let provenance = attempt.provenance
    let particulars: [(String, String?)] = [
      ("actor", provenance.actor), ("approver", provenance.approver), ("commit", provenance.commit),
      ("image", provenance.image),
      ("pipeline", provenance.pipelineURL), ("why", provenance.reason), ("plan", attempt.plan),
      ("told", attempt.notice.map(told)),
    ]
    let verb = attempt.verb.map { "\($0.rawValue): " } ?? ""
    let end = end(of: attempt, in: record, now: now)
    return ["  \(attempt.number)  \(attempt.started.readable)  \(verb)\(end)"]
      + particulars.compactMap { name, value in
        value.map { "     \(name.padding(to: 8))  \($0)" }
      }
  }

  private static func told(_ notice: Notice) -> String {
    ([notice.told?.readable ?? "nobody yet"] + [notice.problem].compactMap(\.self)).joined(separator: "; ")
  }

  private static func end(of attempt: Attempt, in record: Record, now: Timestamp) -> String {
    if let ended = attempt.ended {
      let outcome = attempt.outcome?.rawValue ?? "ended without an outcome"
      return "\(outcome) after \(durationText(ended.seconds(since: attempt.started)))"
    }
    // What it has come to is known before it is over, where it has yet to switch on what it has paused.
    let known = attempt.outcome.map { "\($0.rawValue), " } ?? ""
    guard let next = record.attempts.first(where: { $0.number > attempt.number }) else {
      let isAtWork = record.lease.map { $0.isOpen && $0.expires > now } ?? false
      return known
        + (isAtWork
          ? "running for \(durationText(now.seconds(since: attempt.started)))"
          : "stopped without a word: its runner was killed, or couldn't write any more")
    }
    // Some between may have been dropped.
    guard next.number == attempt.number + 1 else { return "another attempt followed" }
    // Whoever takes a job over closes nothing for the one before, which may have left in order since.
    let time = durationText(next.started.seconds(since: attempt.started))
    return known
      + (next.verb == .cancel
        ? "canceled by attempt \(next.number) after \(time)"
        : "taken over by attempt \(next.number) after \(time)")
  }
}
