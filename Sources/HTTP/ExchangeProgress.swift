internal import NIOCore
internal import Synchronization

/// How far an exchange has come, which decides whether the server may have the request.
final class ExchangeProgress: Sendable {
  private let state: Mutex<TransportError.Phase>

  /// Without a body there is no telling when the request goes out: it may have from the start on.
  init(hasBody: Bool) {
    state = Mutex(hasBody ? .connecting : .waiting)
  }

  var phase: TransportError.Phase { state.withLock(\.self) }

  func advance(to phase: TransportError.Phase) {
    state.withLock { $0 = phase }
  }
}

/// A request's body that notes when it is asked for: from then on the server may have it.
///
/// Before, at most the head was sent. A server does nothing with a request whose body is missing or
/// cut short (0 of 10, Dagster 1.13.27).
struct TrackedBody: AsyncSequence, Sendable {
  let bytes: ByteBuffer
  let progress: ExchangeProgress

  func makeAsyncIterator() -> Iterator {
    Iterator(bytes: bytes, progress: progress)
  }

  struct Iterator: AsyncIteratorProtocol {
    var bytes: ByteBuffer?
    let progress: ExchangeProgress

    mutating func next() async -> ByteBuffer? {
      defer { bytes = nil }
      if bytes != nil { progress.advance(to: .waiting) }
      return bytes
    }
  }
}
