package import Attempt
import Contract
package import Dagster
package import DagsterModel
import Diagnostics
import ExactText
package import JSONTree
package import Ledger

/// A Dagster backfill of partitions of one or several assets.
package struct BackfillWork: Work {
  package static let kind = LaunchRecord.Kind.backfill

  private let request: BackfillRequest
  private let partitions: Int
  package let targetedByAsset: [AssetTarget]?
  package let skipped: Int

  /// - Parameters:
  ///   - request: but for the tags that belong to the attempt.
  ///   - partitions: how many of each asset it has.
  ///   - skipped: how many others of those that are selected are left out.
  package init(_ request: BackfillRequest, partitions: Int, skipped: Int) {
    (self.request, self.partitions, self.skipped) = (request, partitions, skipped)
    targetedByAsset = nil
  }

  /// - Parameters:
  ///   - targets: the assets, each with its own partitions; none of one that has none.
  ///   - tags: but for those that belong to the attempt.
  ///   - skipped: how many others of those that are selected are left out.
  package init(
    of targets: [BackfillRequest.AssetPartitions],
    tags: [Tag],
    runConfig: JSONValue?,
    skipped: Int
  ) {
    request = BackfillRequest(.each(targets), tags: tags, runConfig: runConfig)
    partitions = targets.reduce(0) { $0 + ($1.keys?.count ?? 1) }
    targetedByAsset = targets.compactMap { target in
      target.keys.map { AssetTarget(asset: target.asset.description, partitions: $0.count) }
    }
    self.skipped = skipped
  }

  package var targeted: Int? { partitions }
  package var runs: WorkRuns { .byPolicy }
  package var configuration: JSONValue? { request.runConfig }
  /// Dagster adds the backfill's id, by which a limit may hold for each backfill.
  package var tags: [Tag] { request.tags + [Tag(Tag.backfillKey, "")] }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    var request = request
    request.tags += launch.tags
    (request.title, request.description) = (launch.title, launch.description)
    return try await client.launchBackfill(request).rawValue
  }

  package static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> [String]
  {
    let tag = Tag(TagKey.launchID, launch.launchID)
    var found = try await client.findBackfills(tags: [tag])
    if found.isEmpty { found = try await backfillsWithoutRuns(tag, of: launch, on: client) }
    return found.preferring { $0.status != .canceled }.map(\.id.rawValue)
  }

  /// A database that was not migrated finds no backfill by a tag before its first run: those of the time are gone
  /// through.
  private static func backfillsWithoutRuns(_ tag: Tag, of launch: LaunchRecord, on client: DagsterClient)
    async throws(DagsterError) -> [BackfillSummary]
  {
    // The two clocks may be far apart.
    let hour = 3600.0
    return try await client.recentBackfills(createdAfter: launch.intended.seconds - hour)
      .filter { $0.parentID == nil && $0.tags.contains(tag) }
  }

  /// Dagster cancels also what has ended, which would change its verdict; its runs may live on anyway.
  package static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError) {
    let id = BackfillID(id)
    guard let backfill = try await client.backfill(id) else { return }
    if !backfill.status.isTerminal { return try await client.cancelBackfill(id) }
    try await client.terminate(try await client.troubledChains(ofBackfill: id))
  }

  package static func failedRuns(of id: String, on client: DagsterClient) async throws(DagsterError) -> [Run]
  {
    try await client.troubledChains(ofBackfill: BackfillID(id)).map(\.end).filter { $0.status == .failure }
  }

  package static func isRevived(
    _ launch: LaunchRecord,
    as id: String,
    for aim: WorkAim,
    on client: DagsterClient
  ) async throws(DagsterError) -> Bool {
    let id = BackfillID(id)
    let chains = try await client.troubledChains(ofBackfill: id)
    if chains.contains(where: { !$0.unfinished.isEmpty }) { return true }
    guard aim.needsChecks, let backfill = try await client.backfill(id) else { return false }
    return try await CheckResult.mended(in: backfill, chains, client: client)
      .contains { !$0.unfinished.isEmpty }
  }
}

