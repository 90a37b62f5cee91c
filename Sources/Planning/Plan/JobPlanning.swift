package import Attempt
package import Dagster
import DagsterModel
import Diagnostics
import JobDSL
package import Ledger
import Schema
package import Works

/// Makes a job's plan: everything is read, nothing is written, neither in Dagster nor in the ledger.
package struct JobPlanning: Sendable {
  private let job: JobToRun
  private let client: DagsterClient
  private let ledger: (any Ledger)?
  private let clock: any WallClock
  private let rehearsals: Rehearsals?

  /// - Parameters:
  ///   - ledger: `nil` where there is none; the plan says so.
  ///   - rehearsals: what launches rehearsals; `nil` where none is to be.
  package init(
    job: JobToRun,
    client: DagsterClient,
    ledger: (any Ledger)?,
    clock: any WallClock,
    rehearsals: Rehearsals? = nil
  ) {
    self.rehearsals = rehearsals
    self.job = job
    self.client = client
    self.ledger = ledger
    self.clock = clock
  }

  /// - Throws: what stops it: problems of the document, a server or a ledger that is away, a rehearsal that fails.
  package func plan() async throws(RunResult) -> JobPlan {
    let fresh = job.record(at: clock.now(), keepsText: false)
    let (ledgerState, record) = try await ledgerState(of: fresh)
    let steps = (record ?? fresh).steps
    let open = steps.filter { $0.state == .pending || $0.state == .intended }.map(\.index)
    let survey = try await survey(steps: open, after: record)
    return JobPlan(
      job: job.name,
      owner: job.document.metadata.owner,
      reason: job.document.metadata.reason,
      document: job.digest,
      steps: try await self.steps(of: steps, survey: survey),
      ledgerState: ledgerState,
      unrecorded: survey.launchesNothing ? [] : try await unrecorded(ledgerState, record),
      obstacle: try obstacle(on: survey.planned.readiness)
    )
  }

  /// Waits for a rehearsal that is under way.
  private func survey(steps: [Int], after record: Record?) async throws(RunResult) -> JobSurvey {
    let planner = Planner(client: client, job: job, clock: clock, ledger: ledger, rehearsals: rehearsals)
    while true {
      do throws(RunResult) {
        return try await planner.survey(steps: steps, after: record, toLaunch: rehearsals != nil)
      } catch {
        guard error.outlook == .underWay else { throw error }
        do { try await clock.sleep(for: 1) } catch { throw .detached }
      }
    }
  }

  private func steps(of records: [StepRecord], survey: JobSurvey) async throws(RunResult) -> [StepPlan] {
    let findings = try await survey.findings()
    var steps = try await survey.plans(inDetail: true)
    let places = DocumentPlaces(root: job.root, file: job.file)
    for record in records { steps[record.index].state = record.state }
    for finding in findings { steps[finding.step].conditions.append(ConditionPlan(finding, in: places)) }
    return steps
  }

  /// What the ledger says of the name, and the record as a run would take it up.
  private func ledgerState(of fresh: Record) async throws(RunResult) -> (JobPlan.LedgerState, Record?) {
    guard let ledger else { return (.unknown, nil) }
    let existing: Record?
    do { existing = try await ledger.read(fresh.job)?.record } catch { throw RunResult(error) }
    guard let existing else { return (.unused, nil) }
    let goal = AttemptMachine.Goal.run()
    let claim = Claim(existing: existing, fresh: fresh, holder: "", goal: goal, now: clock.now())
    let isSame = existing.document.digest == fresh.document.digest
    let record = isSame ? existing.resumed(as: fresh, for: goal) : nil
    switch claim {
    case .refuse(let result): return (.refused(result.message), record)
    case .held(let lease): return (.refused(RunResult.held(fresh.job, by: lease).message), record)
    case .create: return (.unused, nil)
    case .resume, .doubtful:
      let last = existing.attempts.last
      let attempts = JobPlan.Attempts(
        count: last?.number ?? 0,
        lastOutcome: last?.outcome?.rawValue
      )
      return (.continued(attempts), record)
    }
  }

  /// As a run would ask before its first launch.
  private func unrecorded(_ ledgerState: JobPlan.LedgerState, _ record: Record?) async throws(RunResult)
    -> [String]
  {
    switch ledgerState {
    case .unknown, .refused: return []
    case .unused, .continued: break
    }
    guard record?.hasLaunches != true else { return [] }
    do throws(DagsterError) {
      return try await client.works(of: job.name, at: clock.now())
    } catch {
      throw RunResult(error)
    }
  }

  private func obstacle(on readiness: Readiness) throws(RunResult) -> String? {
    do throws(CheckFailure) {
      try ReadinessCheck(readiness: readiness, now: clock.now()).check()
      return nil
    } catch {
      switch error {
      case .unready(let message), .refused(let message): return message
      case .document, .dagster: throw RunResult(error)
      }
    }
  }
}

extension ConditionPlan {
  fileprivate init(_ finding: ConditionCheck.Finding, in places: DocumentPlaces) {
    var isLater = false
    if case .ensures = finding.condition { isLater = true }
    self.init(
      step: finding.step,
      path: finding.path.description,
      meaning: finding.condition.meaning,
      isLater: isLater,
      diagnostic: finding.issue.map(places.diagnostic)
    )
    switch finding.verdict {
    case .met: break
    case .unmet(let found): complaint = found.message
    case .undecided(let reason): undecided = reason
    }
  }
}
