import Diagnostics
import JobDSL
import Testing

/// What a key that is nearly one is told, through the document's own rules.
@Suite struct KeyHintTests {
  private func hint(_ key: String, hourly: Bool = false) -> String? {
    let partitioning = hourly ? "hourly" : "daily"
    let reading = JobReading(
      Array(
        document(
          steps: "backfill: {assets: [a], partitions: {partitioning: \(partitioning), keys: [\"\(key)\"]}}"
        ).utf8
      ),
      file: "job.yaml"
    )
    return reading.problems.first?.hint
  }

  @Test(arguments: [
    ("2024-02-30", "February 2024 has 29 days"), ("2023-02-29", "February 2023 has 28 days"),
    ("1900-02-29", "February 1900 has 28 days"), ("2024-04-31", "April 2024 has 30 days"),
    ("2024-12-32", "December 2024 has 31 days"), ("2024-12-00", "December 2024 has 31 days"),
    ("2024-13-01", "a year has the months 01 to 12"), ("2024-00-01", "a year has the months 01 to 12"),
    ("2024-2-1", "write 2024-02-01"), ("2024/02/01", "write 2024-02-01"), ("2024.2.1", "write 2024-02-01"),
    ("2024/02/30", "February 2024 has 29 days"),
    // As good as any other day, so that none is suggested.
    ("01.02.2024", nil), ("02/01/2024", nil), ("20240201", nil), ("2024-02", nil), ("yesterday", nil),
    ("0000-02-01", nil), ("2024-02-01-13:00", nil), ("", nil),
  ])
  func ofADay(key: String, expected: String?) { #expect(hint(key) == expected) }

  @Test(arguments: [
    ("2024-02-30-13:00", "February 2024 has 29 days"), ("2024-02-01-24:00", "a day has the hours 00 to 23"),
    ("2024-02-01-13:60", "an hour has the minutes 00 to 59"), ("2024-02-01T13:00", "write 2024-02-01-13:00"),
    ("2024-02-01 9:00", "write 2024-02-01-09:00"), ("2024-02-01", nil),
  ])
  func ofAnHour(key: String, expected: String?) { #expect(hint(key, hourly: true) == expected) }
}
