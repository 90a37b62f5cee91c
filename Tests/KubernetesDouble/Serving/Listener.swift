import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Listens on one port of 127.0.0.1, and can stop and start again on it.
final class Listener: Sendable {
  /// What a request leads to.
  enum Response: Sendable {
    case answer(FakeAnswer)
    case cutShort(FakeAnswer)
    case reset
    case hang
  }

  private struct State {
    var port: Int
    var channel: (any Channel)?
    var connections: [ObjectIdentifier: any Channel] = [:]
  }

  private let state: Mutex<State>
  private let tls: NIOSSLContext?

  init(port: Int, tls: NIOSSLContext?) {
    state = Mutex(State(port: port))
    self.tls = tls
  }

  deinit {
    state.withLock { state in
      state.channel?.close(promise: nil)
      for connection in state.connections.values { connection.close(promise: nil) }
    }
  }

  var isDown: Bool { state.withLock { $0.channel == nil } }

  var url: String { "\(tls == nil ? "http" : "https")://127.0.0.1:\(state.withLock(\.port))" }

  func start(_ service: Service) async throws {
    guard isDown else { return }
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { [weak self, tls] channel in
        self?.keep(channel)
        return channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(
            ConnectionHandler(service)
          )
        }
      }
      .bind(host: "127.0.0.1", port: state.withLock(\.port)).get()
    state.withLock {
      $0.channel = channel
      $0.port = channel.localAddress?.port ?? $0.port
    }
  }

  func stop() async {
    let (channel, connections) = state.withLock { state in
      defer {
        state.channel = nil
        state.connections = [:]
      }
      return (state.channel, Array(state.connections.values))
    }
    try? await channel?.close()
    for connection in connections { try? await connection.close() }
  }

  private func keep(_ channel: any Channel) {
    state.withLock { $0.connections[ObjectIdentifier(channel)] = channel }
    channel.closeFuture.whenComplete { [weak self] _ in
      _ = self?.state.withLock { $0.connections.removeValue(forKey: ObjectIdentifier(channel)) }
    }
  }
}
