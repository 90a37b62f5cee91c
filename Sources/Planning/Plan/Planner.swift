package import Attempt
package import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JobDSL
package import Ledger
import RunHistory
import Schema
package import Works

/// Finds out what the steps of a job come to on the server as it is now.
package struct Planner: Sendable {
  let client: DagsterClient
  package let job: JobToRun
  let clock: any WallClock
  let ledger: (any Ledger)?
  let rehearsals: Rehearsals?

  /// - Parameters:
  ///   - ledger: what knows whether other jobs have succeeded; `nil` where there is none.
  ///   - rehearsals: what launches rehearsals; `nil` where none is to be.
  package init(
    client: DagsterClient,
    job: JobToRun,
    clock: any WallClock,
    ledger: (any Ledger)?,
    rehearsals: Rehearsals? = nil
  ) {
    (self.client, self.job, self.clock, self.ledger) = (client, job, clock, ledger)
    self.rehearsals = rehearsals
  }

  /// - Parameters:
  ///   - steps: indices of the steps that are still to be launched.
  ///   - record: what earlier attempts launched, whose partitions are left out.
  ///   - approved: the plan that it has to come to; `nil` for any.
  ///   - conditions: of which steps the conditions have to be met now; `nil` for all of them.
  /// - Throws: what stops the attempt: problems of the document, a condition that isn't met, and an effect that
  ///   isn't the approved one.
  package func plan(
    steps: [Int],
    after record: Record?,
    approved: Approval? = nil,
    conditionsOf conditions: Set<Int>? = nil
  ) async throws(RunResult) -> PlannedJob {
    let survey = try await survey(steps: steps, after: record, toLaunch: true)
    let plan: RecordedPlan? = if let approved { try await survey.check(approved) } else { nil }
    if approved == nil, let known = record?.plan?.rehearsed, !survey.rehearsed.isEmpty,
      !survey.rehearsed.isExactly(known)
    {
      throw .rehearsedOtherwise(job.name, approved: known, now: survey.rehearsed)
    }
    let unmet = try await survey.findings(steps: conditions).compactMap(\.issue)
    guard unmet.isEmpty else {
      let places = DocumentPlaces(root: job.root, file: job.file)
      throw .conditionNotMet(job.name, unmet.map(places.diagnostic))
    }
    var planned = survey.planned
    planned.approved = plan
    planned.forecast = steps.min().flatMap { index in
      planned.steps[index].map { (index, survey.forecast(of: $0)) }
    }
    return planned
  }

  /// - Parameter launches: whether the server has to be one that can launch now.
  package func survey(steps: [Int], after record: Record?, toLaunch launches: Bool) async throws(RunResult)
    -> JobSurvey
  {
    try checkValidity(of: steps, after: record)
    let underWay = (record?.steps ?? []).filter { $0.state == .launched }.map(\.index)
    let done = try await done(steps: steps, after: record)
    // What is read of assets holds for this planning alone.
    let client = client.remembering()
    let canaries = try await canaries(of: steps, after: record, client)
    let check = ServerCheck(
      client: client,
      document: job.document,
      root: job.root,
      file: job.file,
      now: clock.now()
    )
    let planned: PlannedJob
    do throws(CheckFailure) {
      planned = try await check.plan(
        steps: steps,
        underWay: underWay.filter { !job.document.steps[$0].command.subject.assets.isEmpty },
        leavingOut: done,
        canaries: canaries,
        toLaunch: launches
      )
    } catch {
      throw RunResult(error)
    }
    return JobSurvey(
      job: job,
      planned: try await knowingPauses(try await rehearsed(planned)),
      facts: ServerFacts(client: client, now: clock.now()),
      done: done,
      ownLaunches: Set(record?.steps.flatMap(\.launches).map(\.launchID) ?? []),
      order: OrderCheck(ledger: ledger, now: clock.now())
    )
  }

  /// The same with what rehearsals report.
  private func rehearsed(_ job: PlannedJob) async throws(RunResult) -> PlannedJob {
    var job = job
    for (index, step) in job.steps {
      guard var rehearsal = step.rehearsal else { continue }
      rehearsal.outcome = try await outcome(of: rehearsal, step: index)
      job.steps[index]?.rehearsal = rehearsal
      job.steps[index]?.changes += rehearsal.changes
    }
    return job
  }

  /// The same with what other jobs keep off, and what an earlier attempt has left off.
  private func knowingPauses(_ job: PlannedJob) async throws(RunResult) -> PlannedJob {
    guard job.steps.values.contains(where: { $0.work is PauseWork }) else { return job }
    let open = try await PauseHolds(ledger: ledger, job: self.job.name).open()
    var job = job
    for index in job.steps.keys { job.steps[index]?.take(open.pauses, unknown: open.unknown) }
    return job
  }

  private func outcome(of rehearsal: PlannedRehearsal, step: Int) async throws(RunResult)
    -> Rehearsed?
  {
    let rehearsal = RehearsalRun(
      job: job.name,
      document: job.digest,
      run: rehearsal.run,
      figures: rehearsal.expects.map(\.figure)
    )
    if let rehearsals { return try await rehearsals.outcome(of: rehearsal, step: step, client: client) }
    do throws(DagsterError) { return try await rehearsal.latest(on: client) } catch {
      throw RunResult(error)
    }
  }

  /// What has begun is carried out, whatever the day.
  private func checkValidity(of steps: [Int], after record: Record?) throws(RunResult) {
    guard let last = job.document.metadata.validUntil, !steps.isEmpty, record?.hasLaunches != true,
      last.precedesExactly(String("\(clock.now())".prefix(last.count)))
    else { return }
    let place = DocumentPlaces(root: job.root, file: job.file)
    let issue = Issue(
      at: .root[\JobDocument.metadata][\Metadata.validUntil],
      "expected a day from today on, found \(quoted(last)), which is over",
      hint: "give what is still needed to a new job, and retire this one"
    )
    throw .noLongerValid(job.name, place.diagnostic(issue))
  }

  /// What the launches before have made of these steps, and of the canaries before them.
  private func done(steps: [Int], after record: Record?) async throws(RunResult) -> [Int:
    MaterializedPartitions]
  {
    var done: [Int: MaterializedPartitions] = [:]
    for step in Set(steps).union(steps.compactMap(job.document.canary)) {
      let command = job.document.steps[step].command
      let launches = (record?.steps[step].launches ?? []).filter { launch in
        switch launch.kind {
        case .backfill: launch.dagsterID != nil
        // Of a single run only that condition asks.
        case .run: launch.dagsterID != nil && command.conditions.overwrites == .nothing
        default: false
        }
      }
      guard !launches.isEmpty else { continue }
      do throws(DagsterError) {
        done[step] = try await MaterializedPartitions(
          of: command.subject.assets.map { AssetKey(userString: $0) },
          by: launches,
          for: WorkAim(of: command, job: job.name),
          client: client
        )
      } catch {
        throw RunResult(error)
      }
    }
    return done
  }

  /// The partitions of the steps' canaries that are under way or done: which they are may not be told any more by what is
  /// missing, or by the order of the partitions.
  private func canaries(of steps: [Int], after record: Record?, _ client: DagsterClient)
    async throws(RunResult) -> [Int: Set<ExactString>]
  {
    var found: [Int: Set<ExactString>] = [:]
    for canary in steps.compactMap(job.document.canary) {
      guard let step = record?.steps[canary], [.launched, .succeeded].contains(step.state),
        let id = step.launches.last?.dagsterID,
        let asset = job.document.steps[canary].command.subject.assets.first.map(AssetKey.init(userString:))
      else { continue }
      do throws(DagsterError) {
        let keys = try await client.partitionKeys(of: asset)
        let targets = try await client.targets(ofBackfill: BackfillID(id), [asset])
        found[canary] = targets?.keys[asset].map { targeted in
          Set(targeted.places(among: keys).places.map { ExactString(keys[$0]) })
        }
      } catch {
        throw RunResult(error)
      }
    }
    return found
  }
}