extension BackfillWork {
  /// One request a look; at its end some more, for runs that outlive it or are retried.
  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  {
    let id = BackfillID(id)
    guard let backfill = try await client.backfill(id) else { return .vanished("backfill \(id.rawValue)") }
    guard backfill.status.isTerminal else {
      var observation = Observation(backfill)
      if observation.failed > 0 {
        observation.retrying = try await client.awaitingRetry(in: id).map(\.id.rawValue)
      }
      // Dagster keeps it open for them, even where its daemon has missed a failure and will never retry it: it reads
      // each failure once, and leaves out what is not yet written as failed by then.
      observation.awaitsRetry =
        !observation.retrying.isEmpty && observation.targeted > 0 && observation.ended >= observation.targeted
      return observation
    }
    var chains = try await client.troubledChains(ofBackfill: id)
    if aim.needsChecks { chains += try await CheckResult.mended(in: backfill, chains, client: client) }
    let undecided = try await client.undecided(in: chains)
    let awaiting = try await client.notDeclined(chains.flatMap(\.awaitingRetry))
    var observation = Observation(backfill, chains: chains, awaiting: awaiting + undecided)
    guard observation.isOver else { return observation }
    try await recount(&observation, of: backfill, chains, on: client)
    observation.noteUntouched(aim.promised.map(\.asset))
    if aim.allowsGaps {
      observation.runsSucceeded = try await haveRunsSucceeded(of: backfill, chains, on: client)
    } else if observation.leftOut > 0 {
      let (leftOut, all) = (observation.leftOut, counted(observation.targeted, "partition"))
      observation.errorMessage =
        "none of its runs failed, and \(leftOut) of \(all) \(leftOut == 1 ? "was" : "were") left out"
    }
    try await observation.decide(for: aim) { () async throws(DagsterError) in
      try await CheckResult.failed(in: backfill, chains, client: client)
    }
    return observation
  }

  /// Dagster may end a backfill in the very moment in which a retry ends, and goes on to count what that made as failed.
  /// Where every run has succeeded in the end, the runs themselves are asked what they made.
  private static func recount(
    _ observation: inout Observation,
    of backfill: Backfill,
    _ chains: [RunChain],
    on client: DagsterClient
  ) async throws(DagsterError) {
    guard observation.leftOut > 0, chains.contains(where: { $0.runs.count > 1 }) else { return }
    let assets = backfill.assetCounts.map(\.key).sorted()
    var parts = try await MadePartitions(
      of: backfill.id,
      backfill.assetCounts,
      chains,
      assets: assets,
      client: client
    )
    // Of so many it would take too long: the next attempt finds out what is left.
    try await parts.verify(client, limit: MadePartitions.runLimit)
    let made = parts.all
    guard assets.reduce(0, { $0 + made[$1].count }) >= observation.targeted else { return }
    (observation.materialized, observation.failed) = (observation.targeted, 0)
  }

  /// A backfill whose runs left out what they had nothing for is called failed or not, by its version.
  private static func haveRunsSucceeded(
    of backfill: Backfill,
    _ chains: [RunChain],
    on client: DagsterClient
  ) async throws(DagsterError) -> Bool {
    guard backfill.status != .canceled, backfill.errorMessage == nil else { return false }
    if chains.contains(where: { $0.end.status == .success }) { return true }
    return try await !client.runs(.ofBackfill(backfill.id, [.success]), limit: 1).isEmpty
  }
}

extension DagsterClient {
  fileprivate func awaitingRetry(in id: BackfillID) async throws(DagsterError) -> [Run] {
    let tags = [Tag(Tag.backfillKey, id.rawValue), Tag(Tag.willRetryKey, "true")]
    return try await runs(RunsFilter(tags: tags, statuses: [.failure]))
      .filter { $0.tags[key: Tag.retryRunKey] == nil }
  }

  /// Dagster doesn't retry the runs of a backfill that has ended, from 1.12 on, and says so in the run's log.
  fileprivate func notDeclined(_ awaiting: [Run]) async throws(DagsterError) -> [Run] {
    var left: [Run] = []
    for (index, run) in awaiting.enumerated() {
      // Of many the first ones tell enough; the others are waited for.
      if index < 20, try await hasDeclinedToRetry(run.id) { continue }
      left.append(run)
    }
    return left
  }
}

extension Observation {
  /// The partitions that Dagster counts as failed though no run failed and nothing else is said: the runs had nothing for
  /// them.
  fileprivate var leftOut: Int {
    unsuccessful == 0 && !isCanceled && errorMessage == nil ? failed : 0
  }
}

extension Observation {
  /// Assets that the backfill was given and never took on, each with no partition: one that reads another of them by way
  /// of an asset that was not selected Dagster 1.13 leaves out without a word.
  fileprivate mutating func noteUntouched(_ assets: [AssetKey]) {
    guard !targetedByAsset.isEmpty else { return }
    let names = assets.map(\.description)
    targetedByAsset += names.filter { name in !targetedByAsset.contains { $0.asset.isExactly(name) } }
      .map { TargetedAsset(asset: $0, count: 0) }
  }
}
