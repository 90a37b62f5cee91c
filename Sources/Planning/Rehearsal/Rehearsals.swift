import Attempt
import Contract
import Dagster
import DagsterModel
import ExactText
import JobDSL
package import Ledger
import Works

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
    var ended: (uptime: Double, outcome: PlannedRehearsal.Outcome)?
  }

  /// - Parameter id: what the ids of its runs begin with: unique for all time.
  package init(id: String, clock: any WallClock) { (self.id, self.clock) = (id, clock) }

  /// What the run reports.
  ///
  /// - Throws: `rehearsing` while it is under way: to be asked again.
  func outcome(of rehearsal: PlannedRehearsal, job: JobToRun, step: Int, client: DagsterClient)
    async throws(RunResult) -> PlannedRehearsal.Outcome
  {
    if let ended = current?.ended, clock.uptime() - ended.uptime < Self.freshness { return ended.outcome }
    if current == nil || current?.ended != nil {
      number += 1
      current = Staged(id: "\(id)-rehearsal-\(number)", began: clock.uptime())
    }
    guard let staged = current else { throw .bug("no rehearsal is staged") }
    let result: Result<PlannedRehearsal.Outcome, RunResult>
    do throws(DagsterError) {
      let run =
        if let known = staged.run { known } else {
          try await start(rehearsal, staged.id, job, step, client)
        }
      current?.run = run
      result = try await self.result(of: run, rehearsal, since: staged.began, job: job.name, client: client)
    } catch {
      throw RunResult(error)
    }
    return try result.get()
  }

  /// Launches it, unless it was by a request whose answer was lost.
  private func start(
    _ rehearsal: PlannedRehearsal,
    _ id: String,
    _ job: JobToRun,
    _ step: Int,
    _ client: DagsterClient
  ) async throws(DagsterError) -> RunID {
    let tag = Tag(TagKey.rehearsalID, id)
    if let found = try await client.findRuns(tags: [tag]).first { return found.chainID }
    var run = rehearsal.run
    run.tags += [
      tag, Tag(TagKey.rehearsalOf, job.name), Tag(TagKey.document, job.digest),
      Tag(TagKey.step, "\(StepNumber(at: step))"),
    ]
    return try await client.launchRun(run)
  }

  private func result(
    of run: RunID,
    _ rehearsal: PlannedRehearsal,
    since began: Double,
    job: String,
    client: DagsterClient
  ) async throws(DagsterError) -> Result<PlannedRehearsal.Outcome, RunResult> {
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
    let report = try await client.report(of: rehearsal.expects.map(\.figure), by: chain)
    if let complaint = report.complaint {
      current = nil
      return .failure(.rehearsalFailed(job, complaint))
    }
    let outcome = PlannedRehearsal.Outcome(run: chain.end.id, figures: report.figures)
    current?.ended = (clock.uptime(), outcome)
    return .success(outcome)
  }
}

extension PlannedRehearsal {
  /// What the newest rehearsal of the same document reported, however old it is: for a plan that launches none.
  static func latest(of rehearsal: PlannedRehearsal, job: JobToRun, client: DagsterClient)
    async throws(DagsterError) -> Outcome?
  {
    guard let chain = try await client.rehearsal(of: job.name, document: job.digest) else { return nil }
    let report = try await client.report(of: rehearsal.expects.map(\.figure), by: chain)
    return report.complaint == nil ? Outcome(run: chain.end.id, figures: report.figures) : nil
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

  /// The rows have moved since the plan was approved, or the job has done a part of its work.
  static func rehearsedOtherwise(_ job: String, approved: [String], now: [String]) -> RunResult {
    let known = approved.compactMap { RehearsedFigure(change: "\(RehearsedFigure.verb) \($0)") }
    let lines = now.compactMap { text -> String? in
      guard let figure = RehearsedFigure(change: "\(RehearsedFigure.verb) \(text)"),
        let before = known.first(where: { $0.label.isExactly(figure.label) }), before.number != figure.number
      else { return nil }
      return "\n  \(figure.difference(from: before))"
    }
    return RunResult(
      .stalePlan,
      "stale_plan",
      "\(job) would do something else now than what was approved; nothing was launched\(lines.joined())\n"
        + "  look at it with `runner plan --rehearse`, and approve what it says now"
    )
  }
}
