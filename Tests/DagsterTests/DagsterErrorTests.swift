import Dagster
import DagsterModel
import Testing

/// The whole text of every error of the server that has no test of the answer that it comes from.
@Suite struct DagsterErrorTests {
  static let texts: [(DagsterError.Reason, String)] = [
    (
      .unauthorized(message: "Disabled by your administrator"),
      "not permitted: Disabled by your administrator; check the token and what its owner may do, and that the server is "
        + "not read-only"
    ),
    (.notFound(.partitionSet, name: "orders"), "the server has no partition set \"orders\""),
    (.unknownPartitions(["a"]), "the server does not know this partition: \"a\""),
    (.unknownPartitions(["a", "b"]), "the server does not know these 2 partitions: \"a\", \"b\""),
    (
      .unknownPartitions((1...11).map(String.init)),
      "the server does not know these 11 partitions: \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", "
        + "\"10\", …"
    ),
    (
      .refused(type: "ConflictingExecutionParamsError", message: "both"),
      "the server refused (ConflictingExecutionParamsError): both"
    ),
    (.rejected(message: "boom", className: nil), "the server failed: boom"),
    (.rejected(message: "'orders'", className: "KeyError"), "the server failed with KeyError: 'orders'"),
    (
      .graphQL(["Unknown field a", "Unknown field b"]),
      "the server does not understand the request, its version likely differs from those this client knows: Unknown "
        + "field a; Unknown field b"
    ),
    (.httpStatus(502, excerpt: "", retryAfter: nil), "HTTP status 502 with an empty answer"),
    (
      .httpStatus(429, excerpt: "slow down", retryAfter: .seconds(7)),
      "HTTP status 429, \"slow down\"; it asks to wait 7 s"
    ),
    (
      .notDagster(status: 200, finding: "a page"),
      "expected Dagster's GraphQL, found a page (HTTP status 200): check the address and the token"
    ),
    (
      .transport(.answerTooLarge(limit: 9)),
      "the answer is longer than 9 bytes: raise the limit, or ask for less"
    ),
    (.malformed(answer: "{", expected: "a JSON object"), "expected a JSON object, found \"{\""),
    (.transport(.cancelled(mayHaveBeenReceived: true)), "cancelled"),
    (.invalidRequest("no partition was given"), "no partition was given"),
  ]

  @Test(arguments: texts) func tells(_ reason: DagsterError.Reason, _ text: String) {
    #expect(reason.description == text)
  }

  @Test func namesTheOperationAndWhatMayHaveHappened() {
    let lost = DagsterError.Reason.transport(
      .connectionLost(detail: "reset by the peer", mayHaveBeenReceived: true)
    )
    #expect(
      DagsterError(lost, operation: "LaunchBackfill", endpoint: "http://dagster/graphql", isMutation: true)
        .description
        == "LaunchBackfill at http://dagster/graphql: the connection broke before the answer was complete (reset by the "
        + "peer). It may have taken effect anyway: look it up before sending it again"
    )
    #expect(
      DagsterError(lost, operation: "Run", endpoint: "http://dagster/graphql").description
        == "Run at http://dagster/graphql: the connection broke before the answer was complete (reset by the peer)"
    )
  }
}
