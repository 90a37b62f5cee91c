@testable import Dagster

extension JSONValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

  fileprivate var assetName: String { self["path"]?[0]?.text ?? "" }
  fileprivate var tags: [Tag] { elements.map { Tag($0["key"]?.text ?? "", $0["value"]?.text ?? "") } }
}

extension FakeDagster.State {
  mutating func answer(_ operation: String, _ variables: JSONValue) -> JSONValue {
    switch operation {
    case "Version": ["version": "1.13.27"]
    case "Readiness": readiness
    case "Assets":
      ["assetNodes": .array((variables["keys"]?.elements ?? []).compactMap { node($0.assetName) })]
    case "AssetKeys": ["assetNodes": .array(assets.map { ["assetKey": ["path": [.string($0.name)]]] })]
    case "PartitionKeys": ["assetNodeOrError": keys(of: variables["key"]?.assetName)]
    case "DimensionKeys": ["assetNodeOrError": dimensions(of: variables["key"]?.assetName)]
    case "Validate": ["isPipelineConfigValid": ["__typename": "PipelineConfigValidationValid"]]
    case "LaunchBackfill": ["launchPartitionBackfill": launchBackfill(variables["params"] ?? [:])]
    case "LaunchRun": ["launchRun": launchRun(variables["params"] ?? [:])]
    case "FindBackfills": ["runsFeedOrError": backfills(variables["filter"] ?? [:])]
    case "Runs": ["runsOrError": runs(variables["filter"] ?? [:])]
    case "Backfill": ["partitionBackfillOrError": backfill(variables["id"]?.text ?? "")]
    case "Run": ["runOrError": run(variables["id"]?.text ?? "")]
    case "Materializations": ["runOrError": materializations(ofRun: variables["id"]?.text ?? "")]
    case "CancelBackfill": ["cancelPartitionBackfill": cancel(variables["id"]?.text ?? "")]
    default: .null
    }
  }

  private var readiness: JSONValue {
    let daemons = ["BACKFILL", "QUEUED_RUN_COORDINATOR"].map { type -> JSONValue in
      [
        "daemonType": .string(type), "required": true, "healthy": true,
        "lastHeartbeatTime": heartbeat.map(JSONValue.double) ?? .null,
      ]
    }
    let location: JSONValue = [
      "name": "lab", "loadStatus": "LOADED", "locationOrLoadError": ["__typename": "RepositoryLocation"],
    ]
    return [
      "version": "1.13.27",
      "workspaceOrError": ["__typename": "Workspace", "locationEntries": [location]],
      "instance": ["daemonHealth": ["allDaemonStatuses": .array(daemons)], "runQueueConfig": .null],
      "permissions": [],
    ]
  }

  private func node(_ name: String) -> JSONValue? {
    guard let asset = assets.first(where: { $0.name == name }) else { return nil }
    let dimensionTypes = asset.dimensions.map { dimension -> JSONValue in
      [
        "name": .string(dimension.name), "type": "STATIC", "isPrimaryDimension": false,
        "dynamicPartitionsDefinitionName": .null,
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
      "groupName": .null, "jobNames": [], "opNames": [.string(name)], "backfillPolicy": .null,
      "repository": ["name": "__repository__", "location": ["name": "lab"]],
      "partitionDefinition": partitioning ?? .null,
    ]
  }

  private func keys(of name: String?) -> JSONValue {
    let keys = assets.first { $0.name == name }?.keys ?? []
    let page: JSONValue = ["results": .strings(keys), "cursor": "", "hasMore": false]
    return ["__typename": "AssetNode", "partitionKeyConnection": page]
  }

  private func dimensions(of name: String?) -> JSONValue {
    let dimensions = (assets.first { $0.name == name }?.dimensions ?? []).map { dimension -> JSONValue in
      ["name": .string(dimension.name), "partitionKeys": .strings(dimension.keys)]
    }
    return ["__typename": "AssetNode", "partitionKeysByDimension": .array(dimensions)]
  }
}

extension FakeDagster.State {
  private mutating func launchBackfill(_ params: JSONValue) -> JSONValue {
    let id = "backfill-\(work.count + 1)"
    work.append(
      .init(
        id: id,
        isBackfill: true,
        tags: params["tags"]?.tags ?? [],
        targeted: taken ?? params["partitionNames"]?.elements.count ?? 0
      )
    )
    return ["__typename": "LaunchBackfillSuccess", "backfillId": .string(id)]
  }

