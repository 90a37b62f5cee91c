internal import CivilCalendar

/// What a cadence has between a definition's first and last window and the definition doesn't.
struct WindowHoles: Equatable {
  /// The days of the week of which it has none, from 1 for Monday; only of daily windows.
  private(set) var weekdays: [Int] = []
  /// The other ones.
  private(set) var times: [CivilTime] = []

  /// - Parameter times: ascending.
  init(_ found: [CivilTime], cadence: String?, timezone: String?) {
    guard let first = found.first, let last = found.last, let cadence else { return }
    // Windows over thousands of years are somebody's mistake, which nobody wants to see spelled.
    guard last.days - first.days < 200 * 366 else { return }
    var all: [CivilTime] = []
    switch cadence {
    case "hourly": all = Self.steps(of: 60, from: first, through: last)
    case "daily": all = Self.steps(of: 24 * 60, from: first, through: last)
    case "weekly": all = Self.steps(of: 7 * 24 * 60, from: first, through: last)
    case "monthly":
      var months = 0
      while let next = first.adding(months: months), next <= last {
        all.append(next)
        months += 1
      }
    default: return
    }
    guard all.count > Set(found).count else { return }
    let known = Set(found)
    times = all.filter { !known.contains($0) }
    if cadence == "daily" { takeWeekdays(of: found, all) }
    if cadence == "hourly", timezone.map({ !$0.isUTC }) ?? true { dropClockChanges() }
  }

  private static func steps(of minutes: Int, from first: CivilTime, through last: CivilTime) -> [CivilTime] {
    stride(from: first.minutes, through: last.minutes, by: minutes).map { CivilTime(minutes: $0) }
  }

  /// What comes again each week, so that windows that go on are told alike from day to day.
  private mutating func takeWeekdays(of found: [CivilTime], _ all: [CivilTime]) {
    let present = Set(found.map(\.weekday))
    weekdays = (1...7).filter { day in !present.contains(day) && all.count { $0.weekday == day } > 1 }
    times.removeAll { weekdays.contains($0.weekday) }
  }

  /// An hour that clocks leave out is no hole: it is missing alone, and none is for months around it.
  private mutating func dropClockChanges() {
    let apart = 100 * 24 * 60
    let found = times
    times = found.enumerated().filter { index, time in
      let isNearBefore = index > 0 && time.minutes - found[index - 1].minutes < apart
      let isNearAfter = index + 1 < found.count && found[index + 1].minutes - time.minutes < apart
      return isNearBefore || isNearAfter || time.minuteOfDay >= 4 * 60
    }.map(\.element)
  }
}

extension String {
  fileprivate var isUTC: Bool { ["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu"].contains(self) }
}
