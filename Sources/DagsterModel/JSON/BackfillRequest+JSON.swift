package import JSONTree

extension BackfillRequest {
  /// `LaunchBackfillParams`. What is not given is left out: the server trips over `tags: null`.
  package var json: JSONValue {
    var members: [String: JSONValue]
    switch target {
    case .assets(let assets, let selection): members = selection.members(for: assets)
    case .each(let targets): members = ["partitionsByAssets": .array(targets.map(\.json))]
    case .job(let job, let set, let keys):
      let selector: JSONValue = [
        "partitionSetName": .string(set), "repositorySelector": job.repositorySelector.json,
      ]
      members = ["selector": selector, "partitionNames": .strings(keys)]
    }
    if !tags.isEmpty { members["tags"] = .tags(tags) }
    if let title { members["title"] = .string(title) }
    if let description { members["description"] = .string(description) }
    if let runConfig { members["runConfigData"] = runConfig }
    return .object(members)
  }

  /// Why the request makes no sense; nil when it may.
  package var problem: String? {
    target.problem ?? title.flatMap(Self.problem(inTitle:)) ?? problemInRunConfig
  }

  private var problemInRunConfig: String? {
    guard let runConfig else { return nil }
    if case .job = target {
      return "a backfill of a job takes no run configuration: Dagster would ignore it silently"
    }
    return runConfig.problemAsRunConfig.map { "the run configuration is wrong: \($0.message)" }
  }

  /// The server's own rules for titles, which it answers with an exception.
  private static func problem(inTitle title: String) -> String? {
    // Python counts code points.
    let length = title.unicodeScalars.count
    if length > 100 { return "the title has \(length) characters: Dagster takes 100 at most" }
    let found = title.first { "%*\"".contains($0) }
    return found.map { "the title has a \($0): Dagster takes none of % * \"" }
  }
}

extension BackfillRequest.Target {
  /// What is backfilled, for messages.
  package var subject: String {
    switch self {
    case .assets(let assets, _): assets.map(\.description).joined(separator: ", ")
    case .each(let targets): targets.map(\.asset.description).joined(separator: ", ")
    case .job(_, let set, _): set
    }
  }

  fileprivate var problem: String? {
    switch self {
    case .assets([], _), .each([]): "a backfill of no assets"
    case .assets(_, .keys([])), .assets(_, .ranges([])), .job(_, _, []):
      "a backfill of no partitions: name one at least"
    case .each(let targets) where targets.contains { $0.keys == [] }:
      "a backfill of no partitions of an asset: leave it out"
    default: nil
    }
  }
}

extension BackfillRequest.AssetPartitions {
  fileprivate var json: JSONValue {
    guard let keys else { return ["assetKey": .assetKey(asset)] }
    let ranges = keys.map { PartitionKeyRange(first: $0, last: $0).json }
    return ["assetKey": .assetKey(asset), "partitions": ["ranges": .array(ranges)]]
  }
}

extension BackfillRequest.PartitionSelection {
  fileprivate func members(for assets: [AssetKey]) -> [String: JSONValue] {
    switch self {
    case .keys(let keys): ["assetSelection": .assetKeys(assets), "partitionNames": .strings(keys)]
    case .all: ["assetSelection": .assetKeys(assets), "allPartitions": true]
    case .ranges(let ranges):
      Self.byAsset(assets, ["partitions": ["ranges": .array(ranges.map(\.json))]])
    case .unpartitioned: Self.byAsset(assets, [:])
    }
  }

  private static func byAsset(
    _ assets: [AssetKey],
    _ partitions: [String: JSONValue]
  ) -> [String: JSONValue] {
    let entries = assets.map { JSONValue.object(partitions.merging(["assetKey": .assetKey($0)]) { $1 }) }
    return ["partitionsByAssets": .array(entries)]
  }
}
