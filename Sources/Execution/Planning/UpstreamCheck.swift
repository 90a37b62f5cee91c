import Dagster

/// Whether everything is materialised that a step reads of assets other than its own.
struct UpstreamCheck {
  let facts: ServerFacts
  let step: PlannedStep
  /// Earlier steps of the job, which will have made theirs by then.
  let promised: [PlannedStep]

  func complaint() async throws(DagsterError) -> (message: String, hint: String)? {
    let own = Set(step.assets.map(\.key))
    let links = try await facts.links(of: step.assets.map(\.key))
    for asset in step.assets {
      for dependency in links[asset.key]?.dependencies ?? [] where !own.contains(dependency.asset) {
        if let complaint = try await complaint(about: dependency, of: asset) { return complaint }
      }
    }
    return nil
  }

  private func complaint(about dependency: AssetLinks.Dependency, of asset: AssetDefinition)
    async throws(DagsterError) -> (message: String, hint: String)?
  {
    let key = dependency.asset
    // What Dagster can't make it has no word about.
    guard let upstream = try await facts.client.assets([key])[key], upstream.isMaterializable else {
      return nil
    }
    let hint = "materialise it first, in an earlier step or another job"
    switch try await need(of: dependency, asset, upstream) {
    case .whole:
      let isPromised = promised.contains { $0.assets.contains { $0.key == key } }
      let isThere = try await facts.activity(of: key).isMaterialized
      return isThere || isPromised
        ? nil
        : ("expected everything that it reads to be materialised, found \"\(key)\" not materialised", hint)
    case .partitions(let keys):
      let state = try await AssetState(of: key, among: TargetedPartitions(listed: keys), client: facts.client)
      let missing = keys.filter { !state.materialized.contains($0) && !isPromised($0, of: key) }
      guard let first = missing.first else { return nil }
      let which = missing.count == 1 ? "\"\(first)\"" : "\(missing.count), first \"\(first)\""
      return (
        "expected everything that it reads to be materialised, found partitions of \"\(key)\" missing: \(which)",
        hint
      )
    case .undecided(let mapping):
      return (
        "expected a mapping of partitions that this runner can follow from \"\(asset.key)\" to \"\(key)\", "
          + "found \(mapping)",
        "whether what it reads is there can't be told: remove the condition, and look yourself"
      )
    }
  }

  private func isPromised(_ partition: String, of asset: AssetKey) -> Bool {
    promised.contains { step in
      step.assets.contains { $0.key == asset } && step.partitions?.keys.contains(partition) == true
    }
  }

  private func need(
    of dependency: AssetLinks.Dependency,
    _ asset: AssetDefinition,
    _ upstream: AssetDefinition
  )
    async throws(DagsterError) -> UpstreamNeed
  {
    let isPartitioned = upstream.partitioning != nil
    return UpstreamNeed(
      of: dependency,
      keys: step.partitions?.keys,
      partitioning: asset.partitioning,
      allKeys: isPartitioned && asset.partitioning != nil
        ? try await facts.client.partitionKeys(of: asset.key) : [],
      upstream: upstream.partitioning,
      upstreamKeys: isPartitioned ? try await facts.client.partitionKeys(of: upstream.key) : []
    )
  }
}
