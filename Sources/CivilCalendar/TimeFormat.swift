/// How Dagster spells the key of a time window by default. Pure arithmetic on the proleptic Gregorian
/// calendar: no time zone and no clock can matter to whether a day exists.
package struct TimeFormat: Sendable {
  /// With an article and an example, for errors.
  package let noun: String
  package let hasHour: Bool

  package static let day = TimeFormat(noun: "a day like 2024-02-01", hasHour: false)
  package static let hour = TimeFormat(noun: "an hour like 2024-02-01-13:00", hasHour: true)
  package static let week = TimeFormat(noun: "the first day of a week like 2024-02-04", hasHour: false)
  package static let month = TimeFormat(noun: "the first day of a month like 2024-02-01", hasHour: false)

  private init(noun: String, hasHour: Bool) { (self.noun, self.hasHour) = (noun, hasHour) }

  /// The same as a regular expression, but for the days that a month doesn't have: what reads a hundred thousand keys
  /// is by hand.
  package var pattern: String {
    let day = #"^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"#
    return day + (hasHour ? #"-([01]\d|2[0-3]):[0-5]\d([-+]([01]\d|2[0-3])[0-5]\d)?$"# : "$")
  }

  package func matches(_ text: String) -> Bool { parts(text) != nil }

  /// The moment that a key names, and whether it is the second of two that clocks show alike; `nil` for a text that is
  /// none.
  package func time(_ text: String) -> (civil: CivilTime, isRepeated: Bool)? {
    parts(text).map { parts in
      (CivilTime(days: Int(parts.date.daysSince1970), minuteOfDay: parts.minuteOfDay), parts.isRepeated)
    }
  }

  private typealias Parts = (date: CivilDate, minuteOfDay: Int, isRepeated: Bool)

  private func parts(_ text: String) -> Parts? {
    // A native string gives its bytes without a copy, which counts with a hundred thousand keys.
    if let parts = text.utf8.withContiguousStorageIfAvailable(parts(of:)) { return parts }
    return Array(text.utf8).withUnsafeBufferPointer(parts(of:))
  }

  private func parts(of text: UnsafeBufferPointer<UInt8>) -> Parts? {
    let isRepeated = hasHour && text.count == 21
    guard text.count == (hasHour ? 16 : 10) || isRepeated, text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"), !isRepeated || hasDistance(text), let minuteOfDay = minuteOfDay(text),
      let year = number(text, 0...3), let month = number(text, 5...6), let day = number(text, 8...9)
    else { return nil }
    return CivilDate(year: year, month: month, day: day).map { ($0, minuteOfDay, isRepeated) }
  }

  private func minuteOfDay(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard hasHour else { return 0 }
    guard text[10] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":") else { return nil }
    guard let hour = number(text, 11...12), let minute = number(text, 14...15), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// How Dagster tells the second of two hours that clocks show alike from the first: by its distance from UTC.
  private func hasDistance(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text[16] == UInt8(ascii: "+") || text[16] == UInt8(ascii: "-") else { return false }
    guard let hours = number(text, 17...18), let minutes = number(text, 19...20) else { return false }
    return hours < 24 && minutes < 60
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
