import NIOCore
import NIOHTTP1
import Synchronization

@testable import faults

/// What stands for Dagster behind the proxy: it answers everything with `{"data":{}}`.
final class Upstream: Sendable {
  static let answer = #"{"data":{}}"#

  private let connections = Connections()
  private let listener: any Channel
  private let count = Mutex(0)

  /// How many requests came this far.
  var requests: Int { count.withLock(\.self) }

  var url: String { "http://127.0.0.1:\(listener.localAddress?.port ?? 0)" }

  init() async throws {
    listener = try await connections.listen(on: 0)
    connections.receive { [weak self] exchange in
      self?.count.withLock { $0 += 1 }
      let headers: HTTPHeaders = ["Content-Type": "application/json"]
      let answer = Answer(status: .ok, headers: headers, body: ByteBuffer(string: Self.answer))
      Task { await exchange.answer(answer) }
    }
  }

  func close() async { try? await listener.close() }
}
