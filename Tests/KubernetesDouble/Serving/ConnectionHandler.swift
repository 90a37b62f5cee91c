import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads one request after the other from a connection and answers each.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let service: Service
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ service: Service) {
    self.service = service
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let part): body.append(contentsOf: part.readableBytesView)
    case .end:
      guard let head else { return }
      let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
      let request = FakeRequest(method: head.method.rawValue, uri: head.uri, headers: headers, body: body)
      let (service, channel) = (service, context.channel)
      Task { await service.serve(request, on: channel) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// What becomes of a request.
struct Service: Sendable {
  let respond: @Sendable (FakeRequest) async -> Listener.Response
  /// Called when an answer was sent.
  let answered: @Sendable (FakeRequest) async -> Void

  func serve(_ request: FakeRequest, on channel: any Channel) async {
    switch await respond(request) {
    case .answer(let answer):
      try? await Self.send(answer, on: channel, whole: true)
      await answered(request)
    case .cutShort(let answer):
      try? await Self.send(answer, on: channel, whole: false)
      try? await channel.close()
    case .reset:
      try? await (channel as? any SocketOptionProvider)?.setSoLinger(Self.noTime).get()
      try? await channel.close()
    case .hang: break
    case .stream(let parts):
      try? await Self.send(parts, on: channel)
      await answered(request)
    }
  }

  /// A linger of no time makes closing a reset.
  private static var noTime: linger { linger(l_onoff: 1, l_linger: 0) }

  /// As a kubelet does, which sends no head before the log's first byte or its end.
  private static func send(_ parts: AsyncStream<PodLog.Part>, on channel: any Channel) async throws {
    let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-type": "text/plain"])
    var isBegun = false
    for await part in parts {
      guard case .bytes(let bytes) = part else { return try await channel.close() }
      if !isBegun { channel.write(HTTPServerResponsePart.head(head), promise: nil) }
      isBegun = true
      try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes))))
    }
    if !isBegun { channel.write(HTTPServerResponsePart.head(head), promise: nil) }
    try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
  }

  private static func send(_ answer: FakeAnswer, on channel: any Channel, whole: Bool) async throws {
    var headers = HTTPHeaders(answer.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    headers.add(name: "content-length", value: String(answer.body.count))
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    let bytes = whole ? answer.body[...] : answer.body.prefix(answer.body.count / 2)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes))))
    if whole { try await channel.writeAndFlush(HTTPServerResponsePart.end(nil)) }
  }
}
