import Dagster
import NIOCore
import NIOPosix
import TestSupport
import Testing

@Suite struct HTTPTransportTests {
  /// Sends one request to a server of that fault.
  private func outcome(
    of fault: FaultServer.Fault,
    deadline: Duration = .seconds(5),
    limit: Int = 1000
  ) async throws -> (Result<TransportResponse, TransportError>, received: Int) {
    let server = try await FaultServer(fault)
    let result = try await post(to: server.url, deadline: deadline, limit: limit)
    await server.close()
    return (result, server.completeRequests)
  }

  private func post(
    to url: String,
    deadline: Duration = .seconds(5),
    limit: Int = 1000,
    trustRoots: String? = nil,
    header: TransportRequest.Header = .init("Content-Type", "application/json")
  ) async throws -> Result<TransportResponse, TransportError> {
    let transport = try HTTPTransport(
      configuration: DagsterConfiguration(url: url, trustRoots: trustRoots)
    )
    let request = TransportRequest(
      url: url + "/graphql",
      headers: [header],
      body: Array(#"{"query":"{ version }"}"#.utf8),
      deadline: deadline,
      maximumAnswerBytes: limit
    )
    let result: Result<TransportResponse, TransportError>
    do throws(TransportError) {
      result = .success(try await transport.post(request))
    } catch {
      result = .failure(error)
    }
    await transport.shutdown()
    return result
  }

  @Test func anAnswerComesWhole() async throws {
    let body = #"{"data":{"version":"1.13.27"}}"#
    let headers = ["Content-Type: application/json", "Retry-After: 7", "Location: /login"]
    let (result, received) = try await outcome(
      of: .reply(FaultServer.http("302 Found", body, headers: headers))
    )
    #expect(
      result
        == .success(
          TransportResponse(
            status: 302,
            contentType: "application/json",
            location: "/login",
            retryAfter: "7",
            body: Array(body.utf8)
          )
        )
    )
    #expect(received == 1)
  }

  /// It isn't tried until the deadline, which would be a timeout.
  @Test func aRefusedConnectionFailsAtOnce() async throws {
    let server = try await FaultServer(.silence)
    await server.close()
    let result = try await post(to: server.url)
    #expect(result == .failure(.unreachable(.refused, detail: "refused")))
  }

  @Test(arguments: ["", "a b", "a:b", "a\r\nb", "é"])
  func aHeadersNameIsOneWord(_ name: String) async throws {
    let result = try await post(to: "http://127.0.0.1:9", header: .init(name, "x"))
    #expect(result == .failure(.invalidRequest("\"\(name)\" is not a header's name")))
  }

  @Test func anUnknownHostIsTold() async throws {
    let result = try await post(to: "http://no-such-host.invalid")
    guard case .failure(.unreachable(.nameResolution, _)) = result else {
      Issue.record("expected nameResolution, found \(result)")
      return
    }
  }

  @Test func aResetAfterTheRequestIsAmbiguous() async throws {
    let (result, received) = try await outcome(of: .resetAfterRequest)
    guard case .failure(.connectionLost(_, mayHaveBeenReceived: true)) = result else {
      Issue.record("expected connectionLost, found \(result)")
      return
    }
    #expect(received == 1)
  }

  @Test func aResetAtOnceIsNoAnswer() async throws {
    let (result, received) = try await outcome(of: .resetAtOnce)
    guard case .failure(.connectionLost) = result else {
      Issue.record("expected connectionLost, found \(result)")
      return
    }
    #expect(received == 0)
  }

  @Test func silenceEndsAtTheDeadline() async throws {
    let (result, received) = try await outcome(of: .silence, deadline: .seconds(15))
    #expect(result == .failure(.timedOut(.waiting, after: .seconds(15))))
    #expect(received == 1)
  }

  @Test func anAnswerThatStallsEndsAtTheDeadline() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\""
    // Long enough for the head to arrive while every other test runs.
    let (result, _) = try await outcome(of: .replyAndHang(head), deadline: .seconds(15))
    #expect(result == .failure(.timedOut(.reading, after: .seconds(15))))
  }

  @Test func anAnswerCutShortIsAmbiguous() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\""
    let (result, _) = try await outcome(of: .reply(head))
    guard case .failure(.connectionLost(_, mayHaveBeenReceived: true)) = result else {
      Issue.record("expected connectionLost, found \(result)")
      return
    }
  }

  @Test func anAnswerIsAtMostAsLongAsAllowed() async throws {
    let fits = FaultServer.http("200 OK", String(repeating: "x", count: 1000))
    #expect(try await outcome(of: .reply(fits)).0.get().body.count == 1000)
    let long = FaultServer.http("200 OK", String(repeating: "x", count: 1001))
    #expect(try await outcome(of: .reply(long)).0 == .failure(.answerTooLarge(limit: 1000)))
  }

  @Test func cancellingTheTaskEndsTheRequest() async throws {
    let server = try await FaultServer(.silence)
    let url = server.url
    // If it went on, the deadline would end it.
    let task = Task { try await post(to: url, deadline: .seconds(60)) }
    await waitUntil { server.completeRequests > 0 }
    task.cancel()
    #expect(try await task.value == .failure(.cancelled(mayHaveBeenReceived: true)))
    await server.close()
  }

  @Test func aCAFileIsTrusted() async throws {
    let server = try await FaultServer(
      .reply(FaultServer.http("200 OK", "{}")),
      tls: TestCertificate.serverContext()
    )
    try await TemporaryFile.with(TestCertificate.certificate) { path in
      let result = try await post(to: server.url, trustRoots: path)
      #expect(try result.get().status == 200)
    }
    await server.close()
  }

  @Test func anUnknownAuthorityIsNot() async throws {
    let server = try await FaultServer(
      .reply(FaultServer.http("200 OK", "{}")),
      tls: TestCertificate.serverContext()
    )
    guard case .failure(.unreachable(.tls, let detail)) = try await post(to: server.url) else {
      Issue.record("expected tls")
      return
    }
    #expect(detail.contains("CERTIFICATE_VERIFY_FAILED"))
    #expect(server.completeRequests == 0)
    await server.close()
  }

  /// As one does that is just starting behind a balancer. It says nothing about the certificate.
  @Test func aConnectionClosedInTheHandshakeWasNone() async throws {
    let server = try await FaultServer(.endAtOnce)
    let result = try await post(to: server.url.replacing("http:", with: "https:"))
    #expect(result == .failure(.unreachable(.other, detail: "it was closed during the TLS handshake")))
    await server.close()
  }

  @Test func aTransportMayBeDropped() async throws {
    weak var dropped: HTTPTransport?
    do {
      let transport = try HTTPTransport(configuration: DagsterConfiguration(url: "http://127.0.0.1:1"))
      dropped = transport
      await #expect(throws: TransportError.self) {
        try await transport.post(
          TransportRequest(
            url: "http://127.0.0.1:1",
            headers: [],
            body: [],
            deadline: .seconds(1),
            maximumAnswerBytes: 1
          )
        )
      }
    }
    #expect(dropped == nil)
  }

  @Test func aCAFileMustHoldACertificate() throws {
    let error = #expect(throws: DagsterError.self) {
      try HTTPTransport(configuration: DagsterConfiguration(url: "https://x", trustRoots: "/nope.pem"))
    }
    #expect("\(try #require(error))" == "the CA file /nope.pem holds no readable PEM certificate")
  }
}
