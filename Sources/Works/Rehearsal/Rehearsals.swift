package import Attempt
import Contract
package import Dagster
package import DagsterModel
package import Ledger
import RunHistory

/// A run that changes nothing, and reports what the real one would do.
package struct RehearsalRun: Sendable {
  /// The production job, and the digest of its document.
  package var job: String
  package var document: String
  /// Without the tags by which it is found again.
  package var run: RunRequest
  /// The labels of the numbers that it has to report.
  package var figures: [String]

  package init(job: String, document: String, run: RunRequest, figures: [String]) {
    (self.job, self.document, self.run, self.figures) = (job, document, run, figures)
  }

  /// What the newest one of the same document reported, however old it is: for a plan that launches none.
  package func latest(on client: DagsterClient) async throws(DagsterError) -> Rehearsed? {
    guard let chain = try await client.rehearsal(of: job, document: document) else { return nil }
    let report = try await client.report(of: figures, by: chain)
    return report.complaint == nil ? Rehearsed(run: chain.end.id, figures: report.figures) : nil
  }
}

/// What a rehearsal has reported.
package struct Rehearsed: Hashable, Sendable {
  package var run: RunID
  /// In the order in which they are expected.
  package var figures: [RunFigure]
}

/// The rehearsal of a job's first step: launched once, waited for, and taken for true for a minute.
///
/// It is no launch of the job's: it changes nothing, so that one too many does no harm, and no record knows it.
package actor Rehearsals {
  private let id: String
  private let clock: any WallClock
  private var number = 0
  private var current: Staged?

  /// How long what a rehearsal reported is taken for what it would report now, in seconds.
  static let freshness = 60.0
  /// How long one may take, in seconds.
  static let patience = 3_600.0

  private struct Staged {
    let id: String
    let began: Double
    var run: RunID?
    var ended: (uptime: Double, outcome: Rehearsed)?
  }

  /// - Parameter id: what the ids of its runs begin with: unique for all time.
  package init(id: String, clock: any WallClock) { (self.id, self.clock) = (id, clock) }

  /// What the run reports.
  ///
  /// - Throws: `rehearsing` while it is under way: to be asked again.
  package func outcome(of rehearsal: RehearsalRun, step: Int, client: DagsterClient) async throws(RunResult)
    -> Rehearsed
  {
    if let ended = current?.ended, clock.uptime() - ended.uptime < Self.freshness { return ended.outcome }
    if current == nil || current?.ended != nil {
      number += 1
      current = Staged(id: "\(id)-rehearsal-\(number)", began: clock.uptime())
    }
    guard let staged = current else { throw .bug("no rehearsal is staged") }
    let result: Result<Rehearsed, RunResult>
    do throws(DagsterError) {
      let run =
        if let known = staged.run { known } else {
          try await start(rehearsal, staged.id, step, client)
        }
      current?.run = run
      result = try await self.result(of: run, rehearsal, since: staged.began, client: client)
    } catch {
      throw RunResult(error)
    }
    return try result.get()
  }

  /// Launches it, unless it was by a request whose answer was lost.
  private func start(
    _ rehearsal: RehearsalRun,
    _ id: String,
    _ step: Int,
    _ client: DagsterClient
  ) async throws(DagsterError) -> RunID {
    let tag = Tag(TagKey.rehearsalID, id)
    if let found = try await client.findRuns(tags: [tag]).first { return found.chainID }
    var run = rehearsal.run
    run.tags += [
      tag, Tag(TagKey.rehearsalOf, rehearsal.job), Tag(TagKey.document, rehearsal.document),
      Tag(TagKey.step, "\(StepNumber(at: step))"),
    ]
    return try await client.launchRun(run)
  }

  private func result(
    of run: RunID,
    _ rehearsal: RehearsalRun,
    since began: Double,
    client: DagsterClient
  ) async throws(DagsterError) -> Result<Rehearsed, RunResult> {
    let job = rehearsal.job
    guard let chain = try await client.chain(of: run) else {
      current = nil
      return .failure(.rehearsalFailed(job, "run \(run) is not known to Dagster any more"))
    }
    let observation = Observation(chain, undecided: try await client.undecided(in: [chain]))
    let page = client.pages.run(chain.end.id)
    guard observation.isOver else {
      guard clock.uptime() - began < Self.patience else {
        current = nil
        return .failure(
          .rehearsalFailed(job, "run \(run) is \(observation.status) after \(Int(Self.patience)) s: \(page)")
        )
      }
      return .failure(.rehearsing(job, "run \(run) is \(observation.status): \(page)"))
    }
    guard chain.end.status == .success else {
      current = nil
      let reason = try await client.failureReason(ofRun: chain.end.id)?.message
      return .failure(
        .rehearsalFailed(
          job,
          "run \(chain.end.id) is \(observation.status)\(reason.map { ": \($0)" } ?? "") (\(page))"
        )
      )
    }
    let report = try await client.report(of: rehearsal.figures, by: chain)
    if let complaint = report.complaint {
      current = nil
      return .failure(.rehearsalFailed(job, complaint))
    }
    let outcome = Rehearsed(run: chain.end.id, figures: report.figures)
    current?.ended = (clock.uptime(), outcome)
    return .success(outcome)
  }
}

extension RunResult {
  static func rehearsing(_ job: String, _ what: String) -> RunResult {
    var result = RunResult(.unavailable, "rehearsing", "waiting for the rehearsal of \(job): \(what)")
    result.outlook = .underWay
    return result
  }

  static func rehearsalFailed(_ job: String, _ what: String) -> RunResult {
    RunResult(
      .refused,
      "rehearsal_failed",
      "the rehearsal of \(job) did not say what it would do; nothing else was launched\n  \(what)"
    )
  }
}
