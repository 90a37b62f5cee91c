import DagsterModel
import JSONTree

@testable import Dagster

/// What assets read and what has become of them.
extension FakeDagster {
  struct Links: Sendable {
    /// What an asset reads, by its name, partition by partition.
    var upstream: [String: String] = [:]
    /// Partitions of every asset whose last attempt failed.
    var failed: Set<String> = []
    /// Those of every asset that were materialized at some time.
    var materialized: Set<String> = []
    /// Failed runs that Dagster says it will retry, as they come.
    var pendingRetries: [JSONValue] = []
  }
}

extension FakeDagster.State {
  /// Adds keys to the dynamic partitions of every asset that has them, or takes them away.
  mutating func changeKeys(_ operation: String, _ variables: JSONValue) -> JSONValue? {
    let isAddition = operation == "AddDynamicPartition"
    guard isAddition || operation == "DeleteDynamicPartitions" else { return nil }
    let keys = (variables["keys"]?.elements ?? [variables["key"] ?? ""]).compactMap(\.text)
    for place in assets.indices where assets[place].type == "DYNAMIC" {
      let rest = assets[place].keys.filter { !keys.contains($0) }
      assets[place].dimensions = [DimensionKeys(name: "default", keys: rest + (isAddition ? keys : []))]
    }
    return isAddition
      ? ["addDynamicPartition": ["__typename": "AddDynamicPartitionSuccess"]]
      : ["deleteDynamicPartitions": ["__typename": "DeleteDynamicPartitionsSuccess"]]
  }

  func answerAboutAssets(_ operation: String, _ variables: JSONValue) -> JSONValue? {
    let keys = variables["keys"]?.elements ?? []
    return switch operation {
    case "Links": ["assetNodes": .array(keys.map { links(of: $0) })]
    case "AssetSensors": ["sensorsOrError": ["__typename": "Sensors", "results": []]]
    case "Activity": ["assetsLatestInfo": []]
    case "UnfinishedBackfills":
      [
        "partitionBackfillsOrError": [
          "__typename": "PartitionBackfills", "results": .array(unfinishedBackfills),
        ]
      ]
    case "PendingRetries": ["runsOrError": ["__typename": "Runs", "results": .array(links.pendingRetries)]]
    case "ManyPartitionStatuses", "PartitionStatuses":
      operation == "PartitionStatuses"
        ? ["assetNodeOrError": ["__typename": "AssetNode", "assetPartitionStatuses": statuses]]
        : [
          "assetNodes": .array(
            keys.map { (key) -> JSONValue in ["assetKey": key, "assetPartitionStatuses": statuses] }
          )
        ]
    case "EverMaterialized": parts("n", variables, "partitions") { everMaterialized($0.elements) }
    case "PartitionMapping": parts("m", variables, "params", mapping)
    default: nil
    }
  }

  /// An answer of as many parts as there are variables of the name.
  private func parts(
    _ alias: String,
    _ variables: JSONValue,
    _ name: String,
    _ part: (JSONValue) -> JSONValue
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    while let asked = variables["\(name)\(members.count)"] {
      members["\(alias)\(members.count)"] = part(asked)
    }
    return .object(members)
  }

  private func links(of key: JSONValue) -> JSONValue {
    let name = key["path"]?[0]?.text ?? ""
    let dependencies = links.upstream[name].map { upstream -> [JSONValue] in
      [
        [
          "asset": ["assetKey": ["path": [.string(upstream)]]],
          "partitionMapping": ["className": "TimeWindowPartitionMapping", "description": ""],
        ]
      ]
    }
    return [
      "assetKey": key, "partitionDefinition": .null, "dependencies": .array(dependencies ?? []),
      "dependedByKeys": [], "automationCondition": .null, "targetingInstigators": [],
    ]
  }

  private var statuses: JSONValue {
    [
      "__typename": "DefaultPartitionStatuses", "failedPartitions": .strings(links.failed.sorted()),
      "materializedPartitions": .strings(links.materialized.subtracting(links.failed).sorted()),
      "materializingPartitions": [],
    ]
  }

  private func everMaterialized(_ asked: [JSONValue]) -> JSONValue {
    let made = asked.compactMap(\.text).filter(links.materialized.contains)
    return [
      "__typename": "AssetNode",
      "latestMaterializationByPartition": .array(
        made.map { (key) -> JSONValue in ["partition": .string(key)] }
      ),
    ]
  }

  /// Every partition is read by the one of its name.
  private func mapping(_ params: JSONValue) -> JSONValue {
    let partitions: JSONValue = ["partitionKeys": params["partitionNames"] ?? [], "ranges": .null]
    return .array(
      (params["assetSelection"]?.elements ?? []).map { ["assetKey": $0, "partitions": partitions] }
    )
  }
}
