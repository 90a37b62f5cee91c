import Ledger
import Synchronization

/// A clock that moves when somebody waits, and lets the world change meanwhile.
final class ManualClock: WallClock {
  private let time = Mutex(Sample.start)
  private let meanwhile: @Sendable () async throws -> Void

  init(meanwhile: @escaping @Sendable () async throws -> Void = {}) {
    self.meanwhile = meanwhile
  }

  func now() -> Timestamp { time.withLock(\.self) }

  func uptime() -> Double { now().seconds(since: Sample.start) }

  func sleep(for seconds: Double) async throws {
    try Task.checkCancellation()
    time.withLock { $0 = $0.advanced(by: seconds) }
    try await meanwhile()
  }
}
