import Synchronization

/// Keeps what a sink writes.
final class Written: Sendable {
  private let parts = Mutex<[String]>([])

  var all: [String] { parts.withLock { $0 } }

  func write(_ part: String) {
    parts.withLock { $0.append(part) }
  }
}
