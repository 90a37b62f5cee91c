import NIOCore
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

/// A server on 127.0.0.1 that answers as badly as it is told to.
final class FaultServer: Sendable {
  /// What happens to a connection.
  enum Fault: Sendable {
    /// These bytes are sent once the request is complete, then it is closed.
    case reply(String)
    /// These bytes are sent once the request is complete, and nothing else happens.
    case replyAndHang(String)
    /// It is reset as soon as it is accepted.
    case resetAtOnce
    /// It is closed as soon as something comes, which is not read to its end.
    case endAtOnce
    /// It is reset once the request is complete.
    case resetAfterRequest
    /// Nothing is ever sent.
    case silence
  }

  private let channel: any Channel
  private let received: RequestCount

  let url: String

  /// How many requests came in completely.
  var completeRequests: Int { received.value.withLock(\.self) }

  init(_ fault: Fault, tls: NIOSSLContext? = nil) async throws {
    let received = RequestCount()
    self.received = received
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        let lingering = (channel as? any SocketOptionProvider)?.setSoLinger(fault.linger)
        return (lingering ?? channel.eventLoop.makeSucceededVoidFuture()).flatMapThrowing {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(FaultHandler(fault, received))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    url = "\(tls == nil ? "http" : "https")://127.0.0.1:\(channel.localAddress?.port ?? 0)"
  }

  func close() async {
    try? await channel.close()
  }

  /// An answer with a body, as HTTP writes it.
  static func http(_ status: String, _ body: String, headers: [String] = []) -> String {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers + ["", body]
    return lines.joined(separator: "\r\n")
  }
}

extension FaultServer.Fault {
  /// A linger of no time makes closing a reset.
  fileprivate var linger: linger {
    switch self {
    case .resetAtOnce, .resetAfterRequest: .init(l_onoff: 1, l_linger: 0)
    default: .init(l_onoff: 0, l_linger: 0)
    }
  }
}

final class RequestCount: Sendable {
  let value = Mutex(0)
}

private final class FaultHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let fault: FaultServer.Fault
  private let received: RequestCount
  private var text = ""

  init(_ fault: FaultServer.Fault, _ received: RequestCount) {
    self.fault = fault
    self.received = received
  }

  func channelActive(context: ChannelHandlerContext) {
    if case .resetAtOnce = fault { context.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .endAtOnce = fault { return context.close(promise: nil) }
    text += String(buffer: unwrapInboundIn(data))
    guard isComplete else { return }
    text = ""
    received.value.withLock { $0 += 1 }
    switch fault {
    case .reply(let bytes):
      send(bytes, context).whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
    case .replyAndHang(let bytes): _ = send(bytes, context)
    case .resetAfterRequest: context.close(promise: nil)
    case .resetAtOnce, .endAtOnce, .silence: break
    }
  }

  private func send(_ bytes: String, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)))
  }

  private var isComplete: Bool {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
    let lengths = text[..<end.lowerBound].split(separator: "\r\n").compactMap { line -> Int? in
      guard line.lowercased().hasPrefix("content-length:") else { return nil }
      return Int(line.dropFirst("content-length:".count).drop { $0 == " " })
    }
    return text[end.upperBound...].utf8.count >= lengths.first ?? 0
  }
}
