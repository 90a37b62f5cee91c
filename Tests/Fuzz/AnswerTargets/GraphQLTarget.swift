import Dagster
import DagsterModel
package import FuzzTargets
import Instigators
import JSONTree

extension FuzzTarget {
  /// Whatever Dagster, or what stands before it, answers to any question of the client.
  ///
  /// The first byte chooses the question, the second whether the rest is the answer or what it is made up of.
  package static let graphQL = FuzzTarget(
    "graphql",
    seeds: { madeUpSeeds + rawAnswers.map { [0, 0] + Array($0.utf8) } },
    words: [
      "{\"data\":", "null", "\"__typename\":", "\"PythonError\"", "\"errors\":[", "\"message\":", "<html>",
    ]
  ) { bytes throws(Violation) in
    var choices = Choices(bytes)
    let question = choices.element(of: Question.all)
    let isMadeUp = choices.number(0...255) > 0
    let server = MadeUpServer(choices, raw: isMadeUp ? nil : Array(bytes.dropFirst(4)))
    let outcome = try onThisThread { () -> String? in
      do throws(DagsterError) {
        try await question.ask(server.client())
        return nil
      } catch {
        return error.description
      }
    }
    try require(!server.isAskedWithoutEnd, "expected an end of the requests: \(question.name)")
    try require(outcome?.isEmpty != true, "expected words for every error")
  }

  private static var madeUpSeeds: [[UInt8]] {
    Question.all.indices.flatMap { index -> [[UInt8]] in
      (0..<3).map { [UInt8(index), 1] + Choices.bytes(400, seed: UInt64(index * 3 + $0)) }
    }
  }

  private static let rawAnswers: [String] = [
    "", "{}", "{\"data\":{}}", "{\"data\":null}", "{\"errors\":[]}",
    "{\"errors\":[{\"message\":\"no\",\"path\":[\"a\"]}]}",
    "<html></html>", "[1]", "{\"data\":{\"version\":\"1.11.0\"}}", "\u{FEFF}{}", "null",
    "{\"errors\":[{\"extensions\":{\"errorInfo\":{\"message\":\"x\",\"cls_name\":\"Y\"}}}]}",
  ]
}

/// One question of the client's.
struct Question: Sendable {
  let name: String
  let ask: @Sendable (DagsterClient) async throws(DagsterError) -> Void

  private init(_ name: String, _ ask: @escaping @Sendable (DagsterClient) async throws(DagsterError) -> Void)
  {
    self.name = name
    self.ask = ask
  }

  private static let asset = AssetKey(path: ["sales", "orders"])
  private static let job = JobSelector(location: "lab", name: "export")
  private static let repository = RepositorySelector(location: "lab")

  static let all = definitions + activity + changes

  private static let definitions = [
    Question("version") { client throws(DagsterError) in _ = try await client.serverVersion() },
    Question("readiness") { client throws(DagsterError) in _ = try await client.readiness() },
    Question("assets") { client throws(DagsterError) in _ = try await client.assets([asset]) },
    Question("asset keys") { client throws(DagsterError) in _ = try await client.allAssetKeys() },
    Question("links") { client throws(DagsterError) in _ = try await client.links(of: [asset]) },
    Question("job's assets") { client throws(DagsterError) in _ = try await client.assets(ofJob: job) },
    Question("sensors") { client throws(DagsterError) in _ = try await client.assetSensors(in: repository) },
    Question("jobs") { client throws(DagsterError) in _ = try await client.jobs() },
    Question("job") { client throws(DagsterError) in _ = try await client.job(job) },
    Question("partition keys") { client throws(DagsterError) in _ = try await client.partitionKeys(of: asset)
    },
    Question("dimensions") { client throws(DagsterError) in
      _ = try await client.partitionKeysByDimension(of: asset)
    },
    Question("job's partition keys") { client throws(DagsterError) in
      _ = try await client.partitionKeys(ofJob: job)
    },
    Question("partition's configuration") { client throws(DagsterError) in
      _ = try await client.partitionConfiguration(ofJob: job, partition: "2024-02-01")
    },
    Question("validation") { client throws(DagsterError) in
      _ = try await client.validate(runConfig: ["ops": [:]], for: job)
    },
  ]

  private static let activity = [
    Question("activity") { client throws(DagsterError) in _ = try await client.activity(of: [asset]) },
    Question("unfinished backfills") { client throws(DagsterError) in
      _ = try await client.unfinishedBackfills()
    },
    Question("ever materialized") { client throws(DagsterError) in
      _ = try await client.everMaterialized([asset: ["2024-02-01", "b"]])
    },
    Question("backfill") { client throws(DagsterError) in _ = try await client.backfill(BackfillID("b")) },
    Question("find backfills") { client throws(DagsterError) in
      _ = try await client.findBackfills(tags: [Tag("a", "b")])
    },
    Question("recent backfills") { client throws(DagsterError) in
      _ = try await client.recentBackfills(createdAfter: 1)
    },
    Question("partition statuses") { client throws(DagsterError) in
      let statuses = try await client.partitionStatuses(of: asset)
      _ = String(describing: statuses)
    },
    Question("status keys") { client throws(DagsterError) in _ = try await client.statusKeys(of: asset) },
    Question("materialized partitions") { client throws(DagsterError) in
      _ = try await client.materializedPartitions(of: asset)
    },
    Question("run's materializations") { client throws(DagsterError) in
      _ = try await client.materializations(ofRun: RunID("r"))
    },
    Question("run") { client throws(DagsterError) in _ = try await client.run(RunID("r")) },
    Question("find runs") { client throws(DagsterError) in
      _ = try await client.findRuns(tags: [Tag("a", "b")])
    },
    Question("run's chain") { client throws(DagsterError) in _ = try await client.chain(of: RunID("r")) },
    Question("troubled chains") { client throws(DagsterError) in
      _ = try await client.troubledChains(ofBackfill: BackfillID("b"))
    },
    Question("runs by id") { client throws(DagsterError) in
      _ = try await client.runs([RunID("r"), RunID("s")])
    },
    Question("retries") { client throws(DagsterError) in _ = try await client.retriesRuns() },
    Question("declined retry") { client throws(DagsterError) in
      _ = try await client.hasDeclinedToRetry(RunID("r"))
    },
    Question("assets' checks") { client throws(DagsterError) in _ = try await client.checks(of: [asset]) },
    Question("run's checks") { client throws(DagsterError) in _ = try await client.checks(ofRun: RunID("r"))
    },
    Question("check executions") { client throws(DagsterError) in
      _ = try await client.executions(of: AssetCheck(asset: asset, name: "c"), since: 0)
    },
    Question("failure reason") { client throws(DagsterError) in
      _ = try await client.failureReason(ofRun: RunID("r"))
    },
  ]

  private static let changes = [
    Question("launch a backfill") { client throws(DagsterError) in
      _ = try await client.launchBackfill(BackfillRequest(assets: [asset], partitions: .all))
    },
    Question("cancel a backfill") { client throws(DagsterError) in
      try await client.cancelBackfill(BackfillID("b"))
    },
    Question("launch a run") { client throws(DagsterError) in
      _ = try await client.launchRun(RunRequest(job: job))
    },
    Question("terminate a run") { client throws(DagsterError) in try await client.terminateRun(RunID("r")) },
    Question("add a partition") { client throws(DagsterError) in
      _ = try await client.addDynamicPartition("k", to: "n", in: repository)
    },
  ]
}