  private mutating func launchRun(_ params: JSONValue) -> JSONValue {
    let id = "run-\(work.count + 1)"
    work.append(
      .init(
        id: id,
        isBackfill: false,
        tags: params["executionMetadata"]?["tags"]?.tags ?? [],
        targeted: 1,
        assets: (params["selector"]?["assetSelection"]?.elements ?? []).map(\.assetName)
      )
    )
    return ["__typename": "LaunchRunSuccess", "run": ["runId": .string(id)]]
  }

  private func found(_ filter: JSONValue, isBackfill: Bool) -> [FakeDagster.Work] {
    let wanted = filter["tags"]?.tags ?? []
    return work.filter { work in work.isBackfill == isBackfill && wanted.allSatisfy(work.tags.contains) }
  }

  private func backfills(_ filter: JSONValue) -> JSONValue {
    let results = found(filter, isBackfill: true).map { work -> JSONValue in
      ["id": .string(work.id), "creationTime": 0, "tags": .tags(work.tags), "status": "REQUESTED"]
    }
    return ["__typename": "RunsFeedConnection", "cursor": "", "hasMore": false, "results": .array(results)]
  }

  private func runs(_ filter: JSONValue) -> JSONValue {
    let results = found(filter, isBackfill: false).map { run($0, status: "QUEUED") }
    return ["__typename": "Runs", "results": .array(results)]
  }

  private mutating func look(at id: String) -> (FakeDagster.Work, isOver: Bool)? {
    guard let index = work.firstIndex(where: { $0.id == id }) else { return nil }
    work[index].looks += 1
    return (work[index], work[index].looks > looksToEnd)
  }

  private mutating func backfill(_ id: String) -> JSONValue {
    guard let (work, isOver) = look(at: id) else { return ["__typename": "BackfillNotFoundError"] }
    let status =
      work.isCanceled ? (isOver ? "CANCELED" : "CANCELING") : isOver ? "COMPLETED_SUCCESS" : "REQUESTED"
    let done = isOver && !work.isCanceled ? work.targeted : 0
    let counts: JSONValue = [
      "assetKey": ["path": ["orders"]], "numPartitionsTargeted": .int(work.targeted),
      "numPartitionsInProgress": 0, "numPartitionsMaterialized": .int(done), "numPartitionsFailed": 0,
    ]
    return [
      "__typename": "PartitionBackfill", "id": .string(id), "status": .string(status),
      "isAssetBackfill": true,
      "numPartitions": .int(work.targeted), "timestamp": 0, "tags": .tags(work.tags),
      "assetBackfillData": ["assetBackfillStatuses": [counts]], "partitionStatusCounts": [],
    ]
  }

  private mutating func run(_ id: String) -> JSONValue {
    guard let (work, isOver) = look(at: id) else { return ["__typename": "RunNotFoundError"] }
    return run(work, status: isOver ? "SUCCESS" : "STARTED")
  }

  private func run(_ work: FakeDagster.Work, status: String) -> JSONValue {
    [
      "__typename": "Run", "runId": .string(work.id), "status": .string(status), "jobName": "__ASSET_JOB",
      "tags": .tags(work.tags),
    ]
  }

  /// What a run was launched for, as the fake has it: the asset of its selection.
  private func materializations(ofRun id: String) -> JSONValue {
    let made = work.first { $0.id == id }?.assets ?? []
    let events = made.map { asset -> JSONValue in
      ["partition": .null, "assetKey": ["path": [.string(asset)]]]
    }
    return ["__typename": "Run", "assetMaterializations": .array(events)]
  }

  private mutating func cancel(_ id: String) -> JSONValue {
    for index in work.indices where work[index].id == id { work[index].isCanceled = true }
    return ["__typename": "CancelBackfillSuccess"]
  }
}
