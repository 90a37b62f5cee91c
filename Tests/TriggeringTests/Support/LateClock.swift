import Ledger

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

/// A clock that goes as usual, until every limit has passed as soon as something was told.
struct UsualClock: WallClock {
  let recorder: Recorder
  let words: String
  private let clock = SystemClock()

  init(recorder: Recorder, words: String) { (self.recorder, self.words) = (recorder, words) }

  private var isLate: Bool { recorder.lines.contains { $0.contains(words) } }

  func now() -> Timestamp { clock.now() }

  func uptime() -> Double { clock.uptime() }

  func sleep(for seconds: Double) async throws {
    guard seconds >= 60 else { return try await clock.sleep(for: seconds) }
    while !isLate { try await Task.sleep(for: .milliseconds(5)) }
  }
}
