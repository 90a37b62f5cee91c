extension TimeFormat {
  /// What is wrong with a text that has a key's numbers: `February 2024 has 29 days`, or that they are spelled otherwise;
  /// `nil` for any other text.
  package func hint(for text: String) -> String? {
    guard text.utf8.count <= 20, text.utf8.allSatisfy({ $0.isDigit || "-/.: T".utf8.contains($0) }) else {
      return nil
    }
    let parts = text.utf8.split { !$0.isDigit }
    let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == (hasHour ? 5 : 3), parts[0].count == 4, numbers[0] > 0 else { return nil }
    return outOfCalendar(numbers) ?? respelled(numbers)
  }

  private func outOfCalendar(_ numbers: [Int]) -> String? {
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (1...12).contains(month) else { return "a year has the months 01 to 12" }
    let length = CivilDate.length(ofMonth: month, in: year)
    guard (1...length).contains(day) else { return "\(Self.months[month - 1]) \(year) has \(length) days" }
    guard hasHour else { return nil }
    guard numbers[3] < 24 else { return "a day has the hours 00 to 23" }
    return numbers[4] < 60 ? nil : "an hour has the minutes 00 to 59"
  }

  private func respelled(_ numbers: [Int]) -> String? {
    let padded = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
    let day = padded[..<3].joined(separator: "-")
    let text = hasHour ? "\(day)-\(padded[3]):\(padded[4])" : day
    return matches(text) ? "write \(text)" : nil
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
