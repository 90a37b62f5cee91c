import Dagster
import DagsterModel
import JSONTree
import Testing

/// What operations send: the variables, and the operation's name.
@Suite struct RequestTests {
  static let orders = AssetKey(path: ["orders"])
  static let export = JobSelector(location: "lab", name: "export_job")

  struct BackfillCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: BackfillRequest
    let params: JSONValue
  }

  static let backfills = [
    BackfillCase(
      testDescription: "keys, with everything",
      request: BackfillRequest(
        assets: [orders],
        partitions: .keys(["2024-02-01"]),
        tags: [Tag("k", "v")],
        title: "Reload",
        description: "INC-1"
      ),
      params: [
        "assetSelection": [["path": ["orders"]]], "partitionNames": ["2024-02-01"],
        "tags": [["key": "k", "value": "v"]], "title": "Reload", "description": "INC-1",
      ]
    ),
    BackfillCase(
      testDescription: "ranges",
      request: BackfillRequest(
        assets: [orders, AssetKey(path: ["a", "b"])],
        partitions: .ranges([.init(first: "1", last: "3")])
      ),
      params: [
        "partitionsByAssets": [
          ["assetKey": ["path": ["orders"]], "partitions": ["ranges": [["start": "1", "end": "3"]]]],
          ["assetKey": ["path": ["a", "b"]], "partitions": ["ranges": [["start": "1", "end": "3"]]]],
        ]
      ]
    ),
    BackfillCase(
      testDescription: "all",
      request: BackfillRequest(assets: [orders], partitions: .all),
      params: ["assetSelection": [["path": ["orders"]]], "allPartitions": true]
    ),
    BackfillCase(
      testDescription: "unpartitioned",
      request: BackfillRequest(assets: [orders], partitions: .unpartitioned),
      params: ["partitionsByAssets": [["assetKey": ["path": ["orders"]]]]]
    ),
    BackfillCase(
      testDescription: "a job",
      request: BackfillRequest(.job(export, partitionSet: "export_job_partition_set", keys: ["1"])),
      params: [
        "selector": [
          "partitionSetName": "export_job_partition_set",
          "repositorySelector": ["repositoryLocationName": "lab", "repositoryName": "__repository__"],
        ],
        "partitionNames": ["1"],
      ]
    ),
  ]

  @Test(arguments: backfills) func aBackfillIsSentAs(_ test: BackfillCase) async throws {
    let transport = ScriptedTransport([
      .data(#""launchPartitionBackfill":{"__typename":"LaunchBackfillSuccess","backfillId":"abcdefgh"}"#)
    ])
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.launchBackfill(test.request) == BackfillID("abcdefgh"))
    #expect(transport.bodies.map { $0["operationName"] } == ["LaunchBackfill"])
    #expect(transport.bodies.map { $0["variables"] } == [["params": test.params]])
    #expect(transport.requests.map(\.deadline) == [.seconds(60)])
    #expect(transport.requests.map(\.url) == ["http://dagster.test/graphql"])
  }

  @Test func aRunIsSentAs() async throws {
    let transport = ScriptedTransport([
      .data(#""launchRun":{"__typename":"LaunchRunSuccess","run":{"runId":"r"}}"#)
    ])
    let client = try DagsterClient.scripted(transport)
    let request = RunRequest(
      job: Self.export,
      assetSelection: [Self.orders],
      runConfig: ["ops": [:]],
      tags: [Tag("k", "v")]
    )
    #expect(try await client.launchRun(request) == RunID("r"))
    #expect(
      transport.bodies.first?["variables"] == [
        "params": [
          "selector": [
            "jobName": "export_job", "repositoryLocationName": "lab", "repositoryName": "__repository__",
            "assetSelection": [["path": ["orders"]]],
          ],
          "runConfigData": ["ops": [:]],
          "executionMetadata": ["tags": [["key": "k", "value": "v"]]],
        ]
      ]
    )
  }

  @Test func runConfigurationNeedsDagster1_11() async throws {
    var request = BackfillRequest(assets: [Self.orders], partitions: .all)
    request.runConfig = ["ops": [:]]
    let old = ScriptedTransport([.data(#""version":"1.10.21""#)])
    let error = await #expect(throws: DagsterError.self) {
      try await DagsterClient.scripted(old).launchBackfill(request)
    }
    #expect(
      error?.description
        == "LaunchBackfill at http://dagster.test/graphql: run configuration in a backfill needs "
        + "Dagster 1.11.0 or newer, the server is 1.10.21: update the server"
    )
    #expect(error?.mayHaveTakenEffect == false)

    let new = ScriptedTransport([
      .data(#""version":"1.11.0""#),
      .data(#""launchPartitionBackfill":{"__typename":"LaunchBackfillSuccess","backfillId":"x"}"#),
    ])
    _ = try await DagsterClient.scripted(new).launchBackfill(request)
    #expect(new.bodies.last?["variables"]?["params"]?["runConfigData"] == ["ops": [:]])
  }

  struct Nonsense: Sendable {
    let request: BackfillRequest
    let message: String
  }

  static let nonsense = [
    Nonsense(request: .init(assets: [], partitions: .all), message: "a backfill of no assets"),
    Nonsense(
      request: .init(assets: [orders], partitions: .keys([])),
      message: "a backfill of no partitions: name one at least"
    ),
    Nonsense(
      request: .init(assets: [orders], partitions: .all, title: "50%"),
      message: "the title has a %: Dagster takes none of % * \""
    ),
    Nonsense(
      request: .init(assets: [orders], partitions: .all, title: String(repeating: "x", count: 101)),
      message: "the title has 101 characters: Dagster takes 100 at most"
    ),
    Nonsense(
      request: .init(assets: [orders], partitions: .all, runConfig: "{not json"),
      message: #"the run configuration is wrong: expected an object, found "{not json""#
    ),
    Nonsense(
      request: .init(.job(export, partitionSet: "s", keys: ["1"]), runConfig: [:]),
      message: "a backfill of a job takes no run configuration: Dagster would ignore it silently"
    ),
  ]

  @Test(arguments: nonsense) func nonsenseIsNotSent(_ test: Nonsense) async throws {
    let transport = ScriptedTransport([])
    let error = await #expect(throws: DagsterError.self) {
      try await DagsterClient.scripted(transport).launchBackfill(test.request)
    }
    #expect(error?.reason == .invalidRequest(test.message))
    #expect(error?.mayHaveTakenEffect == false)
    #expect(transport.requests.isEmpty)
  }

  @Test func pagesFollowTheirCursor() async throws {
    let pages = [(#"["a","b"]"#, "1", true), (#"["c"]"#, "2", false)].map { keys, cursor, more in
      Result<TransportResponse, TransportError>.data(
        #""assetNodeOrError":{"__typename":"AssetNode","partitionKeyConnection":"#
          + #"{"results":\#(keys),"cursor":"\#(cursor)","hasMore":\#(more)}}"#
      )
    }
    let transport = ScriptedTransport([.data(#""version":"1.13.27""#)] + pages)
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.partitionKeys(of: Self.orders) == ["a", "b", "c"])
    #expect(transport.bodies.map { $0["variables"]?["cursor"] } == [nil, .null, "1"])
  }

  @Test func anOlderServerGivesKeysInOneAnswer() async throws {
    let transport = ScriptedTransport([
      .data(#""version":"1.9.13""#),
      .data(#""assetNodeOrError":{"__typename":"AssetNode","partitionKeys":["a"]}"#),
    ])
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.partitionKeys(of: Self.orders) == ["a"])
    #expect(transport.bodies.last?["operationName"] == "AllPartitionKeys")
  }

  @Test func tooOldAServerIsRefused() async throws {
    let client = try DagsterClient.scripted(ScriptedTransport([.data(#""version":"1.8.13""#)]))
    let error = await #expect(throws: DagsterError.self) { try await client.serverVersion() }
    #expect(
      error?.description
        == "Version at http://dagster.test/graphql: this client needs Dagster 1.9.0 or newer, "
        + "the server is 1.8.13: update the server"
    )
  }
}
