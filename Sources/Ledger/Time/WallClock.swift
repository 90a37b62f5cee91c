#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Tells the time of day and waits. It comes in as a parameter, so that a test decides what time it is.
package protocol WallClock: Sendable {
  /// The time of day.
  func now() -> Timestamp

  /// Seconds since a moment of the process's own, by a clock that nobody sets and that goes on while the machine
  /// sleeps.
  func uptime() -> Double

  /// Waits. Throws `CancellationError` as soon as the task is canceled.
  func sleep(for seconds: Double) async throws
}

/// The machine's own clock.
package struct SystemClock: WallClock {
  /// The machine's own clock.
  package init() {}

  /// The machine's time of day.
  package func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// By the machine's clock since it was started, sleep included where the system counts it.
  package func uptime() -> Double {
    var time = timespec()
    #if canImport(Darwin)
      clock_gettime(CLOCK_MONOTONIC_RAW, &time)
    #else
      clock_gettime(CLOCK_BOOTTIME, &time)
    #endif
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }

  /// Waits on the machine's clock; not at all when `seconds` is not positive.
  package func sleep(for seconds: Double) async throws {
    try await Task.sleep(for: .seconds(max(0, seconds)))
  }
}
