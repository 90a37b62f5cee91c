import Dagster
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
      ? ". It may have taken effect all the same: look it up before sending it again" : ""
    #expect(error?.description == "LaunchBackfill at http://dagster.test/graphql: \(test.message)\(suffix)")
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

extension AnswerTests {
  static func launch(_ members: String, status: Int = 200) -> Result<TransportResponse, TransportError> {
    .data(#""launchPartitionBackfill":{"# + members + "}", status: status)
  }

  static let graphQLAnswers = [
    Case(
      name: "Python exception in the union, HTTP 500",
      answer: launch(
        #""__typename":"PythonError","message":"KeyError: AssetKey(['nope'])\n","className":"KeyError""#,
        status: 500
      ),
      message: "the server failed with KeyError: KeyError: AssetKey(['nope'])",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "read-only server",
      answer: launch(#""__typename":"UnauthorizedError","message":"Authorization failed""#),
      message: "not permitted: Authorization failed; check the token and what its owner may do, "
        + "and that the server is not read-only",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "unknown keys",
      answer: launch(
        #""__typename":"PartitionKeysNotFoundError","message":"Partition keys","partitionKeys":["mars","venus"]"#
      ),
      message: #"the server does not know these 2 partitions: "mars", "venus""#,
      mayHaveTakenEffect: false
    ),
    Case(
      name: "unknown partition set",
      answer: launch(
        #""__typename":"PartitionSetNotFoundError","message":"Partition set x could not be found.""#
      ),
      message: #"the server has no partition set "orders""#,
      mayHaveTakenEffect: false
    ),
    Case(
      name: "wrong configuration",
      answer: launch(
        #""__typename":"RunConfigValidationInvalid","errors":[{"message":"Bad.","reason":"RUNTIME_TYPE_MISMATCH","#
          + #""stack":{"entries":[{"fieldName":"ops"},{"listIndex":2},{"mapKey":"k"}]},"valueRep":"'x'"}]"#
      ),
      message: "the run configuration is wrong: at ops[2].k: Bad.",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a refusal of another type",
      answer: launch(#""__typename":"InvalidSubsetError","message":"AssetKey(s) ['nope'] were selected""#),
      message: "the server refused (InvalidSubsetError): AssetKey(s) ['nope'] were selected",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a union member of a later server",
      answer: launch(#""__typename":"QuotaExceededError""#),
      message: "the server refused (QuotaExceededError): without a message",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "exception outside a union, HTTP 500",
      answer: .answer(
        #"{"data":null,"errors":[{"message":"An unknown error occurred.","path":["x"],"extensions":"#
          + #"{"errorInfo":{"message":"StopIteration\n","cls_name":"StopIteration"}}}]}"#,
        status: 500
      ),
      message: "the server failed with StopIteration: StopIteration",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "refusal in a field of type Boolean",
      answer: .answer(
        #"{"data":null,"errors":[{"message":"Boolean cannot represent a non boolean value: "#
          + #"<GrapheneUnauthorizedError instance>","path":["setConcurrencyLimit"]}]}"#,
        status: 500
      ),
      message: "not permitted: Authorization failed; check the token and what its owner may do, "
        + "and that the server is not read-only",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "coercion of variables, HTTP 500",
      answer: .answer(
        #"{"errors":[{"message":"Variable '$p' got invalid value","locations":[]}]}"#,
        status: 500
      ),
      message:
        "the server does not understand the request, its version likely differs from those this client "
        + "knows: Variable '$p' got invalid value",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "data of another shape",
      answer: launch(#""__typename":"LaunchBackfillSuccess""#),
      message: "expected the answer to LaunchBackfill (no backfillId in data.launchPartitionBackfill), found "
        + #""{"data":{"launchPartitionBackfill":{"__typename":"LaunchBackfillSuccess"}}}""#,
      mayHaveTakenEffect: true
    ),
  ]

  static let httpAnswers = [
    Case(
      name: "text about a bad request",
      answer: .answer("No GraphQL query found in the request", status: 400, type: "text/plain"),
      message: #"HTTP status 400, "No GraphQL query found in the request""#,
      mayHaveTakenEffect: false
    ),
    Case(
      name: "too many requests",
      answer: .success(TransportResponse(status: 429, retryAfter: "7", body: [])),
      message: "HTTP status 429 with an empty answer; it asks to wait 7 s",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a proxy's bad gateway",
      answer: .answer("<html><h1>502 Bad Gateway</h1></html>", status: 502, type: "text/html"),
      message: #"HTTP status 502, "<html><h1>502 Bad Gateway</h1></html>""#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "JSON that is no GraphQL",
      answer: .answer(#"{"message":"upstream connect error"}"#, status: 503),
      message: #"HTTP status 503, "{"message":"upstream connect error"}""#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "no token",
      answer: .answer("Invalid IAP credentials: empty token", status: 401, type: "text/plain"),
      message:
        #"not permitted: HTTP status 401, "Invalid IAP credentials: empty token"; check the token and "#
        + "what its owner may do, and that the server is not read-only",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a redirection",
      answer: .success(TransportResponse(status: 302, location: "https://login.test/", body: [])),
      message:
        "expected Dagster's GraphQL, found a redirection to https://login.test/, which looks like a login "
        + "proxy (HTTP status 302): check the address and the token",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a login page",
      answer: .answer("<!doctype html>\n<title>Sign in</title>", type: "text/html; charset=utf-8"),
      message:
        #"expected Dagster's GraphQL, found a web page, which looks like a login proxy: "<!doctype html> "#
        + #"<title>Sign in</title>" (HTTP status 200): check the address and the token"#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "a wrong path",
      answer: .answer("Not Found", status: 404, type: "text/plain"),
      message: "expected Dagster's GraphQL, found no GraphQL at this path (HTTP status 404): "
        + "check the address and the token",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "JSON cut short",
      answer: .answer(#"{"data":{"launchPartition"#),
      message: #"expected a GraphQL answer with data or errors, found "{"data":{"launchPartition""#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "nothing",
      answer: .answer(""),
      message:
        "expected Dagster's GraphQL, found an empty answer (HTTP status 200): check the address and the token",
      mayHaveTakenEffect: true
    ),
  ]

  static let transportFaults = [
    Case(
      name: "refused",
      answer: .failure(.unreachable(.refused, detail: "127.0.0.1:1")),
      message: "the connection was refused (127.0.0.1:1); check the port, and that the server runs",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "TLS",
      answer: .failure(.unreachable(.tls, detail: "CERTIFICATE_VERIFY_FAILED")),
      message:
        "no TLS connection could be made (CERTIFICATE_VERIFY_FAILED); check the CA file, and whether the "
        + "address should begin with http or https",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "connecting takes too long",
      answer: .failure(.timedOut(.connecting, after: .seconds(5))),
      message: "no connection within 5 s: check the address, the network policy and that the server runs",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "the answer takes too long",
      answer: .failure(.timedOut(.waiting, after: .milliseconds(1500))),
      message: "no answer within 1.5 s",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "the answer does not end",
      answer: .failure(.timedOut(.reading, after: .seconds(60))),
      message: "the answer had begun but not ended after 60 s",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "reset before sending",
      answer: .failure(.connectionLost(detail: "reset by the peer", mayHaveBeenReceived: false)),
      message: "the connection broke before the answer was complete (reset by the peer)",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "reset after sending",
      answer: .failure(.connectionLost(detail: "reset by the peer", mayHaveBeenReceived: true)),
      message: "the connection broke before the answer was complete (reset by the peer)",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "too large",
      answer: .failure(.answerTooLarge(limit: 1024)),
      message: "the answer is longer than 1024 bytes: raise the limit, or ask for less",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "cancelled",
      answer: .failure(.cancelled(mayHaveBeenReceived: true)),
      message: "cancelled",
      mayHaveTakenEffect: true
    ),
  ]
}
