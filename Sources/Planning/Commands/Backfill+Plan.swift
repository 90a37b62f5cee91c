import Contract
public import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JSONTree
public import JobDSL
public import Schema
import Works

extension JobDSL.Backfill: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    try await BackfillCheck(step: site).planned(for: self, problems: &problems)
  }

  public var features: [ServerFeature] { config == nil ? [] : [.backfillRunConfig] }
}

/// Checks a backfill: its assets, their partitioning, every single partition, configuration and concurrency.
private struct BackfillCheck {
  let step: StepCheck
  var path: Path { step.path }

  func planned(for command: JobDSL.Backfill, problems: inout [Issue]) async throws(DagsterError)
    -> PlannedStep?
  {
    let before = problems.count
    let assets = try await definitions(of: command, problems: &problems)
    guard problems.count == before, let first = assets.first else { return nil }
    step.checkUnique(assets, at: places(of: assets), problems: &problems)
    step.check(assets, arePartitionedAs: command.partitions, at: places(of: assets), problems: &problems)
    guard problems.count == before else { return nil }
    try await checkReach(of: assets, problems: &problems)
    guard problems.count == before else { return nil }

    try await step.client.prepareKeys(of: assets.map(\.key))
    let selected = try await PartitionExpansion(keys: step.keys, at: path[\JobDSL.Backfill.partitions])
      .partitions(
        of: first.key,
        in: command.partitions,
        primary: first.partitioning?.primaryDimension,
        problems: &problems
      )
    let firstKeys = assets.count > 1 ? try await step.keys.keys(of: first.key) : []
    for (index, other) in assets.enumerated().dropFirst() {
      try await checkKeys(
        selected.keys,
        of: other,
        like: (first.key, firstKeys),
        at: path[\JobDSL.Backfill.assets][index],
        problems: &problems
      )
    }
    let config = try await config(of: command, assets: assets, problems: &problems)
    let concurrency = concurrencyTag(of: command, problems: &problems)
    guard problems.count == before else { return nil }
    return try await planned(
      selected,
      of: assets,
      by: command,
      tags: step.tags(command.options) + concurrency,
      config: config
    )
  }

  private func planned(
    _ selected: TargetedPartitions,
    of assets: [AssetDefinition],
    by command: JobDSL.Backfill,
    tags: [Tag],
    config: JSONValue?
  ) async throws(DagsterError) -> PlannedStep {
    let names = assets.map(\.key)
    let isOfMissing = command.conditions.only == .missing
    let selected = isOfMissing ? selected : part(of: selected, by: command, names)
    var open = selected.filter { !step.done.contains($0, of: names) }
    var states: [AssetKey: AssetState] = [:]
    var skipped = selected.count - open.count
    if isOfMissing {
      try await step.client.prepareStatuses(of: names)
      states = try await step.client.states(
        of: Dictionary(names.map { ($0, selected) }, uniquingKeysWith: { $1 }),
        allKeys: step.keys.knownKeys
      )
      open = open.filter { key in
        step.done.isDoubted(key) || states.values.contains { !$0.materialized.contains(key) }
      }
      skipped = selected.count - open.count
      open = part(of: open, by: command, names)
    }
    let request = BackfillRequest(assets: names, partitions: .keys(open.keys), tags: tags, runConfig: config)
    return PlannedStep(
      work: BackfillWork(request, partitions: open.count, skipped: skipped),
      assets: assets,
      partitions: open,
      states: states
    )
  }

  /// What a step makes of the partitions of its backfill: the canary the first ones, the rest what the canary doesn't, however
  /// the list of partitions may have changed since.
  private func part(of all: TargetedPartitions, by command: JobDSL.Backfill, _ assets: [AssetKey])
    -> TargetedPartitions
  {
    switch command.part {
    case .first(let count): all.prefix(count)
    case .afterFirst: all.filter { step.canary?.contains($0, of: assets) != true }
    case nil: all
    }
  }

  private func definitions(of command: JobDSL.Backfill, problems: inout [Issue]) async throws(DagsterError)
    -> [AssetDefinition]
  {
    var found: [AssetDefinition] = []
    for (index, name) in command.assets.enumerated() {
      let place = path[\JobDSL.Backfill.assets][index]
      if let definition = try await step.asset(name, at: place, problems: &problems) {
        found.append(definition)
      }
    }
    return found
  }

  private func checkReach(of assets: [AssetDefinition], problems: inout [Issue]) async throws(DagsterError) {
    let unreached = try await step.client.unreached(in: assets.map(\.key))
    problems += zip(assets, places(of: assets)).flatMap { asset, place in
      unreached.filter { $0.asset == asset.key }.map { found in
        Issue(
          at: place,
          "expected assets that one backfill makes, found \"\(found.asset)\", which reads \"\(found.ancestor)\" "
            + "only by way of \"\(found.between)\": Dagster would leave it out without a word",
          hint: "name \"\(found.between)\" and what is between them here too, or make a step for each"
        )
      }
    }
  }

  /// Dagster refuses a backfill of assets whose definitions differ at all, which their keys tell better than
  /// their formats: days and months are spelled alike.
  private func checkKeys(
    _ keys: [String],
    of asset: AssetDefinition,
    like other: (key: AssetKey, partitionKeys: [String]),
    at place: Path,
    problems: inout [Issue]
  ) async throws(DagsterError) {
    let ownKeys = try await step.keys.keys(of: asset.key)
    let known = ownKeys.exact
    let missing = keys.filter { !known.contains($0) }
    guard let first = missing.first else {
      guard !other.partitionKeys.isExactly(ownKeys) else { return }
      return problems.append(
        Issue(
          at: place,
          "expected assets partitioned alike, found \"\(asset.key)\" unlike \"\(other.key)\"",
          hint: "make a step for each"
        )
      )
    }
    problems.append(
      Issue(
        at: place,
        "expected every partition of this step in \"\(asset.key)\", found \(missing.count) that it doesn't have, "
          + "first \"\(first)\"",
        hint: "make a step for each"
      )
    )
  }

  private func config(of command: JobDSL.Backfill, assets: [AssetDefinition], problems: inout [Issue])
    async throws(DagsterError) -> JSONValue?
  {
    let config = command.config.map(JSONValue.init)
    try await ConfigCheck(step: step, at: path[\JobDSL.Backfill.config])
      .check(config, of: assets, at: places(of: assets), problems: &problems)
    return config
  }

  private func places(of assets: [AssetDefinition]) -> [Path] {
    assets.indices.map { path[\JobDSL.Backfill.assets][$0] }
  }

  /// The tag whose limit the instance holds, where the document asks for one.
  private func concurrencyTag(of command: JobDSL.Backfill, problems: inout [Issue]) -> [Tag] {
    guard let limit = command.maxConcurrentRuns else { return [] }
    let key = TagKey.maxConcurrentRuns(limit)
    guard TagConcurrencyLimits(yaml: step.readiness.tagConcurrencyLimitsYaml ?? "").holds(limit, for: key)
    else {
      problems.append(
        Issue(
          at: path[\JobDSL.Backfill.maxConcurrentRuns],
          "expected a limit that Dagster's instance holds, found \(limit), for which it has none",
          hint: "add to concurrency.runs.tag_concurrency_limits in dagster.yaml: "
            + "{key: \(key), value: {applyLimitPerUniqueValue: true}, limit: \(limit)}"
        )
      )
      return []
    }
    return [Tag(key, step.job)]
  }
}
