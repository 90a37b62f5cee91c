import Dagster
import DagsterModel
import Testing

@Suite struct RetryTests {
  static let version = Result<TransportResponse, TransportError>.data(#""version":"1.13.27""#)
  static let refused = Result<TransportResponse, TransportError>.failure(.unreachable(.refused, detail: "x"))

  static let passing: [Result<TransportResponse, TransportError>] = [
    refused,
    .failure(.timedOut(.connecting, after: .seconds(5))),
    .failure(.timedOut(.waiting, after: .seconds(30))),
    .failure(.timedOut(.reading, after: .seconds(30))),
    .failure(.connectionLost(detail: "x", mayHaveBeenReceived: true)),
    .answer("slow down", status: 429),
    .answer("bad gateway", status: 502),
    .answer("unavailable", status: 503),
    .answer("gateway timeout", status: 504),
    .answer("Internal Server Error", status: 500),
    .answer("origin is unreachable", status: 523),
    .answer("too early", status: 425),
    .answer("request timeout", status: 408),
    .success(TransportResponse(status: 302, body: [])),
    .answer("", status: 200),
    .answer("<html>Sign in</html>", status: 200, type: "text/html"),
    .answer(#"{"data":{"version":"1."#),
    .answer(
      #"{"data":null,"errors":[{"message":"x","path":["version"],"extensions":{"errorInfo":{"message":"x","#
        + #""cls_name":"OperationalError"}}}]}"#,
      status: 500
    ),
  ]

  @Test(arguments: passing)
  func aReadIsTriedAgain(_ answer: Result<TransportResponse, TransportError>) async throws {
    let transport = ScriptedTransport([answer, Self.version])
    let client = try DagsterClient.scripted(transport)
    #expect(try await client.serverVersion() == DagsterVersion("1.13.27"))
    #expect(transport.requests.count == 2)
  }

  static let lasting: [Result<TransportResponse, TransportError>] = [
    .failure(.unreachable(.tls, detail: "x")),
    .failure(.answerTooLarge(limit: 1)),
    .failure(.cancelled(mayHaveBeenReceived: true)),
    .answer(#"{"errors":[{"message":"Cannot query field"}]}"#, status: 400),
    .answer(#"{"data":null,"errors":[{"message":"x","path":["version"]}]}"#, status: 500),
    .answer("no", status: 401),
    .answer("404 page not found", status: 404),
    .answer(
      #"{"data":null,"errors":[{"message":"x","path":["version"],"extensions":{"errorInfo":{"message":"x","#
        + #""cls_name":"KeyError"}}}]}"#,
      status: 500
    ),
  ]

  @Test(arguments: lasting)
  func otherErrorsAreNot(_ answer: Result<TransportResponse, TransportError>) async throws {
    let transport = ScriptedTransport([answer, Self.version])
    let client = try DagsterClient.scripted(transport)
    await #expect(throws: DagsterError.self) { try await client.serverVersion() }
    #expect(transport.requests.count == 1)
  }

  @Test(arguments: passing)
  func aLaunchIsSentOnce(_ answer: Result<TransportResponse, TransportError>) async throws {
    let transport = ScriptedTransport([answer, Self.version])
    let client = try DagsterClient.scripted(transport)
    await #expect(throws: DagsterError.self) {
      try await client.launchRun(RunRequest(job: JobSelector(location: "lab", name: "j")))
    }
    await #expect(throws: DagsterError.self) { try await client.cancelBackfill(BackfillID("x")) }
    #expect(transport.requests.count == 2)
  }

  @Test func waitsDoubleUpToTheCap() async throws {
    let clock = FakeClock()
    let policy = RetryPolicy(attempts: 5, baseDelay: .seconds(1), maximumDelay: .seconds(3))
    let transport = ScriptedTransport(Array(repeating: Self.refused, count: 5))
    let client = try DagsterClient.scripted(transport, clock: clock, retries: policy, jitter: 0.5)
    await #expect(throws: DagsterError.self) { try await client.serverVersion() }
    #expect(transport.requests.count == 5)
    #expect(clock.sleeps == [.seconds(0.5), .seconds(1), .seconds(1.5), .seconds(1.5)])
  }

  @Test(arguments: [
    ("7", Duration.seconds(7)), ("3600", .seconds(60)), ("Wed, 21 Oct 2026 07:28:00 GMT", .milliseconds(500)),
  ])
  func theServersWishIsHeededUpToTheCap(header: String, wait: Duration) async throws {
    let clock = FakeClock()
    let busy = TransportResponse(status: 503, retryAfter: header, body: [])
    let client = try DagsterClient.scripted(ScriptedTransport([.success(busy), Self.version]), clock: clock)
    _ = try await client.serverVersion()
    #expect(clock.sleeps == [wait])
  }

  @Test func aCancelledTaskDoesNotWait() async throws {
    let client = try DagsterClient.scripted(ScriptedTransport([Self.refused, Self.version]))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.serverVersion()
    }
    let error = await #expect(throws: DagsterError.self) { try await task.value }
    #expect(error?.reason == .transport(.cancelled(mayHaveBeenReceived: false)))
  }

  @Test func theVersionIsAskedForOnce() async throws {
    let transport = ScriptedTransport([Self.version])
    let client = try DagsterClient.scripted(transport)
    _ = try await client.serverVersion()
    _ = try await client.serverVersion()
    #expect(transport.requests.count == 1)
    await client.shutdown()
    #expect(transport.isShutDown)
  }
}
