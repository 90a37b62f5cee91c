import Execution

/// A clock by which every limit has passed as soon as something was told, and none before.
struct LateClock: WallClock {
  let recorder: Recorder
  let words: String

  private var isLate: Bool { recorder.lines.contains { $0.contains(words) } }

  func now() -> Timestamp { Timestamp(seconds: 0) }

  func uptime() -> Double { isLate ? 1_000_000 : 0 }

  /// What is shorter than a minute is a wait between two looks.
  func sleep(for seconds: Double) async throws {
    guard seconds >= 60 else { return try await Task.sleep(for: .seconds(seconds)) }
    while !isLate { try await Task.sleep(for: .milliseconds(5)) }
  }
}
