package import Dagster
package import DagsterModel
package import ExactText

/// What the runs of a backfill have materialized.
///
/// Of a run of one partition that succeeded it is assumed that it made what it was for, since there may be thousands. Such a
/// run may leave out what it had nothing for: where Dagster counts less than that comes to, each of them is asked.
package struct MadePartitions: Sendable {
  /// How many runs that can't be trusted are asked; what one beyond has made counts as not made.
  package static let runLimit = 1_000

  /// The runs of each chain, the newest first; one run makes a chain of its own.
  package let chains: [[Run]]
  /// How many partitions Dagster counts as materialized.
  private let counts: [AssetKey: Int]
  private var made: [RunID: [Materialization]] = [:]
  /// Of which runs that is assumed.
  private var trusted: [RunID] = []

  /// - Parameters:
  ///   - counts: how far it has got; none where the server doesn't know it any more.
  ///   - troubled: the chains of those runs that have not simply succeeded.
  ///   - assets: whose partitions they are.
  package init(
    of id: BackfillID,
    _ counts: [AssetKey: Backfill.PartitionCounts],
    _ troubled: [RunChain],
    assets: [AssetKey],
    client: DagsterClient
  ) async throws(DagsterError) {
    self.counts = counts.mapValues(\.materialized)
    let known = Set(troubled.flatMap(\.runs).map(\.id))
    let others = try await client.allRuns(.ofBackfill(id, [.success])).filter { !known.contains($0.id) }
    chains = troubled.map(\.runs) + others.map { [$0] }
    let single = others.filter { $0.partition != nil }
    let selections =
      assets.count == 1
      ? Dictionary(single.map { ($0.id, Set(assets)) }) { $1 }
      : try await client.assets(ofRuns: single.map(\.id))
    for run in single {
      guard let selection = selections[run.id] else { continue }
      trusted.append(run.id)
      made[run.id] = selection.sorted().map { Materialization(asset: $0, partition: run.partition) }
    }
    let asked = troubled.flatMap(\.runs) + others.filter { made[$0.id] == nil }
    for run in asked.prefix(Self.runLimit) { try await ask(run.id, client) }
  }

  /// What these runs made.
  package func made(by runs: [Run]) -> [Materialization] { runs.flatMap { made[$0.id] ?? [] } }

  /// What all of them made.
  package var all: PartitionsByAsset { PartitionsByAsset(made.values.joined()) }

  /// Asks each run that is trusted, if more would be made of any asset than Dagster counts.
  ///
  /// - Parameter limit: how many are asked at most; of more none is.
  package mutating func verify(_ client: DagsterClient, limit: Int = .max) async throws(DagsterError) {
    let all = all
    guard trusted.count <= limit, counts.contains(where: { all[$0.key].count > $0.value }) else { return }
    for run in trusted { try await ask(run, client) }
    trusted = []
  }

  private mutating func ask(_ run: RunID, _ client: DagsterClient) async throws(DagsterError) {
    made[run] = try await client.materializations(ofRun: run)
  }
}

/// Partitions of several assets.
package struct PartitionsByAsset: Hashable, Sendable {
  private var keys: [AssetKey: Set<ExactString>] = [:]

  package init(_ made: some Sequence<Materialization> = []) { for one in made { insert(one) } }

  package mutating func insert(_ made: Materialization) {
    guard let partition = made.partition else { return }
    keys[made.asset, default: []].insert(ExactString(partition))
  }

  package mutating func formUnion(_ made: some Sequence<Materialization>) { for one in made { insert(one) } }

  package subscript(asset: AssetKey) -> Set<ExactString> { keys[asset] ?? [] }

  /// Whether each of the assets has the partition.
  package func contains(_ partition: String, of assets: [AssetKey]) -> Bool {
    assets.allSatisfy { keys[$0]?.contains(partition) == true }
  }
}
