import DagsterModel
import ExactText
import JSONTree

@testable import Dagster

/// What has ended, and is run again.
extension FakeDagster {
  struct Ended: Sendable {
    /// The status of a run that was there before.
    var status = "FAILURE"
    var config = "{}\n"
    var steps = ["load": "SUCCESS", "publish": "FAILURE"]
    /// The definition now; a run has that of the id "snapshot".
    var snapshot = "snapshot"
    var version = "2"
    /// The name of the job that a backfill is of.
    var job: String?
  }
}

extension FakeDagster.State {
  mutating func answerAboutEnded(_ operation: String, _ variables: JSONValue) -> JSONValue? {
    let id = variables["id"]?.text ?? ""
    return switch operation {
    case "Reexecute": ["launchRunReexecution": reexecute(variables["params"] ?? [:])]
    case "EndedRun": ["runOrError": endedRun(id)]
    case "DefinitionNow":
      ["pipelineOrError": ["__typename": "Pipeline", "pipelineSnapshotId": .string(ended.snapshot)]]
    case "CodeVersions":
      [
        "assetNodes": .array(
          (variables["keys"]?.elements ?? []).map { ["assetKey": $0, "opVersion": .string(ended.version)] }
        ),
        "runsOrError": ["__typename": "Runs", "results": []],
      ]
    case "BackfillTargets": ["partitionBackfillOrError": targets(ofBackfill: id)]
    case "Jobs":
      [
        "repositoriesOrError": [
          "__typename": "RepositoryConnection",
          "nodes": [
            [
              "name": "__repository__", "location": ["name": "lab"],
              "jobs": [["name": "publish_job", "isAssetJob": false]], "partitionSets": [],
            ]
          ],
        ]
      ]
    case "JobHistory": [:]
    default: nil
    }
  }

  private mutating func reexecute(_ params: JSONValue) -> JSONValue {
    let parent = params["parentRunId"]?.text ?? ""
    guard let old = work.first(where: { $0.id == parent }) else {
      return ["__typename": "PythonError", "message": "Could not find parent run", "className": "CheckError"]
    }
    let id = "run-\(work.count + 1)"
    let given = params["extraTags"]?.tags ?? []
    let copied = old.tags.filter { tag in given[key: tag.key] == nil && !tag.key.hasPrefix("dagster/") }
    work.append(
      .init(
        id: id,
        isBackfill: false,
        tags: copied + given,
        targeted: 1,
        parent: parent,
        root: old.root ?? parent
      )
    )
    return ["__typename": "LaunchRunSuccess", "run": ["runId": .string(id)]]
  }

  private func endedRun(_ id: String) -> JSONValue {
    guard case .object(var members) = runOfEnded(id) else { return ["__typename": "RunNotFoundError"] }
    members["runConfigYaml"] = .string(ended.config)
    members["pipelineSnapshotId"] = "snapshot"
    members["repositoryOrigin"] = ["repositoryName": "__repository__", "repositoryLocationName": "lab"]
    members["stepStats"] = .array(
      ended.steps.sorted { $0.key < $1.key }.map {
        ["stepKey": .string($0.key), "status": .string($0.value)]
      }
    )
    members["executionPlan"] = ["steps": .array(ended.steps.keys.sorted().map { ["key": .string($0)] })]
    return .object(members)
  }

  /// Of a backfill's run the id tells which it is of.
  private func runOfEnded(_ id: String) -> JSONValue? {
    let known = work.first { $0.id == id }
    let ofBackfill = work.first { $0.isBackfill && id.hasPrefix("\($0.id)-") }
    return (known ?? ofBackfill).map { run($0, status: ended.status) }
  }

  private func targets(ofBackfill id: String) -> JSONValue {
    guard let work = work.first(where: { $0.id == id }) else {
      return ["__typename": "BackfillNotFoundError"]
    }
    return [
      "__typename": "PartitionBackfill", "isAssetBackfill": .bool(ended.job == nil),
      "jobName": ended.job.map(JSONValue.string) ?? .null, "partitionSetName": .null,
      "a0": ["ranges": .null, "partitionKeys": .strings(work.partitions.reversed())],
    ]
  }
}
