package import Attempt
package import Dagster
package import DagsterModel
package import Ledger

/// The end of runs that somebody else launched: done when nothing of them is under way or will be retried.
///
/// To send it again does no harm, so that an intent without an answer is taken up as if it had been sent: the next look
/// tells whatever still runs to stop.
package struct StopWork: RunlessWork {
  package static let kind = LaunchRecord.Kind.stop
  package static let deed = "told to stop"

  private let ids: [RunID]
  private let underWay: Int

  /// - Parameter underWay: how many of the runs have not ended.
  package init(_ ids: [RunID], underWay: Int) { (self.ids, self.underWay) = (ids, underWay) }

  package var targeted: Int? { underWay }
  /// Nothing in Dagster has an id for it: what is watched are the runs.
  private var id: String { ids.map(\.rawValue).joined(separator: " ") }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    try await Self.stop(id, on: client)
    return id
  }

  package func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String] {
    [id]
  }

  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  {
    let chains = try await chains(id, on: client)
    let undecided = try await client.undecided(in: chains)
    let unfinished = chains.flatMap(\.unfinished)
    let awaiting = chains.flatMap(\.awaitingRetry)
    var observation = Observation(
      status: unfinished.first?.status.name ?? "ENDED",
      isOver: unfinished.isEmpty && awaiting.isEmpty && undecided.isEmpty
    )
    observation.isStop = true
    observation.isEnding = unfinished.allSatisfy { $0.status == .canceling }
    observation.running = unfinished.map(\.id.rawValue)
    observation.retrying = (awaiting + undecided).map(\.id.rawValue)
    observation.awaitsRetry = unfinished.isEmpty && !observation.retrying.isEmpty
    observation.isRetryUncertain = observation.awaitsRetry && awaiting.isEmpty
    observation.targeted = ids(id).count
    // Of those whose retry isn't promised it may turn out that there is none.
    let goingOn = chains.count { $0.goesOn(undecided: []) }
    observation.materialized = observation.targeted - goingOn
    if goingOn > 0 {
      observation.errorMessage =
        (unfinished.map { "run \($0.id) is \($0.status.name)" }
        + awaiting.map { "run \($0.id) is to be retried" })
        .joined(separator: ", ")
    }
    return observation
  }

  package static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError) {
    try await client.tellToStop(try await chains(id, on: client).flatMap(\.unfinished))
  }

  private static func ids(_ id: String) -> [RunID] { id.split(separator: " ").map { RunID(String($0)) } }

  /// One that Dagster doesn't know any more can't run.
  private static func chains(_ id: String, on client: DagsterClient) async throws(DagsterError) -> [RunChain]
  {
    var chains: [RunChain] = []
    for run in ids(id) { if let chain = try await client.chain(with: run) { chains.append(chain) } }
    return chains
  }
}

extension RunChain {
  /// Whether something of it runs or will.
  package func goesOn(undecided: [Run]) -> Bool {
    !unfinished.isEmpty || !awaitingRetry.isEmpty || undecided.contains { $0.chainID == root }
  }
}
