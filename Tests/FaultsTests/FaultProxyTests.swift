import Dagster
import DagsterModel
import Synchronization
import Testing

@testable import faults

/// Each fault does what it says: to the one who asks, and to the server.
@Suite struct FaultProxyTests {
  /// What whoever asks gets to see.
  enum Observation: Equatable, Sendable {
    case answer(Int, String)
    /// No connection was made.
    case refused
    /// The connection broke after the request was sent.
    case lost
    case timedOut
    case tooLarge
    case other(String)
  }

  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var injection: Injection?
    var first: Observation
    /// What the next request sees, which nothing is done to.
    var second = Observation.answer(200, Upstream.answer)
    /// How many of the two requests the server got to see.
    var arrived = 2
  }

  static let examples = [
    Example(testDescription: "none", injection: nil, first: .answer(200, Upstream.answer)),
    Example(
      testDescription: "refuse",
      injection: .refuse(.seconds(60)),
      first: .lost,
      second: .refused,
      arrived: 0
    ),
    Example(
      testDescription: "answer and refuse",
      injection: .answerAndRefuse(.seconds(60)),
      first: .answer(200, Upstream.answer),
      second: .refused,
      arrived: 1
    ),
    Example(
      testDescription: "reset before forwarding",
      injection: .resetBeforeForwarding,
      first: .lost,
      arrived: 1
    ),
    Example(
      testDescription: "reset after forwarding",
      injection: .resetAfterForwarding,
      first: .lost
    ),
    Example(
      testDescription: "late",
      injection: .forwardLate(.milliseconds(300)),
      first: .lost
    ),
    Example(testDescription: "delay", injection: .delay(.seconds(3)), first: .timedOut),
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
    Example(testDescription: "truncate", injection: .truncate, first: .lost),
    Example(
      testDescription: "log-in page",
      injection: .loginPage,
      first: .answer(200, "<!doctype html><html><body><form>Sign in to continue</form></body></html>")
    ),
    Example(testDescription: "bloat", injection: .bloat(mebibytes: 2), first: .tooLarge),
    Example(
      testDescription: "trickle",
      injection: .trickle(.milliseconds(500)),
      first: .timedOut
    ),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: examples) func doesWhatItSays(_ example: Example) async throws {
    let upstream = try await Upstream()
    let injections = Mutex([example.injection])
    let proxy = try await FaultProxy(
      upstream: upstream.url,
      script: .init(injection: { _ in injections.withLock { $0.isEmpty ? nil : $0.removeFirst() } }) { _, _ in
      }
    )
    // Long enough for a busy machine, unless it is to be too short.
    let first = try await ask(proxy.url, within: example.first == .timedOut ? .seconds(2) : .seconds(120))
    var second = try await ask(proxy.url)
    // A connection that was kept open may be lost before the next one is refused.
    if example.second == .refused, second == .lost { second = try await ask(proxy.url) }
    #expect(first == example.first)
    #expect(second == example.second)
    // Ends when everything has arrived that was held back.
    await proxy.close()
    #expect(upstream.requests == example.arrived)
    await upstream.close()
  }

  @Test(.timeLimit(.minutes(5))) func listensAgainAfterARefusal() async throws {
    let upstream = try await Upstream()
    let injections = Mutex([Injection.refuse(.milliseconds(100))])
    let proxy = try await FaultProxy(
      upstream: upstream.url,
      script: .init(injection: { _ in
        injections.withLock(\.self).isEmpty ? nil : injections.withLock { $0.popLast() }
      }) { _, _ in }
    )
    _ = try await ask(proxy.url)
    var observation = try await ask(proxy.url)
    while observation == .refused { observation = try await ask(proxy.url) }
    #expect(observation == .answer(200, Upstream.answer))
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
    _ = try await ask(proxy.url, operation: "LaunchRun")
    await proxy.close()
    #expect(phases.withLock(\.self) == [.received: 0, .forwarded: 1, .answered: 1])
    #expect(proxy.seen == [.launch])
    await upstream.close()
  }

  /// Asks by the runner's own client, for 2 s at most and for an answer of at most 1 MiB.
  private func ask(
    _ url: String,
    operation: String = "Readiness",
    within deadline: Duration = .seconds(120)
  ) async throws -> Observation {
    let transport = try HTTPTransport(configuration: DagsterConfiguration(url: url))
    let request = TransportRequest(
      url: "\(url)/graphql",
      headers: [.init("Content-Type", "application/json")],
      body: Array(#"{"operationName":"\#(operation)"}"#.utf8),
      deadline: deadline,
      maximumAnswerBytes: 1 << 20
    )
    let observation: Observation
    do throws(TransportError) {
      let response = try await transport.post(request)
      let wait = response.retryAfter.map { ", after \($0)" } ?? ""
      observation = .answer(response.status, String(decoding: response.body, as: UTF8.self) + wait)
    } catch {
      observation = Self.observation(of: error)
    }
    await transport.shutdown()
    return observation
  }

  private static func observation(of error: TransportError) -> Observation {
    switch error {
    case .unreachable(.refused, _): .refused
    case .connectionLost(_, mayHaveBeenReceived: true): .lost
    case .timedOut: .timedOut
    case .answerTooLarge: .tooLarge
    default: .other("\(error)")
    }
  }
}
