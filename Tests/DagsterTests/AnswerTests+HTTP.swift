import Dagster

extension AnswerTests {
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
      mayHaveTakenEffect: true
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
      name: "JSON nested so deep that reading it would take the whole stack",
      answer: .answer(#"{"data":"# + String(repeating: "[", count: 100_000)),
      message: #"expected a GraphQL answer with data or errors, found "{"data":"#
        + String(repeating: "[", count: 192) + "…\"",
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
