package import Dagster
package import DagsterModel
import JSONTree

extension DagsterClient {
  /// What is known of earlier runs that made assets, by asset.
  ///
  /// Where some were launched to make just these assets, those alone count: a nightly run of fifty takes longer than one of
  /// one of them.
  ///
  /// - Parameter groups: assets that share their runs.
  package func pastRuns(of groups: [[AssetKey]]) async throws(DagsterError) -> [PastRuns] {
    let assets = Array(Set(groups.flatMap(\.self))).sorted()
    guard !assets.isEmpty else { return groups.map { _ in PastRuns([]) } }
    let limit = max(eventsAtLeast, eventsInAll / assets.count)
    var made: [AssetKey: [RunID: Int]] = [:]
    for (asset, found) in try await newestRuns(making: assets, limit: limit) {
      var counts = Dictionary(grouping: found) { $0 }.mapValues(\.count)
      // Of the oldest one the list may have but a part.
      if found.count >= limit, counts.count > 1, let last = found.last { counts[last] = nil }
      // Dagster gives an empty id for a materialization that was only reported.
      counts[RunID("")] = nil
      made[asset] = counts
    }
    let ids = Set(made.values.flatMap(\.keys)).sorted { $0.rawValue < $1.rawValue }
    guard !ids.isEmpty else { return groups.map { _ in PastRuns([]) } }
    let runs = try await runs(ids).filter { $0.seconds != nil }
    let selections = try await self.assets(ofRuns: runs.map(\.id))
    return groups.map { PastRuns(runs, making: $0, counts: made, selections: selections) }
  }

  /// By which run each of the last materializations of assets was made, newest first.
  ///
  /// - Parameter limit: how many of each.
  private func newestRuns(making assets: [AssetKey], limit: Int) async throws(DagsterError)
    -> [AssetKey: [RunID]]
  {
    var found: [AssetKey: [RunID]] = [:]
    for batch in assets.batches(of: assetsInOneAnswer) {
      let operation = GraphQLOperation.query(
        "NewestRuns",
        of: batch.map(\.description).joined(separator: ", "),
        newestDocument,
        ["keys": .assetKeys(batch), "limit": .int(limit)]
      )
      let answer: NewestAnswer = try await send(operation)
      for node in answer.assetNodes {
        found[node.assetKey.key] = node.assetMaterializations.map { RunID($0.runId) }
      }
    }
    return found
  }
}

extension PastRuns {
  fileprivate init(
    _ runs: [Run],
    making assets: [AssetKey],
    counts: [AssetKey: [RunID: Int]],
    selections: [RunID: Set<AssetKey>]
  ) {
    let wanted = Set(assets)
    let samples = runs.compactMap { run -> (isAlike: Bool, sample: Sample)? in
      guard let seconds = run.seconds, let partitions = assets.compactMap({ counts[$0]?[run.id] }).max()
      else { return nil }
      return (selections[run.id] == wanted, Sample(seconds: seconds, partitions: partitions))
    }
    let alike = samples.filter(\.isAlike)
    self.init((alike.isEmpty ? samples : alike).map(\.sample))
  }
}

private let newestDocument = """
  query NewestRuns($keys: [AssetKeyInput!]!, $limit: Int) { assetNodes(assetKeys: $keys) {
    assetKey { path } assetMaterializations(limit: $limit) { runId } } }
  """

private struct NewestAnswer: Decodable {
  struct Event: Decodable { let runId: String }
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let assetMaterializations: [Event]
  }

  let assetNodes: [Node]
}

/// How many materializations are read of each asset, however many assets there are.
private let eventsAtLeast = 3
/// How many of all assets together: the server takes a second for some thousands.
private let eventsInAll = 500
