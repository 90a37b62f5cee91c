import Dagster
import DagsterModel
import Foundation
import TestSupport

extension Witness {
  /// Reports partitions as materialized, as somebody else's work; without any, the whole asset.
  func report(_ partitions: [String], of asset: String) async throws {
    let keys: [String?] = partitions.isEmpty ? [nil] : partitions
    let body: [String: Any] = [
      "query": """
      mutation($event: ReportRunlessAssetEventsParams!) {
        reportRunlessAssetEvents(eventParams: $event) { __typename } }
      """,
      "variables": [
        "event": [
          "eventType": "ASSET_MATERIALIZATION", "assetKey": ["path": [asset]], "partitionKeys": keys,
        ]
      ],
    ]
    let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
    let post = ["--noproxy", "*", "--fail", "--silent", "-H", "Content-Type: application/json", "-d", text]
    let ending = try await Child("/usr/bin/env", ["curl"] + post + ["\(url)/graphql"]).ending()
    guard ending.status == 0, ending.output.contains("ReportRunlessAssetEventsSuccess") else {
      throw OwnServer.NotStarted(errors: ending.output + ending.errors)
    }
  }

  /// What runs have made, by asset; a run without partitions made `nil`.
  func made(by runs: [Run]) async throws -> [String: Set<String?>] {
    try await ask { client in
      var made: [String: Set<String?>] = [:]
      for run in runs {
        for event in try await client.materializations(ofRun: run.id) {
          made[event.asset.description, default: []].insert(event.partition)
        }
      }
      return made
    }
  }
}

/// As much of `plan --output json` as tests look at.
struct PrintedPlan: Decodable {
  var digest: String
  var effect: Effect
  var steps: [Step]
  var ledger: String
  var obstacle: String?

  struct Effect: Decodable {
    var steps: [Step]

    struct Step: Decodable {
      var assets: [Asset]
    }
    struct Asset: Decodable {
      var asset: String
      var new: [String]?
      var overwritten: [String]?
      var isMaterialized: Bool?

      var targeted: Set<String?> {
        isMaterialized == nil ? Set((new ?? []) + (overwritten ?? [])) : [nil]
      }
    }
  }

  struct Step: Decodable {
    var state: String
    var runs: Int?
    var runsAtMost: Int?
    var skipped: Int?
    var assets: [Asset]?
    var reactions: [String]?
    var conflicts: [String]?
    var conditions: [Condition]

    struct Asset: Decodable {
      var asset: String
      var new: Int
      var overwritten: Int
      var failed: Int
      var inFlight: Int
    }
    struct Condition: Decodable {
      var path: String
      var isMet: Bool
      var complaint: String?
    }
  }

  var runs: Int { steps.reduce(0) { $0 + ($1.runs ?? 0) } }

  /// What is to be made, by asset.
  var targeted: [String: Set<String?>] {
    var targeted: [String: Set<String?>] = [:]
    for asset in effect.steps.flatMap(\.assets) where !asset.targeted.isEmpty {
      targeted[asset.asset, default: []].formUnion(asset.targeted)
    }
    return targeted
  }
}

extension JobFile {
  /// `runner plan job.yaml OPTIONS…`, to its end.
  func plan(_ options: String...) async throws -> Child.Ending {
    try await Child(
      Checkout.runner,
      ["plan", "job.yaml"] + options,
      environment: environment,
      directory: folder.path
    ).ending()
  }

  func printedPlan() async throws -> PrintedPlan {
    let ending = try await plan("--output", "json")
    do {
      return try JSONDecoder().decode(PrintedPlan.self, from: Data(ending.output.utf8))
    } catch {
      throw OwnServer.NotStarted(errors: "\(ending.status) \(ending.output)\(ending.errors)\(error)")
    }
  }
}
