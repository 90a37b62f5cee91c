package import Attempt
import Contract
package import Dagster
package import DagsterModel
package import JSONTree
package import Ledger

/// One Dagster run, with what retries and re-executes it.
package struct RunWork: Work {
  package static let kind = LaunchRecord.Kind.run

  private let request: RunRequest

  /// - Parameter request: but for the tags that belong to the attempt.
  package init(_ request: RunRequest) { self.request = request }

  package var targeted: Int? { nil }
  package var runs: WorkRuns { .one }
  package var configuration: JSONValue? { request.runConfig }
  package var job: JobSelector? { request.job }
  package var tags: [Tag] { request.tags }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
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
    guard observation.isOver, chain.end.status == .success else { return observation }
    try await observation.decide(for: aim) { () async throws(DagsterError) in
      try await FailedCheck.all(of: chain, client: client)
    }
    if let difference = try await aim.rehearsed?.difference(of: chain, client: client) {
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

  package static func isRevived(_ launch: LaunchRecord, as id: String, on client: DagsterClient)
    async throws(DagsterError) -> Bool
  {
    guard let chain = try await client.chain(of: RunID(id)) else { return false }
    if !chain.unfinished.isEmpty || !chain.awaitingRetry.isEmpty { return true }
    return chain.end.status == .success && launch.status != RunStatus.success.name
  }
}

extension [Run] {
  /// The chains that they are of: a retry and a re-execution carry the tags of the run that was launched.
  fileprivate var launches: [RunChain] {
    Dictionary(grouping: self, by: \.chainID).compactMap { RunChain(root: $0, runs: $1) }
      .sorted { $0.root.rawValue < $1.root.rawValue }
  }
}
