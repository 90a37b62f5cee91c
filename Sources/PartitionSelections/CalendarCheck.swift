import CivilCalendar
import Diagnostics
import ExactText

/// Whether the server's windows are those that the document's kind counts by the calendar.
///
/// Days, weeks and months are spelled alike, and a definition may leave out some: only the server's list tells. Where
/// it has others, what `emit` said of a range would be wrong.
package struct CalendarCheck {
  let kind: PartitioningKind
  let keys: [String]

  /// - Parameter keys: all that the server has, in its order.
  package init(kind: PartitioningKind, keys: [String]) { (self.kind, self.keys) = (kind, keys) }

  /// What the windows are instead: `daily`, `of 3 months`; `nil` where they are of the kind, or it has no calendar.
  package func foundInstead() -> String? {
    guard kind.time(of: "2024-01-01") != nil || kind == .hourly else { return nil }
    let times = keys.map(kind.time)
    guard times.allSatisfy({ $0 != nil }) else {
      return "spelled like \"\(keys[times.firstIndex { $0 == nil } ?? 0])\""
    }
    let known = times.compactMap(\.self)
    let steps = zip(known, known.dropFirst()).filter { $1.civil > $0.civil }
    guard let shortest = steps.map({ $1.civil.minutes - $0.civil.minutes }).min() else { return nil }
    let months = steps.map { $1.civil.months - $0.civil.months }.min() ?? 0
    let found = Step(minutes: shortest, months: months)
    return found.kind == kind ? nil : found.description
  }

  /// How many partitions the calendar has in a range of which the server has these; `nil` where as many.
  package func miscount(of range: KeyRange, as slice: ArraySlice<String>) -> Int? {
    guard let counted = range.count(as: kind), counted != slice.count else { return nil }
    return kind == .hourly && isByTheClock(slice, counted: counted) ? nil : counted
  }

  /// Whether changes of clocks are why: an hour that comes twice is spelled so, and one that doesn't come at all is
  /// missing once in half a year. More than that is a definition that leaves out hours.
  private func isByTheClock(_ slice: ArraySlice<String>, counted: Int) -> Bool {
    let times = slice.compactMap(kind.time)
    guard times.count == slice.count, let first = times.first, let last = times.last else { return false }
    let repeated = times.dropLast().filter(\.isRepeated).count - (first.isRepeated && slice.count > 1 ? 1 : 0)
    let skipped = zip(times, times.dropFirst()).filter { $1.civil.minutes - $0.civil.minutes == 120 }.count
    let halfYears = (last.civil.minutes - first.civil.minutes) / (150 * 24 * 60)
    return counted + repeated - skipped == slice.count && skipped <= 1 + halfYears
  }
}

/// How far windows are apart.
private struct Step {
  var minutes: Int
  var months: Int

  var kind: PartitioningKind? {
    switch minutes {
    case 60: .hourly
    case 24 * 60: .daily
    case 7 * 24 * 60: .weekly
    case (28 * 24 * 60)...(31 * 24 * 60) where months == 1: .monthly
    default: nil
    }
  }

  var description: String {
    if let kind { return kind.rawValue }
    let day = 24 * 60
    return minutes >= 28 * day && months > 0
      ? "of \(counted(months, "month"))"
      : minutes % day == 0 ? "of \(counted(minutes / day, "day"))" : "of \(counted(minutes, "minute"))"
  }
}
