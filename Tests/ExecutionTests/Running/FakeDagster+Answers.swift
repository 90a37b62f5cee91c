import DagsterModel
import JSONTree

@testable import Dagster

extension JSONValue {
  fileprivate var assetName: String { self["path"]?[0]?.text ?? "" }
  var tags: [Tag] { elements.map { Tag($0["key"]?.text ?? "", $0["value"]?.text ?? "") } }
}

extension FakeDagster.State {
  mutating func answer(_ operation: String, _ variables: JSONValue) -> JSONValue {
    switch operation {
    case "Version": ["version": .string(version)]
    case "Vocabulary":
      [
        "runs": ["enumValues": names(["QUEUED", "STARTED", "SUCCESS", "FAILURE", "CANCELED", "PONDERING"])],
        "backfills": ["enumValues": names(["REQUESTED", "CANCELED", "COMPLETED_SUCCESS"])],
      ]
    case "Readiness": readiness
    case "Assets", "KnownAssets":
      [
        "assetNodes": .array((variables["keys"]?.elements ?? []).compactMap { node($0.assetName) }),
        "assetNodeDefinitionCollisions": [],
      ]
    case "AssetKeys": ["assetNodes": .array(assets.map { ["assetKey": ["path": [.string($0.name)]]] })]
    case "AssetCollisions": ["assetNodeDefinitionCollisions": []]
    case "ManyDimensionKeys":
      [
        "assetNodes": .array(
          (variables["keys"]?.elements ?? []).map { key in
            [
              "assetKey": ["path": key["path"] ?? []],
              "partitionKeysByDimension": defaultKeys(of: key.assetName),
            ]
          }
        )
      ]
    case "PartitionKeys": ["assetNodeOrError": keys(of: variables["key"]?.assetName)]
    case "DimensionKeys": ["assetNodeOrError": dimensions(of: variables["key"]?.assetName)]
    case "Validate": ["isPipelineConfigValid": ["__typename": "PipelineConfigValidationValid"]]
    case "LaunchBackfill": ["launchPartitionBackfill": launchBackfill(variables["params"] ?? [:])]
    case "LaunchRun": ["launchRun": launchRun(variables["params"] ?? [:])]
    case "FindBackfills": ["runsFeedOrError": backfills(variables["filter"] ?? [:])]
    case "FindWorks":
      [
        "runsFeedOrError": backfills(variables["filter"] ?? [:]),
        "runsOrError": runs(variables["filter"] ?? [:]),
        "partitionBackfillsOrError": recentBackfills(),
      ]
    case "RecentBackfills", "RecentWorks": ["partitionBackfillsOrError": recentBackfills()]
    case "Runs": ["runsOrError": runs(variables["filter"] ?? [:])]
    case "Backfill": ["partitionBackfillOrError": backfill(variables["id"]?.text ?? "")]
    case "Run": ["runOrError": run(variables["id"]?.text ?? "")]
    case "RunChain":
      chain(variables["id"]?.text ?? "")
    case "RunChains": [:]
    case "RunRetries":
      [
        "instance": [
          "daemonHealth": [
            "allDaemonStatuses": [["daemonType": "EVENT_LOG_CONSUMER", "required": .bool(retries != nil)]]
          ]
        ]
      ]
    case "RunChecks": ["runOrError": ["__typename": "Run", "assetChecks": []]]
    case "AssetChecks": ["assetNodes": []]
    case "CancelBackfill":
      ["cancelPartitionBackfill": cancel(variables["id"]?.text ?? "", "CancelBackfillSuccess")]
    case "TerminateRun": ["terminateRun": cancel(variables["id"]?.text ?? "", "TerminateRunSuccess")]
    case "RunAssets": ["runsOrError": ["__typename": "Runs", "results": []]]
    case "Materializations":
      [
        "runOrError": [
          "__typename": "Run",
          "assetMaterializations": .array(materializations(ofRun: variables["id"]?.text ?? "")),
        ]
      ]
    case "RunErrors":
      ["logsForRun": ["__typename": "EventConnection", "cursor": "", "hasMore": false, "events": []]]
    default:
      answerAboutAssets(operation, variables) ?? answerAboutEnded(operation, variables)
        ?? answerAboutInstigators(operation, variables) ?? changeKeys(operation, variables) ?? .null
    }
  }

  private func names(_ names: [String]) -> JSONValue { .array(names.map { ["name": .string($0)] }) }

  private var readiness: JSONValue {
    let daemons = ["BACKFILL", "QUEUED_RUN_COORDINATOR"].map { type -> JSONValue in
      [
        "daemonType": .string(type), "required": true,
        "lastHeartbeatTime": heartbeat.map(JSONValue.double) ?? .null,
      ]
    }
    let location: JSONValue = [
      "name": "lab", "loadStatus": "LOADED", "locationOrLoadError": ["__typename": "RepositoryLocation"],
    ]
    return [
      "version": .string(version),
      "workspaceOrError": ["__typename": "Workspace", "locationEntries": [location]],
      "instance": ["daemonHealth": ["allDaemonStatuses": .array(daemons)], "runQueueConfig": .null],
      "permissions": [],
    ]
  }

  private func node(_ name: String) -> JSONValue? {
    guard let asset = assets.first(where: { $0.name == name }) else { return nil }
    let dimensionTypes = asset.dimensions.map { dimension -> JSONValue in
      [
        "name": .string(dimension.name), "isPrimaryDimension": false,
        "type": asset.dynamic[dimension.name] == nil ? "STATIC" : "DYNAMIC",
        "dynamicPartitionsDefinitionName": asset.dynamic[dimension.name].map(JSONValue.string) ?? .null,
      ]
    }
    let partitioning = asset.type.map { type -> JSONValue in
      [
        "name": .null, "type": .string(type), "fmt": asset.format.map(JSONValue.string) ?? .null,
        "dimensionTypes": .array(dimensionTypes),
      ]
    }
    return [
      "assetKey": ["path": [.string(name)]], "isMaterializable": true, "hasMaterializePermission": true,
      "dependencyKeys": [],
      "jobNames": [], "opNames": [.string(name)], "backfillPolicy": .null,
      "repository": ["name": "__repository__", "location": ["name": "lab"]],
      "partitionDefinition": partitioning ?? .null,
    ]
  }

  private func keys(of name: String?) -> JSONValue {
    let keys = assets.first { $0.name == name }?.keys ?? []
    let page: JSONValue = ["results": .strings(keys), "cursor": "", "hasMore": false]
    return ["__typename": "AssetNode", "partitionKeyConnection": page]
  }

  private func defaultKeys(of name: String) -> JSONValue {
    [["name": "default", "partitionKeys": .strings(assets.first { $0.name == name }?.keys ?? [])]]
  }

  private func dimensions(of name: String?) -> JSONValue {
    let dimensions = (assets.first { $0.name == name }?.dimensions ?? []).map { dimension -> JSONValue in
      ["name": .string(dimension.name), "partitionKeys": .strings(dimension.keys)]
    }
    return ["__typename": "AssetNode", "partitionKeysByDimension": .array(dimensions)]
  }
}
