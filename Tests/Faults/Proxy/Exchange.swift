import NIOCore
import NIOHTTP1

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A request at the proxy, and the connection that waits for its answer.
struct Exchange: Sendable {
  let kind: ExchangeClass
  let head: HTTPRequestHead
  let body: ByteBuffer
  let channel: any Channel

  /// Sends a whole answer.
  func answer(_ answer: Answer) async {
    var headers = answer.headers
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.readableBytes))
    write(answer.status, headers)
    channel.write(HTTPServerResponsePart.body(.byteBuffer(answer.body)), promise: nil)
    try? await channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get()
  }

  /// Sends a whole answer, and that it was the last one on this connection.
  func answerAndClose(_ answer: Answer) async {
    var last = answer
    last.headers.replaceOrAdd(name: "Connection", value: "close")
    await self.answer(last)
    try? await channel.close().get()
  }

  /// Promises a whole answer and closes the connection in the middle of it.
  func breakOff(_ answer: Answer) async {
    write(answer.status, answer.headersForWhole)
    let half = answer.body.getSlice(at: answer.body.readerIndex, length: answer.body.readableBytes / 2)
    try? await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(half ?? ByteBuffer()))).get()
    try? await channel.close().get()
  }

  /// Sends white space, which JSON allows, and then the answer.
  func bloat(_ answer: Answer, mebibytes: Int) async {
    var headers = answer.headers
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.readableBytes + mebibytes << 20))
    write(answer.status, headers)
    let filler = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
    do {
      for _ in 0..<mebibytes {
        try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(filler))).get()
      }
      channel.write(HTTPServerResponsePart.body(.byteBuffer(answer.body)), promise: nil)
      try await channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get()
    } catch {
      // The runner hung up, as it may.
      try? await channel.close().get()
    }
  }

  /// Sends the answer byte by byte, until the runner hangs up.
  func trickle(_ answer: Answer, pause: Duration) async {
    write(answer.status, answer.headersForWhole)
    do {
      for byte in answer.body.readableBytesView {
        let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: [byte])))
        try await channel.writeAndFlush(part).get()
        try await Task.sleep(for: pause)
      }
      try await channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get()
    } catch {
      try? await channel.close().get()
    }
  }

  /// Ends the connection with a reset: a linger of no time makes closing one.
  func reset() async {
    let abrupt = linger(l_onoff: 1, l_linger: 0)
    try? await (channel as? any SocketOptionProvider)?.setSoLinger(abrupt).get()
    try? await channel.close().get()
  }

  private func write(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) {
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
  }
}

/// A whole HTTP answer.
struct Answer: Sendable {
  var status: HTTPResponseStatus
  var headers: HTTPHeaders
  var body: ByteBuffer

  fileprivate var headersForWhole: HTTPHeaders {
    var headers = headers
    headers.replaceOrAdd(name: "Content-Length", value: String(body.readableBytes))
    return headers
  }
}

extension Answer {
  /// What a proxy before Dagster answers by itself.
  static func status(_ code: Int, retryAfter: Int?) -> Answer {
    var headers: HTTPHeaders = ["Content-Type": "text/plain"]
    if let retryAfter { headers.add(name: "Retry-After", value: String(retryAfter)) }
    let status = HTTPResponseStatus(statusCode: code)
    return Answer(status: status, headers: headers, body: ByteBuffer(string: status.reasonPhrase))
  }

  /// The page that an identity-aware proxy shows to whom it does not know.
  static let loginPage = Answer(
    status: .ok,
    headers: ["Content-Type": "text/html; charset=utf-8"],
    body: ByteBuffer(string: "<!doctype html><html><body><form>Sign in to continue</form></body></html>")
  )
}
