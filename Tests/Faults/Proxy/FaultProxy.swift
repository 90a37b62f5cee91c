import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Stands between a runner and Dagster, on a port of its own, and breaks the exchanges that it is told to.
final class FaultProxy: Sendable {
  /// What it asks its owner.
  struct Script: Sendable {
    /// What is done to an exchange; asked once for each, when the request is complete.
    var injection: @Sendable (ExchangeClass) -> Injection?
    /// Told each phase that an exchange gets to; the exchange waits meanwhile.
    var reached: @Sendable (ExchangeClass, ExchangePhase) async -> Void
  }

  private struct State {
    var listener: (any Channel)?
    var seen: [ExchangeClass] = []
    var underWay: [Int: Task<Void, Never>] = [:]
    var next = 0
    /// Listens again after a while.
    var returning: Task<Void, Never>?
  }

  private let upstream: String
  private let script: Script
  private let client: HTTPClient
  private let port: Int
  private let connections = Connections()
  private let state: Mutex<State>

  /// The address for the runner.
  var url: String { "http://127.0.0.1:\(port)" }

  /// The classes of all requests so far, in order.
  var seen: [ExchangeClass] { state.withLock(\.seen) }

  /// A proxy before `upstream`, Dagster's address without `/graphql`.
  init(upstream: String, script: Script) async throws {
    self.upstream = upstream
    self.script = script
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
    settings.httpVersion = .http1Only
    settings.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    let listener = try await connections.listen(on: 0)
    port = listener.localAddress?.port ?? 0
    state = Mutex(State(listener: listener))
    connections.receive { [weak self] exchange in self?.take(exchange) }
  }

  /// Ends when every request that was held back has arrived at the server: only then can launches be counted.
  func close() async {
    let returning = state.withLock { $0.returning.take() }
    returning?.cancel()
    await returning?.value
    try? await state.withLock { $0.listener.take() }?.close()
    while let task = state.withLock({ $0.underWay.values.first }) { await task.value }
    try? await client.shutdown()
  }

  /// Nobody listens for so long: connections are refused, and those that there are are closed.
  private func refuse(for duration: Duration, except open: any Channel) async {
    guard let listener = state.withLock({ $0.listener.take() }) else { return }
    try? await listener.close()
    await connections.close(except: open)
    let returning = Task {
      guard (try? await Task.sleep(for: duration)) != nil else { return }
      let again = try? await self.connections.listen(on: self.port)
      self.state.withLock { $0.listener = again }
    }
    state.withLock { $0.returning = returning }
  }

  private func take(_ exchange: Exchange) {
    state.withLock { $0.seen.append(exchange.kind) }
    track { await self.carryOut(exchange) }
  }

  /// Runs work that `close` waits for.
  private func track(_ work: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      let id = state.next
      state.next += 1
      state.underWay[id] = Task {
        await work()
        self.state.withLock { _ = $0.underWay.removeValue(forKey: id) }
      }
    }
  }
}

extension FaultProxy {
  private func carryOut(_ exchange: Exchange) async {
    let injection = script.injection(exchange.kind)
    await script.reached(exchange.kind, .received)
    switch injection {
    case .refuse(let duration):
      await refuse(for: duration, except: exchange.channel)
      return await exchange.reset()
    case .resetBeforeForwarding:
      return await exchange.reset()
    case .forwardLate(let duration):
      await exchange.reset()
      try? await Task.sleep(for: duration)
      _ = await forward(exchange)
      return
    case .status(let code, let retryAfter, forwarded: false):
      return await exchange.answer(.status(code, retryAfter: retryAfter))
    default: break
    }
    guard let answer = await forward(exchange) else { return await exchange.reset() }
    await script.reached(exchange.kind, .forwarded)
    await send(answer, to: exchange, after: injection)
    await script.reached(exchange.kind, .answered)
  }

  private func send(_ answer: Answer, to exchange: Exchange, after injection: Injection?) async {
    switch injection {
    case .answerAndRefuse(let duration):
      await refuse(for: duration, except: exchange.channel)
      await exchange.answerAndClose(answer)
    case .resetAfterForwarding: await exchange.reset()
    case .delay(let duration):
      try? await Task.sleep(for: duration)
      await exchange.answer(answer)
    case .status(let code, let retryAfter, _): await exchange.answer(.status(code, retryAfter: retryAfter))
    case .truncate: await exchange.breakOff(answer)
    case .loginPage: await exchange.answer(.loginPage)
    case .bloat(let mebibytes): await exchange.bloat(answer, mebibytes: mebibytes)
    case .hostile(let hostile): await exchange.answer(hostile.instead(of: answer))
    case .trickle(let pause): await exchange.trickle(answer, pause: pause)
    default: await exchange.answer(answer)
    }
  }

  /// The server's answer; `nil` where it gave none.
  private func forward(_ exchange: Exchange) async -> Answer? {
    var request = HTTPClientRequest(url: upstream + exchange.head.uri)
    request.method = exchange.head.method
    request.headers = exchange.head.headers
    for name in ["Host", "Connection", "Content-Length", "Transfer-Encoding"] {
      request.headers.remove(name: name)
    }
    // A connection kept open might be closed by the server at the moment that it is used again.
    request.headers.add(name: "Connection", value: "close")
    request.body = .bytes(exchange.body)
    guard let response = try? await client.execute(request, timeout: .seconds(60)),
      let body = try? await response.body.collect(upTo: 64 << 20)
    else { return nil }
    var headers = response.headers
    for name in ["Connection", "Content-Length", "Transfer-Encoding"] { headers.remove(name: name) }
    return Answer(status: response.status, headers: headers, body: body)
  }
}
