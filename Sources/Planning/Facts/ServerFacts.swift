import Dagster
import DagsterModel
import Instigators
import Ledger
import RunHistory
import Works

/// What one planning asks the server about assets, each thing once.
final class ServerFacts {
  let client: DagsterClient
  private var unfinished: [UnfinishedBackfill]?
  private var activities: [AssetKey: AssetActivity] = [:]
  private var sensors: [RepositorySelector: [AssetSensor]] = [:]
  private var pendingRetries: [PendingRetry]?
  private var states: [Int: [AssetKey: AssetState]] = [:]

  let now: Timestamp

  init(client: DagsterClient, now: Timestamp) { (self.client, self.now) = (client, now) }

  func unfinishedBackfills() async throws(DagsterError) -> [UnfinishedBackfill] {
    if let unfinished { return unfinished }
    let found = try await client.unfinishedBackfills()
    unfinished = found
    return found
  }

  func retriesToCome() async throws(DagsterError) -> [PendingRetry] {
    if let pendingRetries { return pendingRetries }
    let found = try await client.pendingRetries(endedAfter: now.seconds - Run.retryWindow)
    pendingRetries = found
    return found
  }

  func activity(of key: AssetKey) async throws(DagsterError) -> AssetActivity {
    if let activity = activities[key] { return activity }
    let activity = try await client.activity(of: [key])[key] ?? AssetActivity()
    activities[key] = activity
    return activity
  }

  func assetSensors(in repository: RepositorySelector) async throws(DagsterError) -> [AssetSensor] {
    if let found = sensors[repository] { return found }
    let found = try await client.assetSensors(in: repository)
    sensors[repository] = found
    return found
  }

  /// The state of what a step targets of each of its assets.
  func states(of step: PlannedStep, at index: Int) async throws(DagsterError) -> [AssetKey: AssetState] {
    if let known = states[index] { return known }
    var result = step.states
    let asked = step.assets.filter { result[$0.key] == nil }
    let partitioned = asked.filter { $0.partitioning != nil && step.partitions(of: $0.key) != nil }.map(\.key)
    try await client.prepareKeys(of: partitioned)
    try await client.prepareStatuses(of: partitioned)
    _ = try await client.activity(of: asked.map(\.key).filter { !partitioned.contains($0) })
    let wanted = Dictionary(partitioned.map { ($0, step.partitions(of: $0)) }, uniquingKeysWith: { $1 })
    result.merge(try await client.states(of: wanted.compactMapValues(\.self))) { $1 }
    // Of an asset without partitions a partition key tells nothing: a Dagster job may have assets of both kinds.
    for asset in step.assets where result[asset.key] == nil {
      result[asset.key] = AssetState(of: try await activity(of: asset.key))
    }
    states[index] = result
    return result
  }
}
