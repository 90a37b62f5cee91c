internal import Contract
internal import Kubernetes
package import Ledger
import Reporting

extension TriggerRun {
  /// Shows what the ledger has of the job, and which Jobs of its attempts are still there.
  ///
  /// - Parameter now: tells how long ago something was.
  package func status(now: Timestamp) async -> Conclusion {
    let jobs: [Job]
    let record: Record?
    do throws(Refusal) {
      jobs = try await client.attempts(at: request, patience, telling: reporter)
      record = try await ledger.record(of: request.job)
    } catch {
      return Conclusion(error.status, error.message)
    }
    if let record {
      for line in RecordReport.text(record, now: now).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        reporter.result(String(line))
      }
    } else {
      reporter.result("\(request.job): nothing is recorded")
    }
    if !jobs.isEmpty { reporter.result("") }
    for line in Self.table(of: jobs) { reporter.result(line) }
    let isKnown = record != nil || !jobs.isEmpty
    return isKnown
      ? Conclusion(.succeeded, "")
      : Conclusion(
        .notFound,
        "expected a job that was started in \(request.namespace), found nothing of \(request.job)"
      )
  }

  /// Shows all jobs that the ledger has.
  package func history(now: Timestamp) async -> Conclusion {
    do throws(LedgerError) {
      let history = try await ledger.history()
      for line in RecordReport.historyText(history.summaries, now: now).split(separator: "\n") {
        reporter.result(String(line))
      }
      // What is there is shown even where a record is damaged.
      return history.problems.first.map { Conclusion(.unavailable, "\($0)") } ?? Conclusion(.succeeded, "")
    } catch {
      return Conclusion(.unavailable, "\(error)")
    }
  }

  private static func table(of jobs: [Job]) -> [String] {
    let order = jobs.sorted {
      ($0.metadata.creationTimestamp ?? "", $0.metadata.name) < (
        $1.metadata.creationTimestamp ?? "", $1.metadata.name
      )
    }
    return order.flatMap { job in
      let notes = job.metadata.annotations ?? [:]
      let details = [
        ("image", notes[Annotation.image]), ("actor", notes[Annotation.actor]),
        ("pipeline", notes[Annotation.pipeline]), ("why", notes[Annotation.triggerReason]),
      ]
      return ["the Job \(job.metadata.name), created \(job.metadata.creationTimestamp ?? "-"): \(job.state)"]
        + details.compactMap { name, value in
          value.map { "  \(name)" + String(repeating: " ", count: 10 - name.count) + $0.withoutControls }
        }
    }
  }
}

extension Job {
  fileprivate var state: String {
    if condition("Complete") != nil { return "complete" }
    if let failed = condition("Failed") { return "failed" + (failed.reason.map { " (\($0))" } ?? "") }
    return isDecided ? "ending" : "running"
  }
}
