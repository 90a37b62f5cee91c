internal import ExactText

/// What Dagster says of a definition of time windows: `Daily, starting 2024-01-01 UTC. End offsetted by 1 partition.`
struct WindowDescription: Equatable, Sendable {
  /// `hourly`, `daily`, `weekly`, `monthly`, or a cron expression.
  let cadence: String
  let timezone: String
  let endOffset: Int

  /// Nil where the server says it in other words.
  init?(_ text: String) {
    guard let start = text.firstRange(of: ", starting ") else { return nil }
    let schedule = String(text[..<start.lowerBound])
    var rest = text[start.upperBound...]
    var offset = 0
    if let end = rest.firstRange(of: ". End offsetted by ") {
      guard let count = rest[end.upperBound...].split(separator: " ").first.flatMap({ Int($0) }) else {
        return nil
      }
      offset = count
      rest = rest[..<end.upperBound].dropLast(" End offsetted by ".count)
    }
    // The start may have blanks and points, as its format has; a zone has none.
    guard rest.last == ".", let blank = rest.lastIndex(of: " ") else { return nil }
    let zone = rest[rest.index(after: blank)...].dropLast()
    guard !schedule.isEmpty, !zone.isEmpty else { return nil }
    cadence = Self.words[schedule] ?? schedule
    timezone = String(zone)
    endOffset = offset
  }

  private static let words = ["Hourly": "hourly", "Daily": "daily", "Weekly": "weekly", "Monthly": "monthly"]
}
