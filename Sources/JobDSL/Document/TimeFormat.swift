/// How Dagster spells the key of a time window by default. Pure arithmetic on the proleptic Gregorian
/// calendar: no time zone and no clock can matter to whether a day exists.
struct TimeFormat {
  /// With an article and an example, for errors.
  let noun: String
  private let hasHour: Bool

  static let day = TimeFormat(noun: "a day like 2024-02-01", hasHour: false)
  static let hour = TimeFormat(noun: "an hour like 2024-02-01-13:00", hasHour: true)
  static let week = TimeFormat(noun: "the first day of a week like 2024-02-04", hasHour: false)
  static let month = TimeFormat(noun: "the first day of a month like 2024-02-01", hasHour: false)

  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == (hasHour ? 16 : 10), isDay(bytes) else { return false }
    guard hasHour else { return true }
    guard bytes[10] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":") else { return false }
    guard let hour = number(bytes[11...12]), let minute = number(bytes[14...15]) else { return false }
    return hour < 24 && minute < 60
  }

  private func isDay(_ bytes: [UInt8]) -> Bool {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
    guard let year = number(bytes[0...3]), let month = number(bytes[5...6]), let day = number(bytes[8...9])
    else { return false }
    return year > 0 && (1...12).contains(month) && day >= 1 && day <= length(ofMonth: month, in: year)
  }

  private func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
