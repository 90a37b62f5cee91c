package import Attempt
import Contract
package import Dagster
package import DagsterModel
import ExactText
package import JSONTree
package import Ledger
package import RunHistory

/// One Dagster run, with what retries and re-executes it.
package struct RunWork: Work {
  package static let kind = LaunchRecord.Kind.run

  private let request: RunRequest
  private let reexecution: RunReexecution?

  /// - Parameters:
  ///   - request: but for the tags that belong to the attempt.
  ///   - reexecution: the run that it is another try at; `nil` for a run that is the first of its chain.
  package init(_ request: RunRequest, as reexecution: RunReexecution? = nil) {
    (self.request, self.reexecution) = (request, reexecution)
  }

  package var targeted: Int? { nil }
  package var runs: WorkRuns { .one }
  package var configuration: JSONValue? { request.runConfig }
  package var job: JobSelector? { request.job }
  package var tags: [Tag] { request.tags }
  package var checks: [AssetCheck] { request.checks }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    if var reexecution {
      reexecution.tags = reexecution.tags.filter { launch.tags[key: $0.key] == nil } + launch.tags
      return try await client.reexecute(reexecution).rawValue
    }
    var request = request
    request.tags += launch.tags
    return try await client.launchRun(request).rawValue
  }

  package static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> [String]
  {
    let found = try await client.findRuns(tags: [Tag(TagKey.launchID, launch.launchID)]).launches
    return found.preferring { $0.end.status != .canceled }.map(\.root.rawValue)
  }

  /// Checks that a succeeded run materialized what the step targets, unless its `ensures` waives that.
  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  {
    guard let chain = try await client.chain(of: RunID(id)) else { return .vanished("run \(id)") }
    var observation = Observation(chain, undecided: try await client.undecided(in: [chain]))
    guard observation.isOver else { return observation }
    try await observation.decide(for: aim) { () async throws(DagsterError) in
      try await CheckResult.all(of: chain, client: client)
    }
    guard chain.end.status == .success else { return observation }
    if let difference = try await aim.rehearsed?
      .difference(of: chain, planned: launch.rehearsed, client: client)
    {
      (observation.materialized, observation.errorMessage) = (0, difference)
      return observation
    }
    var missing = aim.allowsGaps ? [] : aim.promised
    // A retry makes only what the run before it has not.
    for run in chain.runs where !missing.isEmpty {
      let made = try await client.materializations(ofRun: run.id)
      missing.removeAll(where: made.contains)
    }
    guard !missing.isEmpty else { return observation }
    observation.materialized = 0
    observation.errorMessage = "its run left \(missing.map(\.asset.description).joined(separator: ", ")) out"
    return observation
  }

  package static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError) {
    try await client.terminate([try await client.chain(of: RunID(id))].compactMap(\.self))
  }

  package static func failedRuns(of id: String, on client: DagsterClient) async throws(DagsterError) -> [Run]
  {
    [try await client.chain(of: RunID(id))].compactMap { $0?.end }
  }

  package static func isRevived(
    _ launch: LaunchRecord,
    as id: String,
    for aim: WorkAim,
    on client: DagsterClient
  ) async throws(DagsterError) -> Bool {
    guard let chain = try await client.chain(of: RunID(id)) else { return false }
    if !chain.unfinished.isEmpty || !chain.awaitingRetry.isEmpty { return true }
    guard chain.end.status == .success else { return false }
    if launch.status != RunStatus.success.name { return true }
    // It had succeeded but for a check, which somebody may have mended by running it again.
    guard aim.needsChecks, chain.runs.count > 1 else { return false }
    return try await CheckResult.all(of: chain, client: client).allSatisfy(\.hasPassed)
  }
}

extension [Run] {
  /// What was launched, of the runs that carry a launch's tag: a retry and a re-execution carry the tags of their parent.
  fileprivate var launches: [RunChain] {
    Dictionary(grouping: self) { launched(by: $0) }.compactMap { RunChain(root: $0, runs: $1) }
      .sorted { $0.root.rawValue < $1.root.rawValue }
  }

  /// The first run of a chain, or the one that re-executed somebody else's.
  private func launched(by run: Run) -> RunID {
    guard let reexecuted = run.tags[key: TagKey.reexecutes] else { return run.chainID }
    var first = run
    while let parent = first.parentID, !parent.rawValue.isExactly(reexecuted),
      let next = self.first(where: { $0.id == parent })
    { first = next }
    return first.id
  }
}
