import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Listens on 127.0.0.1 and gives each complete request away.
final class Connections: Sendable {
  private struct State {
    var receive: @Sendable (Exchange) -> Void = { _ in }
    var open: [ObjectIdentifier: any Channel] = [:]
  }

  private let state = Mutex(State())

  /// Where requests go.
  func receive(_ receive: @escaping @Sendable (Exchange) -> Void) {
    state.withLock { $0.receive = receive }
  }

  /// - Parameter port: 0 for one that is free.
  func listen(on port: Int) async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        self.keep(channel)
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(NIOHTTPServerRequestAggregator(maxContentLength: 64 << 20))
          try pipeline.addHandler(RequestHandler(self))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
  }

  /// Closes those that are open, but one.
  func close(except kept: any Channel) async {
    for channel in state.withLock(\.open.values) where channel !== kept { try? await channel.close() }
  }

  private func keep(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    state.withLock { $0.open[id] = channel }
    channel.closeFuture.whenComplete { _ in self.state.withLock { _ = $0.open.removeValue(forKey: id) } }
  }

  fileprivate func take(_ exchange: Exchange) { state.withLock(\.receive)(exchange) }
}

private final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = NIOHTTPServerRequestFull

  private let connections: Connections

  init(_ connections: Connections) { self.connections = connections }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let request = unwrapInboundIn(data)
    let body = request.body ?? ByteBuffer()
    let kind = ExchangeClass(body: Data(body.readableBytesView))
    connections.take(Exchange(kind: kind, head: request.head, body: body, channel: context.channel))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
