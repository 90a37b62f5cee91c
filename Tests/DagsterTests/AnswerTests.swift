import Dagster
import DagsterModel
import Testing

/// Every form an answer or its absence takes, with the whole message, and what it says of a launch.
@Suite struct AnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: Result<TransportResponse, TransportError>
    let message: String
    /// Whether a launch that was answered so may have taken effect.
    let mayHaveTakenEffect: Bool

    var testDescription: String { name }
  }

  @Test(arguments: graphQLAnswers + httpAnswers + transportFaults)
  func isToldApart(_ test: Case) async throws {
    let client = try DagsterClient.scripted(ScriptedTransport([test.answer]))
    let request = BackfillRequest(assets: [AssetKey(path: ["orders"])], partitions: .all)
    let error = await #expect(throws: DagsterError.self) { try await client.launchBackfill(request) }
    let suffix =
      test.mayHaveTakenEffect
      ? ". It may have taken effect anyway: look it up before sending it again" : ""
    // What nobody was asked for has no name.
    let isSent = if case .failure(.unreachable) = test.answer { false } else { true }
    let subject = isSent ? "LaunchBackfill" : "Dagster"
    #expect(error?.description == "\(subject) at http://dagster.test/graphql: \(test.message)\(suffix)")
    #expect(error?.mayHaveTakenEffect == test.mayHaveTakenEffect)
  }

  @Test func aReadNeverTakesEffect() async throws {
    let client = try DagsterClient.scripted(
      ScriptedTransport([.failure(.timedOut(.waiting, after: .seconds(30)))]),
      retries: RetryPolicy(attempts: 1)
    )
    let error = await #expect(throws: DagsterError.self) { try await client.jobs() }
    #expect(error?.description == "Jobs at http://dagster.test/graphql: no answer within 30 s")
    #expect(error?.mayHaveTakenEffect == false)
  }
}
