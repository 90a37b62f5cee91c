import CivilCalendar
import ExactText
import JobDSL

/// A cron expression of five fields, as time windows have them and Dagster reads them: with the copy of croniter that it
/// brings.
struct Cron {
  private let (minutes, hours, days, months, weekdays): (Set<Int>, Set<Int>, Set<Int>, Set<Int>, Set<Int>)
  private let isAnyDay: Bool
  private let isAnyWeekday: Bool

  /// Nil for what isn't five fields of numbers, names of days and months, lists, ranges and steps.
  init?(_ expression: String) {
    let fields = expression.split(separator: " ").map(String.init)
    guard fields.count == 5, let minutes = Self.values(fields[0], 0...59),
      let hours = Self.values(fields[1], 0...23), let days = Self.values(fields[2], 1...31),
      let months = Self.values(fields[3], 1...12, names: Self.monthNames),
      let weekdays = Self.values(fields[4], 0...6, orElse: 7, names: Self.dayNames)
    else { return nil }
    (self.minutes, self.hours, self.days, self.months) = (minutes, hours, days, months)
    self.weekdays = Set(weekdays.map { $0 % 7 })
    isAnyDay = Self.isAny(fields[2], isWhole: days.count == 31, beside: fields[4])
    isAnyWeekday = Self.isAny(fields[4], isWhole: self.weekdays.count == 7, beside: fields[2])
  }

  /// Whether a field leaves the days to the other one: a `*` does, and what comes to all days where the other has a `*` in
  /// it. `*/2` doesn't.
  private static func isAny(_ field: String, isWhole: Bool, beside other: String) -> Bool {
    field.split(separator: ",").contains("*") || (isWhole && other.contains("*"))
  }

  /// Whether a key begins at one of its moments by the clock of the windows' own zone, as far as it can be told: where it
  /// doesn't say the time, at any of that day.
  func matches(_ key: String, format: String) -> Bool {
    let kinds: [PartitioningKind] = [.daily, .hourly]
    guard let kind = kinds.first(where: { $0.timeFormat == format }), let time = kind.time(of: key)?.civil
    else {
      return true
    }
    let (hour, minute) = time.minuteOfDay.quotientAndRemainder(dividingBy: 60)
    guard kind == .daily || (minutes.contains(minute) && hours.contains(hour)) else { return false }
    let (isDay, isWeekday) = (days.contains(time.date.day), weekdays.contains(time.weekday % 7))
    guard months.contains(time.date.month) else { return false }
    // Cron takes either where both are given.
    return !isAnyDay && !isAnyWeekday ? isDay || isWeekday : isDay && isWeekday
  }

  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  private static let monthNames = [
    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// - Parameter other: a number beside those that begin again there: 7, which is 0.
  private static func values(
    _ field: String,
    _ bounds: ClosedRange<Int>,
    orElse other: Int? = nil,
    names: [String] = []
  ) -> Set<Int>? {
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
        first <= last, [first, last].allSatisfy({ bounds.contains($0) || $0 == other })
      {
        let isRange = ends.count == 2 || pieces.count == 2
        let end = ends.count == 1 && isRange ? bounds.upperBound : last
        guard first <= end else { return nil }
        // From a day to itself is the whole week.
        range = isRange && first == end ? bounds : first...end
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
