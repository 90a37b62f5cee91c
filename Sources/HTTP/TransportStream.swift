/// An answer that has begun.
public struct TransportStream: Sendable {
  /// The status and the headers that count; its body is empty.
  public let head: TransportResponse
  /// The body.
  public let chunks: TransportChunks

  /// An answer of these parts.
  public init(head: TransportResponse, chunks: TransportChunks) {
    self.head = head
    self.chunks = chunks
  }

  /// The whole answer, its body up to `limit` bytes: for one that turned out to be no stream.
  public func whole(upTo limit: Int) async throws(TransportError) -> TransportResponse {
    var body: [UInt8] = []
    for try await chunk in chunks {
      guard body.count + chunk.count <= limit else { throw .answerTooLarge(limit: limit) }
      body += chunk
    }
    return TransportResponse(
      status: head.status,
      contentType: head.contentType,
      location: head.location,
      retryAfter: head.retryAfter,
      body: body
    )
  }
}

/// The parts of a body in order, as they come. It is read once; whoever stops reading closes the connection.
///
/// It ends where the body does, and throws where the connection breaks before, where nothing comes for the
/// transport's limit of rest, and where the reader's task is canceled.
public struct TransportChunks: AsyncSequence, Sendable {
  public typealias Element = [UInt8]
  public typealias Failure = TransportError

  private let begin: @Sendable () -> Iterator

  /// A body of whatever `begin` reads.
  public init(_ begin: @escaping @Sendable () -> Iterator) { self.begin = begin }

  public func makeAsyncIterator() -> Iterator { begin() }

  /// Reads one part after the other.
  public struct Iterator: AsyncIteratorProtocol {
    private let read: () async throws(TransportError) -> [UInt8]?

    /// An iterator that asks `read` for each part; nil is the end.
    public init(_ read: @escaping () async throws(TransportError) -> [UInt8]?) { self.read = read }

    public mutating func next() async throws(TransportError) -> [UInt8]? { try await read() }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> [UInt8]? {
      try await read()
    }
  }
}
