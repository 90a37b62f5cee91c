/// A moment as a zone's clocks show it.
package struct CivilTime: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package let days: Int
  package let minuteOfDay: Int

  package init(days: Int, minuteOfDay: Int) { (self.days, self.minuteOfDay) = (days, minuteOfDay) }

  /// Nil for a day that doesn't exist.
  package init?(year: Int, month: Int, day: Int, minuteOfDay: Int) {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    self.init(days: Int(date.daysSince1970), minuteOfDay: minuteOfDay)
  }

  /// In minutes since 1970 began, by the same clocks.
  package var minutes: Int { days * 24 * 60 + minuteOfDay }

  package init(minutes: Int) {
    let (days, rest) = minutes.quotientAndRemainderDown(24 * 60)
    self.init(days: days, minuteOfDay: rest)
  }

  /// In months since the year 0 began.
  package var months: Int {
    let date = date
    return date.year * 12 + date.month
  }

  package var date: CivilDate { CivilDate(daysSince1970: Int64(days)) }

  /// From 1 for Monday to 7 for Sunday.
  package var weekday: Int { (days + 3).quotientAndRemainderDown(7).remainder + 1 }

  /// The same day of a later month; nil where that has no such day.
  package func adding(months: Int) -> CivilTime? {
    let date = date
    let (years, month) = (date.month - 1 + months).quotientAndRemainderDown(12)
    return CivilTime(year: date.year + years, month: month + 1, day: date.day, minuteOfDay: minuteOfDay)
  }

  package static func < (left: CivilTime, right: CivilTime) -> Bool { left.minutes < right.minutes }
}

extension Int {
  fileprivate func quotientAndRemainderDown(_ divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
