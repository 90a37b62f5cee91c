import ExactText
import JobDSL

/// A cron expression of five fields, as time windows have them.
struct Cron {
  /// What a key says of the moment, on the clock of the windows' own zone.
  struct Time {
    let (minute, hour, day, month, weekday): (Int, Int, Int, Int, Int)

    /// Nil for a format other than Dagster's two, and for what is none of its keys.
    init?(_ key: String, format: String) {
      let kind: PartitioningKind
      switch format {
      case "%Y-%m-%d": kind = .daily
      case "%Y-%m-%d-%H:%M": kind = .hourly
      default: return nil
      }
      guard let time = kind.time(of: key), let month = Int(key.dropFirst(5).prefix(2)),
        let day = Int(key.dropFirst(8).prefix(2))
      else { return nil }
      (minute, hour) = (time.minutes % 60, time.minutes / 60 % 24)
      (self.day, self.month) = (day, month)
      // Days are counted from a Monday, as which day 1 was one.
      weekday = time.minutes / (24 * 60) % 7
      hasTime = kind == .hourly
    }

    /// Whether the key tells the time of day.
    let hasTime: Bool
  }

  private let (minutes, hours, days, months, weekdays): (Set<Int>, Set<Int>, Set<Int>, Set<Int>, Set<Int>)
  private let isAnyDay: Bool
  private let isAnyWeekday: Bool

  /// Nil for what isn't five fields of numbers, names of days and months, lists, ranges and steps.
  init?(_ expression: String) {
    let fields = expression.split(separator: " ").map(String.init)
    guard fields.count == 5, let minutes = Self.values(fields[0], 0...59),
      let hours = Self.values(fields[1], 0...23), let days = Self.values(fields[2], 1...31),
      let months = Self.values(fields[3], 1...12, names: Self.monthNames),
      let weekdays = Self.values(fields[4], 0...7, names: Self.dayNames)
    else { return nil }
    (self.minutes, self.hours, self.days, self.months) = (minutes, hours, days, months)
    self.weekdays = Set(weekdays.map { $0 % 7 })
    (isAnyDay, isAnyWeekday) = (fields[2].hasPrefix("*"), fields[4].hasPrefix("*"))
  }

  /// Where a key doesn't tell the time, any of that day.
  func matches(_ time: Time) -> Bool {
    guard !time.hasTime || (minutes.contains(time.minute) && hours.contains(time.hour)) else { return false }
    guard months.contains(time.month) else { return false }
    // Cron takes either where both are given.
    if !isAnyDay, !isAnyWeekday { return days.contains(time.day) || weekdays.contains(time.weekday) }
    return days.contains(time.day) && weekdays.contains(time.weekday)
  }

  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  private static let monthNames = [
    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func values(_ field: String, _ bounds: ClosedRange<Int>, names: [String] = []) -> Set<Int>? {
    var values: Set<Int> = []
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2, let step = pieces.count == 2 ? Int(pieces[1]) : 1, step > 0 else { return nil }
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      let range: ClosedRange<Int>
      if pieces[0] == "*" {
        range = bounds
      } else if ends.count <= 2, let first = number(ends[0], names),
        let last = number(ends[ends.count - 1], names),
        first <= last, bounds.contains(first), bounds.contains(last)
      {
        range = first...(ends.count == 1 && pieces.count == 2 ? bounds.upperBound : last)
      } else {
        return nil
      }
      values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }
    return values
  }

  private static func number(_ text: String, _ names: [String]) -> Int? {
    Int(text) ?? names.firstIndex(ofExactly: text.lowercased())
  }
}
