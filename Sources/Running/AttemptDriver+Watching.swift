import Attempt
import Dagster
import JobDSL
import Ledger
import Planning

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

  /// One request a look; at its end some more, for runs that outlive it or are retried.
  private func look(atBackfill id: BackfillID, ofStep step: Int) async throws(DagsterError) -> Sight {
    guard let backfill = try await client.backfill(id) else { return .vanished("backfill \(id.rawValue)") }
    guard backfill.status.isTerminal else {
      var sight = Sight(backfill)
      if sight.failed > 0 { sight.retrying = try await awaitingRetry(in: id).map(\.id.rawValue) }
      // Dagster keeps it open for them, even where its daemon has missed a failure and will never retry it: it reads
      // each failure once, and leaves out what is not yet written as failed by then.
      sight.awaitsRetry = !sight.retrying.isEmpty && sight.targeted > 0 && sight.ended >= sight.targeted
      return sight
    }
    let chains = try await client.troubledChains(ofBackfill: id)
    let undecided = try await undecided(in: chains)
    let awaiting = try await notDeclined(chains.flatMap(\.awaitingRetry))
    var sight = Sight(backfill, chains: chains, awaiting: awaiting + undecided)
    guard sight.isOver else { return sight }
    try await recount(&sight, of: backfill, chains)
    if command(step)?.conditions.ensures == .runsSucceeded {
      sight.runsSucceeded = try await haveRunsSucceeded(of: backfill, chains)
    } else if sight.leftOut > 0 {
      let leftOut = "\(sight.leftOut) of \(sight.targeted) partitions were left out"
      sight.errorMessage = "none of its runs failed, and \(leftOut)"
    }
    try await look(atChecksOf: backfill, chains, ofStep: step, &sight)
    return sight
  }

  /// Dagster may end a backfill in the very moment in which a retry ends, and goes on to count what that made as failed.
  /// Where every run has succeeded in the end, the runs themselves are asked what they made.
  private func recount(_ sight: inout Sight, of backfill: Dagster.Backfill, _ chains: [RunChain])
    async throws(DagsterError)
  {
    guard sight.leftOut > 0, chains.contains(where: { $0.runs.count > 1 }) else { return }
    let limit = MaterializedPartitions.runLimit
    let others = try await client.allRuns(.ofBackfill(backfill.id, [.success]), maximum: limit)
    let runs = Set((chains.flatMap(\.runs) + others).map(\.id))
    // Of so many it would take too long: the next attempt finds out what is left.
    guard runs.count < limit else { return }
    var made: Set<Materialization> = []
    for run in runs { made.formUnion(try await client.materializations(ofRun: run)) }
    let targeted = Set(backfill.assetCounts.keys)
    guard made.count(where: { targeted.contains($0.asset) }) >= sight.targeted else { return }
    (sight.materialized, sight.failed) = (sight.targeted, 0)
  }

  /// A backfill whose runs left out what they had nothing for is called failed or not, by its version.
  private func haveRunsSucceeded(of backfill: Dagster.Backfill, _ chains: [RunChain])
    async throws(DagsterError) -> Bool
  {
    guard backfill.status != .canceled, backfill.errorMessage == nil else { return false }
    if chains.contains(where: { $0.end.status == .success }) { return true }
    return try await !client.runs(.ofBackfill(backfill.id, [.success]), limit: 1).isEmpty
  }

  /// Checks that a succeeded run materialized what the step targets, unless its `ensures` waives that.
  private func look(atRun id: RunID, ofStep step: Int) async throws(DagsterError) -> Sight {
    guard let chain = try await client.chain(of: id) else { return .vanished("run \(id)") }
    var sight = Sight(chain, undecided: try await undecided(in: [chain]))
    guard sight.isOver, chain.end.status == .success else { return sight }
    try await look(atChecksOf: chain, ofStep: step, &sight)
    guard case .materialize(let command)? = command(step), command.conditions.ensures != .runsSucceeded else {
      return sight
    }
    var missing = command.assets.map {
      Materialization(asset: AssetKey(userString: $0), partition: command.partition)
    }
    // A retry makes only what the run before it has not.
    for run in chain.runs where !missing.isEmpty {
      let made = try await client.materializations(ofRun: run.id)
      missing.removeAll(where: made.contains)
    }
    guard !missing.isEmpty else { return sight }
    sight.materialized = 0
    sight.errorMessage = "its run left \(missing.map(\.asset.description).joined(separator: ", ")) out"
    return sight
  }

  /// Runs that failed and of which nothing says whether they are retried; none on a server that retries nothing.
  private func undecided(in chains: [RunChain]) async throws(DagsterError) -> [Run] {
    let undecided = chains.flatMap(\.undecided)
    guard !undecided.isEmpty, try await client.retriesRuns() else { return [] }
    return undecided
  }

  /// Dagster doesn't retry the runs of a backfill that has ended, from 1.12 on, and says so in the run's log.
  private func notDeclined(_ awaiting: [Run]) async throws(DagsterError) -> [Run] {
    var left: [Run] = []
    for (index, run) in awaiting.enumerated() {
      // Of many the first ones tell enough; the others are waited for.
      if index < 20, try await client.hasDeclinedToRetry(run.id) { continue }
      left.append(run)
    }
    return left
  }

  private func awaitingRetry(in id: BackfillID) async throws(DagsterError) -> [Run] {
    let tags = [Tag(Tag.backfillKey, id.rawValue), Tag(Tag.willRetryKey, "true")]
    return try await client.runs(RunsFilter(tags: tags, statuses: [.failure]))
      .filter { $0.tags[key: Tag.retryRunKey] == nil }
  }

  func command(_ step: Int) -> Step? { planner?.job.document.steps[step] }

  /// Only a server that doesn't let this runner do it is a reason to give up: work may end by itself meanwhile.
  func cancel(_ launch: LaunchRecord) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .canceled }
    do throws(DagsterError) {
      switch launch.kind {
      case .backfill: try await stop(BackfillID(id))
      case .run: try await terminate([try await client.chain(of: RunID(id))].compactMap(\.self))
      }
      return .canceled
    } catch {
      if error.isCancellation { return .interrupted }
      if case .unauthorized = error.reason { return .failed(RunResult(error)) }
      return .away(RunResult(lookingAtWork: error))
    }
  }

  /// Dagster cancels also what has ended, which would change its verdict; its runs may live on anyway.
  private func stop(_ id: BackfillID) async throws(DagsterError) {
    guard let backfill = try await client.backfill(id) else { return }
    if !backfill.status.isTerminal { return try await client.cancelBackfill(id) }
    try await terminate(try await client.troubledChains(ofBackfill: id))
  }

  private func terminate(_ chains: [RunChain]) async throws(DagsterError) {
    for run in chains.flatMap(\.unfinished) where run.status != .canceling {
      try await client.terminateRun(run.id)
    }
  }
}

extension Sight {
  /// The partitions that Dagster counts as failed though no run failed and nothing else is said: the runs had nothing for
  /// them.
  fileprivate var leftOut: Int {
    unsuccessful == 0 && !isCanceled && errorMessage == nil ? failed : 0
  }
}
