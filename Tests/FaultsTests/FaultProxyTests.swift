import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import faults

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Each fault does what it says: to the one who asks, and to the server.
@Suite struct FaultProxyTests {
  /// What whoever asks gets to see.
  enum Sight: Equatable, Sendable {
    case answer(Int, String)
    case error(String)
  }

  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var injection: Injection?
    var first: Sight
    /// What the next request sees, which nothing is done to.
    var second = Sight.answer(200, Upstream.answer)
    /// How many of the two requests the server got to see.
    var arrived = 2
  }

  static let examples = [
    Example(testDescription: "none", injection: nil, first: .answer(200, Upstream.answer)),
    Example(
      testDescription: "refuse",
      injection: .refuse(.milliseconds(500)),
      first: .error("remoteConnectionClosed"),
      second: .error("refused"),
      arrived: 0
    ),
    Example(
      testDescription: "answer and refuse",
      injection: .answerAndRefuse(.milliseconds(500)),
      first: .answer(200, Upstream.answer),
      second: .error("refused"),
      arrived: 1
    ),
    Example(
      testDescription: "reset before forwarding",
      injection: .resetBeforeForwarding,
      first: .error("remoteConnectionClosed"),
      arrived: 1
    ),
    Example(
      testDescription: "reset after forwarding",
      injection: .resetAfterForwarding,
      first: .error("remoteConnectionClosed")
    ),
    Example(
      testDescription: "late",
      injection: .forwardLate(.milliseconds(300)),
      first: .error("remoteConnectionClosed")
    ),
    Example(testDescription: "delay", injection: .delay(.seconds(3)), first: .error("deadlineExceeded")),
    Example(
      testDescription: "status before forwarding",
      injection: .status(503, retryAfter: 7, forwarded: false),
      first: .answer(503, "Service Unavailable, after 7"),
      arrived: 1
    ),
    Example(
      testDescription: "status after forwarding",
      injection: .status(500, forwarded: true),
      first: .answer(500, "Internal Server Error")
    ),
    Example(testDescription: "truncate", injection: .truncate, first: .error("remoteConnectionClosed")),
    Example(
      testDescription: "log-in page",
      injection: .loginPage,
      first: .answer(200, "<!doctype html><html><body><form>Sign in to continue</form></body></html>")
    ),
    Example(testDescription: "bloat", injection: .bloat(mebibytes: 2), first: .error("tooLong")),
    Example(
      testDescription: "trickle",
      injection: .trickle(.milliseconds(500)),
      first: .error("deadlineExceeded")
    ),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: examples) func doesWhatItSays(_ example: Example) async throws {
    let upstream = try await Upstream()
    let injections = Mutex([example.injection])
    let proxy = try await FaultProxy(
      upstream: upstream.url,
      script: .init(injection: { _ in injections.withLock { $0.isEmpty ? nil : $0.removeFirst() } }) { _, _ in
      }
    )
    let first = await ask(proxy.url)
    let second = await ask(proxy.url)
    #expect(first == example.first)
    #expect(second == example.second)
    // Ends when everything has arrived that was held back.
    await proxy.close()
    #expect(upstream.requests == example.arrived)
    await upstream.close()
  }

  @Test(.timeLimit(.minutes(1))) func listensAgainAfterARefusal() async throws {
    let upstream = try await Upstream()
    let injections = Mutex([Injection.refuse(.milliseconds(100))])
    let proxy = try await FaultProxy(
      upstream: upstream.url,
      script: .init(injection: { _ in
        injections.withLock(\.self).isEmpty ? nil : injections.withLock { $0.popLast() }
      }) { _, _ in }
    )
    _ = await ask(proxy.url)
    var sight = await ask(proxy.url)
    while case .error = sight { sight = await ask(proxy.url) }
    #expect(sight == .answer(200, Upstream.answer))
    await proxy.close()
    await upstream.close()
  }

  @Test func tellsThePhasesInOrder() async throws {
    let upstream = try await Upstream()
    let phases = Mutex<[ExchangePhase: Int]>([:])
    let proxy = try await FaultProxy(
      upstream: upstream.url,
      script: .init(injection: { _ in nil }) { kind, phase in
        #expect(kind == .launch)
        phases.withLock { $0[phase] = upstream.requests }
      }
    )
    _ = await ask(proxy.url, operation: "LaunchRun")
    await proxy.close()
    #expect(phases.withLock(\.self) == [.received: 0, .forwarded: 1, .answered: 1])
    #expect(proxy.seen == [.launch])
    await upstream.close()
  }

  /// Asks on a connection of its own, for 2 s at most and for an answer of at most 1 MiB.
  private func ask(_ url: String, operation: String = "Readiness") async -> Sight {
    var settings = HTTPClient.Configuration(timeout: .init(connect: .seconds(2)))
    settings.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    var request = HTTPClientRequest(url: url + "/graphql")
    request.method = .POST
    request.body = .bytes(ByteBuffer(string: #"{"operationName":"\#(operation)"}"#))
    let sight: Sight
    do {
      let response = try await client.execute(request, timeout: .seconds(2))
      let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
      let wait = response.headers.first(name: "retry-after").map { ", after \($0)" } ?? ""
      sight = .answer(Int(response.status.code), text + wait)
    } catch {
      sight = .error(Self.word(for: error))
    }
    try? await client.shutdown()
    return sight
  }

  private static func word(for error: any Error) -> String {
    switch error {
    case let error as HTTPClientError where error == .remoteConnectionClosed: "remoteConnectionClosed"
    case let error as HTTPClientError where error == .deadlineExceeded: "deadlineExceeded"
    case is NIOTooManyBytesError: "tooLong"
    case let error as IOError where error.errnoCode == ECONNRESET: "remoteConnectionClosed"
    case let error as NIOPosix.NIOConnectionError where !error.connectionErrors.isEmpty: "refused"
    default: "\(error)"
    }
  }
}
