import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that takes messages as a webhook does, and keeps them.
package final class WebhookServer: Sendable {
  /// What becomes of a message.
  package enum Answer: Sendable {
    /// A status, with further headers and a body.
    case status(Int, headers: [String] = [], body: String = "ok")
    /// Nothing is ever answered.
    case silence
    /// A status, and a body that never ends.
    case endless(Int)
    /// The connection is closed.
    case hangUp
  }

  /// What came, and what is still to be answered.
  fileprivate struct State {
    var answers: [Answer]
    var requests: [(path: String, body: String)] = []
  }

  fileprivate let state: Mutex<State>
  private let channel = Mutex<(any Channel)?>(nil)
  /// Whoever has it may write there.
  package static let secret = "T0ken-S3cret"
  package let url: String

  /// - Parameter answers: to the messages in their order; the last one stays.
  package init(_ answers: Answer...) async throws {
    state = Mutex(State(answers: answers.isEmpty ? [.status(200)] : answers))
    let later = Later()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(WebhookHandler(later))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    url = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)/services/\(Self.secret)"
    channel.withLock { $0 = listener }
    later.server.withLock { $0 = self }
  }

  package func close() async { try? await channel.withLock { $0 }?.close() }

  /// The bodies of the messages so far.
  package var messages: [String] { state.withLock { $0.requests.map(\.body) } }

  /// Their `text`.
  package var texts: [String] {
    messages.map { message in
      let body = try? JSONSerialization.jsonObject(with: Data(message.utf8)) as? [String: Any]
      return body?["text"] as? String ?? ""
    }
  }
}

/// The server, once it is made.
private final class Later: Sendable {
  let server = Mutex<WebhookServer?>(nil)
}

private final class WebhookHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let later: Later
  private var received: [UInt8] = []

  init(_ later: Later) { self.later = later }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += Array(unwrapInboundIn(data).readableBytesView)
    guard let (path, body) = request, let server = later.server.withLock({ $0 }) else { return }
    received = []
    let answer = server.state.withLock { state in
      state.requests.append((path, body))
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
    switch answer {
    case .silence: break
    case .hangUp: context.close(promise: nil)
    case .status(let status, let headers, let body):
      let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers + ["", body]
      send(lines.joined(separator: "\r\n"), context)
    case .endless(let status):
      send("HTTP/1.1 \(status) X\r\nTransfer-Encoding: chunked\r\n\r\n", context)
      Self.goOn(context.channel)
    }
  }

  private func send(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }

  private static func goOn(_ channel: any Channel) {
    let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
    channel.writeAndFlush(ByteBuffer(string: chunk)).whenSuccess { goOn(channel) }
  }

  private var request: (path: String, body: String)? {
    let text = String(decoding: received, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
    let body = String(text[end.upperBound...])
    guard body.utf8.count >= length ?? 0 else { return nil }
    return (lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "", body)
  }
}
