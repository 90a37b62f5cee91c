public import Dagster
import DagsterModel
import Diagnostics
import JSONTree
public import JobDSL
public import Schema
import Works

extension Materialize: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    try await MaterializeCheck(step: site).planned(for: self, problems: &problems)
  }
}

/// Checks the materialization of one asset, or of several, in one run.
private struct MaterializeCheck {
  let step: StepCheck
  var path: Path { step.path }

  func planned(for command: Materialize, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let before = problems.count
    let places = places(of: command)
    let assets = try await definitions(of: command, at: places, problems: &problems)
    guard problems.count == before, let first = assets.first else { return nil }
    step.checkUnique(assets, at: places, problems: &problems)
    checkRepositories(of: assets, at: places, problems: &problems)
    guard problems.count == before else { return nil }
    for (asset, place) in zip(assets, places) {
      try await checkPartition(of: command, in: asset, at: place, problems: &problems)
    }
    let config = command.config.map(JSONValue.init)
    try await ConfigCheck(step: step, at: path[\Materialize.config])
      .check(config, of: assets, at: places, problems: &problems)
    guard problems.count == before else { return nil }
    var tags = step.tags(command.options)
    if let key = command.partition {
      tags.append(Tag(Tag.partitionKey, key))
      tags += try await step.dimensionTags(of: key, in: first)
    }
    let request = RunRequest(
      job: JobSelector.assetJob(in: first.repository),
      assetSelection: assets.map(\.key),
      runConfig: config,
      tags: tags
    )
    return PlannedStep(
      work: RunWork(request),
      assets: assets,
      partitions: command.partition.map { TargetedPartitions($0) }
    )
  }

  private func places(of command: Materialize) -> [Path] {
    guard command.assets.count > 1 else { return [path[\Materialize.oneAsset]] }
    return command.assets.indices.map { path[\Materialize.severalAssets][$0] }
  }

  private func definitions(of command: Materialize, at places: [Path], problems: inout [Issue])
    async throws(DagsterError) -> [AssetDefinition]
  {
    var found: [AssetDefinition] = []
    for (name, place) in zip(command.assets, places) {
      if let asset = try await step.asset(name, at: place, problems: &problems) { found.append(asset) }
    }
    return found
  }

  /// A run belongs to one repository.
  private func checkRepositories(of assets: [AssetDefinition], at places: [Path], problems: inout [Issue]) {
    for (asset, place) in zip(assets, places) where asset.repository != assets[0].repository {
      problems.append(
        Issue(
          at: place,
          "expected assets of one code location, found \"\(asset.key)\" of \"\(asset.repository.location)\" beside "
            + "\"\(assets[0].key)\" of \"\(assets[0].repository.location)\"",
          hint: "make a step for each: one run can't be of both"
        )
      )
    }
  }

  private func checkPartition(
    of command: Materialize,
    in asset: AssetDefinition,
    at place: Path,
    problems: inout [Issue]
  ) async throws(DagsterError) {
    switch (command.partition, asset.partitioning) {
    case (nil, nil): return
    case (nil, .some):
      step.checkUnpartitioned(
        asset,
        at: place,
        hint: "name one with `partition`, or use backfill",
        problems: &problems
      )
    case (.some(let key), nil):
      problems.append(
        Issue(
          at: path[\Materialize.partition],
          "expected no partition, found \"\(key)\": \"\(asset.key)\" has none"
        )
      )
    case (.some(let key), .some):
      let selection = Partitions.single(.static, .keys([key]))
      var found: [Issue] = []
      _ = try await PartitionExpansion(keys: step.keys, at: path)
        .keys(of: asset.key, in: selection, problems: &found)
      problems += found.map { Issue(at: path[\Materialize.partition], $0.message, hint: $0.hint) }
    }
  }
}

extension StepCheck {
  /// The tags that Dagster itself gives a run of a partition of several dimensions: one for each.
  ///
  /// A key of a dimension may hold the mark that joins them: what the dimensions have decides where it is cut.
  func dimensionTags(of key: String, in asset: AssetDefinition) async throws(DagsterError) -> [Tag] {
    guard case .multi? = asset.partitioning?.kind else { return [] }
    let dimensions = try await client.partitionKeysByDimension(of: asset.key).sorted { $0.name < $1.name }
    var rest = key.utf8[...]
    var tags: [Tag] = []
    for (index, dimension) in dimensions.enumerated() {
      let mark = index == dimensions.count - 1 ? "" : "|"
      let candidates = dimension.keys.filter {
        mark.isEmpty ? rest.elementsEqual($0.utf8) : rest.starts(with: "\($0)\(mark)".utf8)
      }
      guard let part = candidates.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
      tags.append(Tag("\(Tag.partitionKey)/\(dimension.name)", part))
      rest = rest.dropFirst(part.utf8.count + mark.utf8.count)
    }
    return tags
  }
}
