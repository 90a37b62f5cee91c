/// A moment as a zone's clocks show it. Pure arithmetic on the proleptic Gregorian calendar.
struct CivilTime: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  let days: Int
  let minuteOfDay: Int

  init(days: Int, minuteOfDay: Int) { (self.days, self.minuteOfDay) = (days, minuteOfDay) }

  /// Nil for a day that doesn't exist.
  init?(year: Int, month: Int, day: Int, minuteOfDay: Int) {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    // By years that begin in March, after the day that some have and others have not.
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.quotientAndRemainderDown(400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    self.minuteOfDay = minuteOfDay
    guard date.month == month, date.day == day else { return nil }
  }

  /// In minutes since 1970 began, by the same clocks.
  var minutes: Int { days * 24 * 60 + minuteOfDay }

  init(minutes: Int) {
    let (days, rest) = minutes.quotientAndRemainderDown(24 * 60)
    self.init(days: days, minuteOfDay: rest)
  }

  var date: (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderDown(146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// From 1 for Monday to 7 for Sunday.
  var weekday: Int { (days + 3).quotientAndRemainderDown(7).remainder + 1 }

  /// The same day of a later month; nil where that has no such day.
  func adding(months: Int) -> CivilTime? {
    let date = date
    let (years, month) = (date.month - 1 + months).quotientAndRemainderDown(12)
    return CivilTime(year: date.year + years, month: month + 1, day: date.day, minuteOfDay: minuteOfDay)
  }

  static func < (left: CivilTime, right: CivilTime) -> Bool { left.minutes < right.minutes }
}

extension Int {
  fileprivate func quotientAndRemainderDown(_ divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
