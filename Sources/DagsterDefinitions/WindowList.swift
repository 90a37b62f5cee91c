internal import CivilCalendar
internal import CodeLocations
internal import ExactText

/// The keys of a definition of time windows, and what the server says of them.
struct WindowList {
  let keys: [String]
  /// What would be the newest key if there were no end; nil where the server can't tell.
  let newest: String?
  /// Empty where the server doesn't say.
  let format: String
  /// Nil where the server doesn't say, as for jobs.
  let cadence: String?
  let timezone: String?
  let endOffset: Int

  init(
    keys: [String],
    newest: String? = nil,
    format: String,
    cadence: String? = nil,
    timezone: String? = nil,
    endOffset: Int = 0
  ) {
    (self.keys, self.newest, self.format) = (keys, newest, format)
    (self.cadence, self.timezone, self.endOffset) = (cadence, timezone, endOffset)
  }

  /// With what Dagster says of them: nothing is told where it says it in other words.
  init(keys: [String], newest: String?, format: String, described text: String?) {
    let description = text.flatMap { WindowDescription($0) }
    self.init(
      keys: keys,
      newest: newest,
      format: format,
      cadence: description?.cadence,
      timezone: description?.timezone,
      endOffset: description?.endOffset ?? 0
    )
  }

  /// What can be told of them without asking again.
  ///
  /// - Parameter now: in seconds since 1970.
  func windows(at now: Double) -> DefinedWindows {
    let spelling = KeyFormat(format)
    let times = spelling?.times(keys)
    let isOpen = isOpen(at: Int(now / 60), times)
    var windows = DefinedWindows(
      format: format,
      cadence: cadence,
      timezone: timezone,
      first: keys.first,
      last: isOpen ? nil : keys.last,
      endOffset: endOffset
    )
    if let spelling, let times { tellHoles(of: times, spelling, in: &windows) }
    return windows
  }

  /// Whether the windows go on with time, rather than have an end: the last key is as far as it can be by now.
  ///
  /// Where the server tells the newest key that there would be, it has to be this one. That alone would take every
  /// definition for one that goes on where a later Dagster tells the end there too, hence the look at the clock.
  private func isOpen(at now: Int, _ times: [CivilTime]?) -> Bool {
    if let newest, let last = keys.last, !newest.isExactly(last) { return false }
    guard let times, let last = times.last else { return true }
    // By the longest of the latest windows: some are left out at weekends, and months differ.
    let recent = times.suffix(12)
    let step = max(zip(recent, recent.dropFirst()).map { $1.minutes - $0.minutes }.max() ?? longest, 60)
    let ahead = step * (2 + abs(endOffset))
    // Clocks are up to 14 hours apart, and a day may begin late in the morning.
    return last.minutes + ahead + 26 * 60 > now
  }

  /// How long a window may be, where there are too few to tell.
  private var longest: Int {
    switch cadence {
    case "hourly": 60
    case "weekly": 7 * 24 * 60
    case "monthly": 31 * 24 * 60
    default: 24 * 60
    }
  }

  private func tellHoles(of times: [CivilTime], _ spelling: KeyFormat, in windows: inout DefinedWindows) {
    let found = WindowHoles(times, cadence: windows.cadence, timezone: windows.timezone)
    if !found.weekdays.isEmpty { windows.skippedWeekdays = found.weekdays }
    windows.holes = found.times.prefix(DefinedWindows.holesLimit).map(spelling.key)
    // Of windows that go on it would be another number each day.
    if found.times.count > DefinedWindows.holesLimit, windows.last != nil {
      windows.holeCount = found.times.count
    }
  }
}
