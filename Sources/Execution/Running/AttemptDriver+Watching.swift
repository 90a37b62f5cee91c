import Dagster

extension AttemptDriver {
  func look(at launch: LaunchRecord) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .failed(.bug("a launch without an id is looked at")) }
    do throws(DagsterError) {
      switch launch.kind {
      case .backfill: return .seen(try await look(atBackfill: BackfillID(id)))
      case .run: return .seen(try await client.run(RunID(id)).map { Sight($0) } ?? .vanished("run \(id)"))
      }
    } catch {
      return .init(error)
    }
  }

  /// One request a look; at its end one more, for runs that outlive it.
  private func look(atBackfill id: BackfillID) async throws(DagsterError) -> Sight {
    guard let backfill = try await client.backfill(id) else { return .vanished("backfill \(id.rawValue)") }
    guard backfill.status.isTerminal else { return Sight(backfill) }
    let filter = RunsFilter(tags: [Tag(Tag.backfillKey, id.rawValue)], statuses: RunStatus.unfinished)
    return Sight(backfill, running: try await client.allRuns(filter, maximum: 1_000).map(\.id.rawValue))
  }

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
      return .away(RunResult(error))
    }
  }

  /// Dagster cancels also what has ended, which would change its verdict; its runs may live on all the same.
  private func stop(_ id: BackfillID) async throws(DagsterError) {
    guard let backfill = try await client.backfill(id) else { return }
    if !backfill.status.isTerminal { return try await client.cancelBackfill(id) }
    let filter = RunsFilter(tags: [Tag(Tag.backfillKey, id.rawValue)], statuses: RunStatus.unfinished)
    for run in try await client.allRuns(filter) where run.status != .canceling {
      try await client.terminateRun(run.id)
    }
  }
}

extension RunStatus {
  /// Those in which something may still happen.
  static let unfinished: [RunStatus] = [
    .queued, .notStarted, .managed, .starting, .started, .suspended, .canceling,
  ]
}
