import Dagster
import DagsterModel
import JSONTree
import Testing

/// That a filter names only statuses which the server's own schema lists.
@Suite struct VocabularyTests {
  typealias Answer = Result<TransportResponse, TransportError>

  static func vocabulary(runs: String, backfills: String) -> Answer {
    func values(_ names: String) -> String {
      names.split(separator: " ").map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
    }
    return .data(
      #""runs":{"enumValues":[\#(values(runs))]},"backfills":{"enumValues":[\#(values(backfills))]}"#
    )
  }

  static let old = vocabulary(
    runs: "QUEUED STARTED SUCCESS FAILURE CANCELING CANCELED",
    backfills: "REQUESTED COMPLETED CANCELING FAILED"
  )
  static let coming = vocabulary(
    runs: "QUEUED SUSPENDED PONDERING SUCCESS FAILURE CANCELED",
    backfills: "REQUESTED FAILING PONDERING FAILED"
  )
  static let silent = Answer.data(#""runs":null,"backfills":null"#)
  static let secretive = Answer.answer(#"{"errors":[{"message":"introspection is disabled"}]}"#, status: 400)
  static let noRuns = Answer.data(#""runsOrError":{"__typename":"Runs","results":[]}"#)
  static let noBackfills = Answer.data(
    #""partitionBackfillsOrError":{"__typename":"PartitionBackfills","results":[]}"#
  )

  @Test(arguments: [
    (old, ["QUEUED", "STARTED", "CANCELING"]), (coming, ["QUEUED", "SUSPENDED", "PONDERING"]),
    (silent, ["QUEUED", "NOT_STARTED", "MANAGED", "STARTING", "STARTED", "CANCELING"]),
    (secretive, ["QUEUED", "NOT_STARTED", "MANAGED", "STARTING", "STARTED", "CANCELING"]),
  ])
  func unfinishedRunsAreThoseOfTheServersStatuses(_ vocabulary: Answer, _ names: [String]) async throws {
    let transport = ScriptedTransport([vocabulary, Self.noRuns, Self.noRuns])
    let client = try DagsterClient.scripted(transport)
    var filter = RunsFilter(tags: [Tag("k", "v")])
    filter.onlyUnfinished = true
    _ = try await client.runs(filter)
    _ = try await client.runs(filter)
    #expect(transport.bodies.compactMap { $0["operationName"]?.text } == ["Vocabulary", "Runs", "Runs"])
    #expect(
      transport.bodies[2]["variables"]?["filter"]?["statuses"] == .array(names.map(JSONValue.string))
    )
  }

  @Test(arguments: [
    (old, ["REQUESTED", "CANCELING"]), (coming, ["REQUESTED", "FAILING", "PONDERING"]),
    (silent, ["REQUESTED", "CANCELING"]),
  ])
  func unfinishedBackfillsAreThoseOfTheServersStatuses(_ vocabulary: Answer, _ names: [String]) async throws {
    let transport = ScriptedTransport([vocabulary, Self.noBackfills])
    _ = try await DagsterClient.scripted(transport).unfinishedBackfills()
    #expect(
      transport.bodies[1]["variables"]?["filters"]?["statuses"] == .array(names.map(JSONValue.string))
    )
  }

  @Test func whatTheServerDoesNotKnowNoRunHas() async throws {
    let transport = ScriptedTransport([Self.old, Self.noRuns])
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.runs(RunsFilter(statuses: [.suspended])).isEmpty)
    _ = try await client.runs(RunsFilter(statuses: [.suspended, .queued]))
    #expect(transport.requests.count == 2)
    #expect(transport.bodies[1]["variables"]?["filter"]?["statuses"] == ["QUEUED"])
  }

  @Test func whatEveryServerKnowsIsNotAskedFor() async throws {
    let transport = ScriptedTransport([Self.noRuns])
    _ = try await DagsterClient.scripted(transport).runs(RunsFilter(statuses: [.success, .failure]))
    #expect(transport.requests.count == 1)
  }
}
