import Dagster
import DagsterModel
import ExactText
import RunHistory
import Works

/// What a backfill of assets has left undone: what it targeted and none of its runs has materialized, whether it failed or
/// was never begun. Dagster's own re-execution of a backfill counts in the same way.
struct LeftPartitions: Hashable, Sendable {
  /// In the order of each asset's partitions; an asset of which nothing is left has no entry.
  var partitions: [AssetKey: TargetedPartitions] = [:]
  /// Assets without partitions.
  var whole: [AssetKey] = []
  /// Partitions that are left, and that their asset has no longer.
  var gone: [AssetKey: [String]] = [:]
  /// Why it can't be told of an asset.
  var undecided: [AssetKey: String] = [:]

  /// - Parameters:
  ///   - targets: what it was launched for.
  ///   - chains: those of its runs that have not simply succeeded.
  ///   - multi: its assets with several dimensions, of whose partitions none follows another.
  init(
    of backfill: Backfill,
    _ targets: BackfillTargets,
    _ chains: [RunChain],
    multi: Set<AssetKey>,
    client: DagsterClient
  ) async throws(DagsterError) {
    whole = backfill.unpartitioned.filter { !$0.value.materialized }.keys.sorted()
    var made = try await MadePartitions(of: backfill, chains, client: client)
    for (asset, counts) in backfill.assetCounts.sorted(by: { $0.key < $1.key })
    where counts.materialized < counts.targeted {
      let keys = try await client.partitionKeys(of: asset)
      guard let targeted = targets.keys[asset]?.places(among: keys) else {
        undecided[asset] = "its partitions are defined otherwise since"
        continue
      }
      let count = targeted.places.count { made.contains(keys[$0], of: asset) }
      if count != counts.materialized { try await made.askEachRun(client) }
      let left = targeted.places.filter { !made.contains(keys[$0], of: asset) }
      guard targeted.places.count - left.count >= counts.materialized else {
        undecided[asset] =
          "Dagster counts \(counts.materialized) of its partitions as materialized, and doesn't know the runs any more "
          + "that made them, or there are too many"
        continue
      }
      let unknown = targeted.unknown.filter { !made.contains($0, of: asset) }
      if !unknown.isEmpty { gone[asset] = unknown }
      guard !left.isEmpty else { continue }
      let names = left.map { keys[$0] }
      partitions[asset] =
        multi.contains(asset)
        ? TargetedPartitions(listed: names) : TargetedPartitions(keys: names, places: left)
    }
  }
}

extension BackfillTargets.Keys {
  /// Their places among an asset's, ascending, and those that it doesn't have.
  fileprivate func places(among keys: [String]) -> (places: [Int], unknown: [String]) {
    let known = Dictionary(zip(keys.map(ExactString.init), keys.indices)) { first, _ in first }
    switch self {
    case .keys(let wanted):
      return (
        wanted.compactMap { known[ExactString($0)] }.sorted(),
        wanted.filter { known[ExactString($0)] == nil }
      )
    case .ranges(let ranges):
      var (places, unknown): (Set<Int>, [String]) = ([], [])
      for range in ranges {
        let (first, last) = (known[ExactString(range.first)], known[ExactString(range.last)])
        if let first, let last, first <= last { places.formUnion(first...last) }
        unknown += [first == nil ? range.first : nil, last == nil ? range.last : nil].compactMap(\.self)
      }
      return (places.sorted(), unknown)
    }
  }
}

/// What the runs of a backfill have materialized.
private struct MadePartitions {
  /// What runs say that they made.
  private var told: [AssetKey: Set<ExactString>] = [:]
  /// What runs that succeeded were to make, until they are asked.
  private var assumed: [AssetKey: Set<ExactString>] = [:]
  /// Those runs, until they are asked.
  private var trusted: [RunID]

  init(of backfill: Backfill, _ chains: [RunChain], client: DagsterClient) async throws(DagsterError) {
    let troubled = chains.flatMap(\.runs)
    let known = Set(troubled.map(\.id))
    let others = try await client.allRuns(.ofBackfill(backfill.id, [.success])).filter {
      !known.contains($0.id)
    }
    let single = others.filter { $0.partition != nil }
    trusted = single.map(\.id)
    let assets = Set(backfill.assetCounts.keys)
    let selections = assets.count == 1 ? [:] : try await client.assets(ofRuns: trusted)
    for run in single {
      guard let partition = run.partition else { continue }
      for asset in selections[run.id] ?? (assets.count == 1 ? assets : []) {
        assumed[asset, default: []].insert(ExactString(partition))
      }
    }
    let asked = troubled + others.filter { $0.partition == nil }
    try await ask(asked.map(\.id), client)
  }

  func contains(_ partition: String, of asset: AssetKey) -> Bool {
    told[asset]?.contains(partition) == true || assumed[asset]?.contains(partition) == true
  }

  /// For where Dagster counts otherwise: a run that succeeded may have left out what it had nothing for.
  mutating func askEachRun(_ client: DagsterClient) async throws(DagsterError) {
    guard trusted.count <= MaterializedPartitions.runLimit else { return }
    try await ask(trusted, client)
    (assumed, trusted) = ([:], [])
  }

  private mutating func ask(_ runs: [RunID], _ client: DagsterClient) async throws(DagsterError) {
    for run in runs.prefix(MaterializedPartitions.runLimit) {
      for made in try await client.materializations(ofRun: run) {
        if let partition = made.partition { told[made.asset, default: []].insert(ExactString(partition)) }
      }
    }
  }
}
