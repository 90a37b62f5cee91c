import Dagster
import DagsterModel
import JSONTree
import Testing

/// Answers whose type does not say what they mean, and values this client does not know.
@Suite struct OddAnswerTests {
  @Test func aReadOnlyServersTerminateFailureIsAQuestionOfPermission() async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""terminateRun":{"__typename":"TerminateRunFailure","#
            + #""message":"You do not have permission to terminate this run"}"#
        )
      ])
    )
    let error = await #expect(throws: DagsterError.self) { try await client.terminateRun(RunID("r")) }
    #expect(error?.reason == .unauthorized(message: "You do not have permission to terminate this run"))
  }

  @Test func anUnknownDynamicDefinitionIsNotAQuestionOfPermission() async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""addDynamicPartition":{"__typename":"UnauthorizedError","message":"The repository does not "#
            + #"contain a dynamic partitions definition with the given name."}"#
        )
      ])
    )
    let error = await #expect(throws: DagsterError.self) {
      try await client.addDynamicPartition("k", to: "customers", in: RepositorySelector(location: "lab"))
    }
    #expect(error?.reason == .notFound(.dynamicPartitions, name: "customers"))
  }

  @Test func anUnknownBackfillIsAFailedCheck() async throws {
    let message = "CheckError: Failure condition: No backfill found for id: x"
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""cancelPartitionBackfill":{"__typename":"PythonError","className":"CheckError","#
            + #""message":"\#(message)"}"#,
          status: 500
        )
      ])
    )
    let error = await #expect(throws: DagsterError.self) { try await client.cancelBackfill(BackfillID("x")) }
    #expect(
      error?.description == "CancelBackfill at http://dagster.test/graphql: the server has no backfill \"x\""
    )
    #expect(error?.mayHaveTakenEffect == false)
  }

  @Test func unknownStatusesAreUnderWay() async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""partitionBackfillOrError":{"__typename":"PartitionBackfill","id":"x","status":"PAUSED","#
            + #""isAssetBackfill":true,"numPartitions":null,"title":null,"timestamp":1.5,"endTimestamp":null,"#
            + #""error":null,"tags":[],"partitionStatusCounts":[],"assetBackfillData":{"assetBackfillStatuses":"#
            + #"[{"__typename":"NewKind"}]}}"#
        )
      ])
    )
    let backfill = try #require(try await client.backfill(BackfillID("x")))
    #expect(backfill.status == .unknown("PAUSED"))
    #expect(!backfill.status.isTerminal)
    #expect(backfill.assetCounts.isEmpty)
    #expect(backfill.creationTime == 1.5)
  }

  @Test func aBrokenCodeLocationSaysWhy() async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""version":"1.13.27","workspaceOrError":{"__typename":"Workspace","locationEntries":[{"name":"lab","#
            + #""loadStatus":"LOADED","locationOrLoadError":{"__typename":"PythonError","message":"No module x\n","#
            + #""className":"DagsterUserCodeLoadError"}}]},"instance":{"daemonHealth":{"allDaemonStatuses":[]},"#
            + #""runQueueConfig":null},"permissions":[{"permission":"p","value":false,"disabledReason":"no"}]"#
        )
      ])
    )
    let readiness = try await client.readiness()
    let broken = Readiness.CodeLocation(name: "lab", loadStatus: "LOADED", loadError: "No module x")
    #expect(readiness.locations == [broken])
    #expect(!broken.isReady)
    #expect(readiness.permissions == ["p": .init(granted: false, reason: "no")])
    #expect(readiness.maxConcurrentRuns == nil)
  }

  @Test func retriesOfABackfillAreNotTheBackfill() async throws {
    let answer = Result<TransportResponse, TransportError>.data(
      #""runsFeedOrError":{"__typename":"RunsFeedConnection","cursor":"c","hasMore":false,"results":["#
        + #"{"id":"b","creationTime":2,"status":"REQUESTED","tags":[{"key":"dagster/parent_backfill_id","value":"a"}]},"#
        + #"{"id":"a","creationTime":1,"status":"FAILED","tags":[]}]}"#
    )
    let client = try DagsterClient.scripted(ScriptedTransport([answer, answer]))
    #expect(try await client.findBackfills(tags: []).map(\.id) == [BackfillID("a")])
    let all = try await client.findBackfills(tags: [], includingRetries: true)
    #expect(all.map(\.parentID) == [BackfillID("a"), nil])
  }

  struct FailureCase: Sendable {
    let events: String
    let failure: RunFailure?
  }

  static let failures = [
    FailureCase(
      events: #"{"__typename":"ExecutionStepFailureEvent","stepKey":"s","error":{"message":"wrapped\n","#
        + #""className":"DagsterExecutionStepExecutionError","cause":{"message":"ValueError: bad\n","#
        + #""className":"ValueError","cause":{"message":"KeyError: k","className":"KeyError","cause":null}}}}"#,
      failure: RunFailure(stepKey: "s", message: "ValueError: bad", className: "ValueError")
    ),
    FailureCase(
      events:
        #"{"__typename":"ExecutionStepFailureEvent","stepKey":"s","error":{"message":"Failure: no data","#
        + #""className":"Failure","cause":null}}"#,
      failure: RunFailure(stepKey: "s", message: "Failure: no data", className: "Failure")
    ),
    FailureCase(
      events: #"{"__typename":"RunFailureEvent","stepKey":null,"message":"Run failed","error":null}"#,
      failure: RunFailure(stepKey: nil, message: "Run failed", className: nil)
    ),
    FailureCase(events: #"{"__typename":"LogMessageEvent","stepKey":"s"}"#, failure: nil),
  ]

  @Test(arguments: failures) func theMostTellingErrorIsTold(_ test: FailureCase) async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([
        .data(
          #""logsForRun":{"__typename":"EventConnection","cursor":"c","hasMore":false,"events":[\#(test.events)]}"#
        )
      ])
    )
    #expect(try await client.failureReason(ofRun: RunID("r")) == test.failure)
  }

  @Test func aLogIsReadOnlySoFar() async throws {
    let page = { (cursor: Int) in
      Result<TransportResponse, TransportError>.data(
        #""logsForRun":{"__typename":"EventConnection","cursor":"\#(cursor)","hasMore":true,"events":"#
          + #"[{"__typename":"LogMessageEvent"}]}"#
      )
    }
    let transport = ScriptedTransport([page(1), page(2), page(3)])
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.failureReason(ofRun: RunID("r"), maximumEvents: 2) == nil)
    #expect(transport.bodies.map { $0["variables"]?["limit"] } == [2, 1])
  }
}
