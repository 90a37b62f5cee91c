import Dagster
import ExactText

/// Whether everything is materialized that a step reads of assets other than its own.
struct UpstreamCheck {
  let facts: ServerFacts
  let step: PlannedStep
  /// Earlier steps of the job, which will have made theirs by then.
  let promised: [PlannedStep]

  func complaint() async throws(DagsterError) -> (message: String, hint: String)? {
    let own = Set(step.assets.map(\.key))
    let links = try await facts.links(of: step.assets.map(\.key))
    let read = Set(links.values.flatMap(\.dependencies).map(\.asset)).subtracting(own).sorted()
    let upstream = try await facts.client.assets(read).values.filter(\.isMaterializable)
    try await facts.client.prepareKeys(of: step.assets.map(\.key) + upstream.map(\.key))
    try await facts.client.prepareStatuses(of: upstream.filter { $0.partitioning != nil }.map(\.key))
    _ = try await facts.client.activity(of: upstream.filter { $0.partitioning == nil }.map(\.key))
    for asset in step.assets {
      for dependency in links[asset.key]?.dependencies ?? [] where !own.contains(dependency.asset) {
        if let complaint = try await complaint(about: dependency, of: asset) { return complaint }
      }
    }
    return nil
  }

  private typealias Complaint = (message: String, hint: String)

  private func complaint(about dependency: AssetLinks.Dependency, of asset: AssetDefinition)
    async throws(DagsterError) -> Complaint?
  {
    let key = dependency.asset
    // What Dagster can't make it has no word about.
    guard let upstream = try await facts.client.assets([key])[key], upstream.isMaterializable else {
      return nil
    }
    let isPartitioned = step.partitions != nil && asset.partitioning != nil
    let upstreamKeys = upstream.partitioning == nil ? nil : try await facts.client.partitionKeys(of: key)
    switch UpstreamNeed(of: dependency, isPartitioned: isPartitioned, upstreamKeys: upstreamKeys) {
    case .whole: return try await complaint(aboutWhole: key)
    case .partitions(let keys): return try await complaint(about: keys, of: key)
    case .mapped: return try await complaint(about: dependency, of: asset, upstream, upstreamKeys ?? [])
    case .undecided(let mapping): return undecided(from: asset.key, to: key, mapping)
    }
  }

  private func complaint(aboutWhole key: AssetKey) async throws(DagsterError) -> Complaint? {
    let isPromised = promised.contains { $0.assets.contains { $0.key == key } }
    let isThere = try await facts.activity(of: key).isMaterialized
    return isThere || isPromised
      ? nil
      : ("expected everything that it reads to be materialized, found \"\(key)\" not materialized", Self.hint)
  }

  private func complaint(about keys: [String], of key: AssetKey) async throws(DagsterError) -> Complaint? {
    let state = try await AssetState(of: key, among: TargetedPartitions(listed: keys), client: facts.client)
    let missing = keys.filter { !state.materialized.contains($0) && !isPromised($0, of: key) }
    guard let first = missing.first else { return nil }
    let which = missing.count == 1 ? "\"\(first)\"" : "\(missing.count), first \"\(first)\""
    return (
      "expected everything that it reads to be materialized, found partitions of \"\(key)\" missing: \(which)",
      Self.hint
    )
  }

  private func complaint(
    about dependency: AssetLinks.Dependency,
    of asset: AssetDefinition,
    _ upstream: AssetDefinition,
    _ upstreamKeys: [String]
  ) async throws(DagsterError) -> Complaint? {
    let key = upstream.key
    let links = try await facts.links(of: [asset.key, key])
    let mapped = MappedUpstream(
      client: facts.client,
      asset: asset,
      upstream: upstream,
      keys: try await facts.client.partitionKeys(of: asset.key),
      upstreamKeys: upstreamKeys,
      mapping: dependency.mapping,
      isChained: [asset.key, key].contains { name in
        links[name]?.dependencies.contains { $0.asset == name } ?? false
      }
    )
    let statuses = try await facts.client.statusKeys(of: key, allKeys: upstreamKeys)
    let absent = upstreamKeys.filter { !statuses.materialized.contains($0) && !isPromised($0, of: key) }
    let targeted = step.partitions?.keys ?? []
    var finding = try await mapped.finding(for: targeted, absent: absent)
    // What failed or is under way may have been made before, which its status doesn't tell any more.
    let hidden = absent.filter { statuses.failed.contains($0) || statuses.materializing.contains($0) }
    if finding != .complete, !hidden.isEmpty {
      let made = try await facts.client.everMaterialized(hidden, of: key)
      finding = try await mapped.finding(for: targeted, absent: absent.filter { !made.contains($0) })
    }
    switch finding {
    case .complete: return nil
    case .undecided(let mapping): return undecided(from: asset.key, to: key, mapping)
    case .missing(let partition, let reader):
      return (
        "expected everything that it reads to be materialized, found partitions of \"\(key)\" missing, "
          + "first \"\(partition)\": \"\(reader)\" of \"\(asset.key)\" is the first to read what is missing",
        Self.hint
      )
    }
  }

  private static let hint = "materialize it first, in an earlier step or another job"

  private func undecided(from asset: AssetKey, to upstream: AssetKey, _ found: String) -> Complaint {
    (
      "expected a mapping of partitions that this runner can follow from \"\(asset)\" to \"\(upstream)\", "
        + "found \(found)",
      "whether what it reads is there can't be told: remove the condition, and look yourself"
    )
  }

  private func isPromised(_ partition: String, of asset: AssetKey) -> Bool {
    promised.contains { step in
      step.assets.contains { $0.key == asset } && step.partitions?.keys.containsExactly(partition) == true
    }
  }
}
