#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Tells the time of day and waits. It comes in as a parameter, so that a test decides what time it is.
public protocol WallClock: Sendable {
  /// The time of day.
  func now() -> Timestamp

  /// Waits. Throws `CancellationError` as soon as the task is canceled.
  func sleep(for seconds: Double) async throws
}

/// The machine's own clock.
public struct SystemClock: WallClock {
  /// The machine's own clock.
  public init() {}

  /// The machine's time of day.
  public func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Waits on the machine's clock; not at all when `seconds` is not positive.
  public func sleep(for seconds: Double) async throws {
    try await Task.sleep(for: .seconds(max(0, seconds)))
  }
}
