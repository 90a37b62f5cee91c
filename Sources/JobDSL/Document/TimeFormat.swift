/// How Dagster spells the key of a time window by default. Pure arithmetic on the proleptic Gregorian
/// calendar: no time zone and no clock can matter to whether a day exists.
struct TimeFormat {
  /// With an article and an example, for errors.
  let noun: String
  let hasHour: Bool

  static let day = TimeFormat(noun: "a day like 2024-02-01", hasHour: false)
  static let hour = TimeFormat(noun: "an hour like 2024-02-01-13:00", hasHour: true)
  static let week = TimeFormat(noun: "the first day of a week like 2024-02-04", hasHour: false)
  static let month = TimeFormat(noun: "the first day of a month like 2024-02-01", hasHour: false)

  private init(noun: String, hasHour: Bool) { (self.noun, self.hasHour) = (noun, hasHour) }

  /// What a key of this kind looks like; `nil` where any text may be one.
  init?(_ kind: PartitioningKind) {
    switch kind {
    case .daily: self = .day
    case .hourly: self = .hour
    case .weekly: self = .week
    case .monthly: self = .month
    case .timeWindow, .static, .dynamic, .multi: return nil
    }
  }

  /// The same as a regular expression, but for the days that a month doesn't have: what reads a hundred thousand keys
  /// is by hand.
  var pattern: String {
    let day = #"^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"#
    return day + (hasHour ? #"-([01]\d|2[0-3]):[0-5]\d([-+]([01]\d|2[0-3])[0-5]\d)?$"# : "$")
  }

  func matches(_ text: String) -> Bool { date(text) != nil }

  /// The moment that a key names; `nil` for a text that is none.
  func date(_ text: String) -> CalendarDate? {
    // A native string gives its bytes without a copy, which counts with a hundred thousand keys.
    if let date = text.utf8.withContiguousStorageIfAvailable(date(of:)) { return date }
    return Array(text.utf8).withUnsafeBufferPointer(date(of:))
  }

  private func date(of text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
    let isRepeated = hasHour && text.count == 21
    guard text.count == (hasHour ? 16 : 10) || isRepeated, var date = day(text) else { return nil }
    guard hasHour else { return date }
    guard !isRepeated || hasDistance(text) else { return nil }
    date.isRepeated = isRepeated
    guard text[10] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":") else { return nil }
    guard let hour = number(text, 11...12), let minute = number(text, 14...15), hour < 24, minute < 60
    else { return nil }
    date.minuteOfDay = hour * 60 + minute
    return date
  }

  /// How Dagster tells the second of two hours that clocks show alike from the first: by its distance from UTC.
  private func hasDistance(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text[16] == UInt8(ascii: "+") || text[16] == UInt8(ascii: "-") else { return false }
    guard let hours = number(text, 17...18), let minutes = number(text, 19...20) else { return false }
    return hours < 24 && minutes < 60
  }

  private func day(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    guard let year = number(text, 0...3), let month = number(text, 5...6), let day = number(text, 8...9),
      year > 0
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  private func number(_ text: UnsafeBufferPointer<UInt8>, _ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    for index in digits {
      let digit = text[index]
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension PartitioningKind {
  /// How Dagster spells the windows by default, as Python's `strftime` has it; `nil` where there are none.
  package var timeFormat: String? {
    switch self {
    case .daily, .weekly, .monthly: "%Y-%m-%d"
    case .hourly: "%Y-%m-%d-%H:%M"
    case .timeWindow, .static, .dynamic, .multi: nil
    }
  }
}

/// A moment on the calendar, without a time zone.
struct CalendarDate {
  private let year: Int
  private let month: Int
  private let day: Int
  var minuteOfDay = 0
  /// Whether it is the second of two that clocks show alike.
  var isRepeated = false

  /// `nil` for a day that doesn't exist.
  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Counted from one fixed day.
  var days: Int {
    let past = year - 1
    let months = (1..<month).reduce(0) { $0 + Self.length(ofMonth: $1, in: year) }
    return past * 365 + past / 4 - past / 100 + past / 400 + months + day
  }

  /// Counted from one fixed month.
  var months: Int { year * 12 + month }

  /// Counted from one fixed minute.
  var minutes: Int { days * 24 * 60 + minuteOfDay }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
