import Dagster
import JobDSL

extension AttemptDriver {
  func look(at launch: LaunchRecord, ofStep step: Int) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .failed(.bug("a launch without an id is looked at")) }
    do throws(DagsterError) {
      let sight =
        switch launch.kind {
        case .backfill: try await look(atBackfill: BackfillID(id), ofStep: step)
        case .run: try await look(atRun: RunID(id), ofStep: step)
        }
      // That another server doesn't know it is not its end.
      if sight.isVanished, let page = launch.url, !page.hasPrefix("\(client.pages.base)/") {
        return .failed(.launchedElsewhere(launch.kind, page, not: client.pages.base))
      }
      return .seen(sight)
    } catch {
      return .init(error)
    }
  }

  /// One request a look; at its end one more, for runs that outlive it.
  private func look(atBackfill id: BackfillID, ofStep step: Int) async throws(DagsterError) -> Sight {
    guard let backfill = try await client.backfill(id) else { return .vanished("backfill \(id.rawValue)") }
    guard backfill.status.isTerminal else { return Sight(backfill) }
    var sight = Sight(backfill, running: try await unfinishedRuns(of: id, maximum: 1_000).map(\.id.rawValue))
    if sight.isOver, command(step)?.conditions.ensures == .runsSucceeded {
      sight.runsSucceeded = try await haveRunsSucceeded(of: backfill)
    }
    return sight
  }

  /// A backfill whose runs left out what they had nothing for is called failed or not, by its version.
  private func haveRunsSucceeded(of backfill: Dagster.Backfill) async throws(DagsterError) -> Bool {
    guard backfill.status != .canceled, backfill.errorMessage == nil else { return false }
    let others = try await client.runs(.ofBackfill(backfill.id, [.failure, .canceled]), limit: 1)
    let succeeded = try await client.runs(.ofBackfill(backfill.id, [.success]), limit: 1)
    return others.isEmpty && !succeeded.isEmpty
  }

  /// Of a run that has succeeded it is asked what it made, unless the step does without.
  private func look(atRun id: RunID, ofStep step: Int) async throws(DagsterError) -> Sight {
    guard let run = try await client.run(id) else { return .vanished("run \(id)") }
    var sight = Sight(run)
    guard run.status == .success, case .materialize(let command)? = command(step),
      command.conditions.ensures == .allMaterialized
    else { return sight }
    let made = Materialization(asset: AssetKey(userString: command.asset), partition: command.partition)
    guard try await !client.materializations(ofRun: id).contains(made) else { return sight }
    sight.materialized = 0
    sight.errorMessage = "its run left \(command.asset) out"
    return sight
  }

  private func command(_ step: Int) -> Step? { planner?.job.document.steps[step] }

  /// Only a server that doesn't let this runner do it is a reason to give up: work may end by itself meanwhile.
  func cancel(_ launch: LaunchRecord) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .canceled }
    do throws(DagsterError) {
      switch launch.kind {
      case .backfill: try await stop(BackfillID(id))
      case .run: try await client.terminateRun(RunID(id))
      }
      return .canceled
    } catch {
      if case .cancelled = error.reason { return .interrupted }
      if case .unauthorized = error.reason { return .failed(RunResult(error)) }
      return .away(RunResult(lookingAtWork: error))
    }
  }

  /// Dagster cancels also what has ended, which would change its verdict; its runs may live on all the same.
  private func stop(_ id: BackfillID) async throws(DagsterError) {
    guard let backfill = try await client.backfill(id) else { return }
    if !backfill.status.isTerminal { return try await client.cancelBackfill(id) }
    for run in try await unfinishedRuns(of: id) where run.status != .canceling {
      try await client.terminateRun(run.id)
    }
  }

  /// What may still be running of a backfill, also after its own end.
  private func unfinishedRuns(of id: BackfillID, maximum: Int? = nil) async throws(DagsterError) -> [Run] {
    var filter = RunsFilter.ofBackfill(id)
    filter.onlyUnfinished = true
    return try await client.allRuns(filter, maximum: maximum)
  }
}

extension RunsFilter {
  /// The runs that a backfill launched, of these statuses.
  ///
  /// - Parameter statuses: empty for any.
  static func ofBackfill(_ id: BackfillID, _ statuses: [RunStatus] = []) -> RunsFilter {
    RunsFilter(tags: [Tag(Tag.backfillKey, id.rawValue)], statuses: statuses)
  }
}
