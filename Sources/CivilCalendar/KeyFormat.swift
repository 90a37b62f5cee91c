/// How keys of time windows are spelled: Python's `strftime`, as far as it is of numbers.
package struct KeyFormat: Sendable {
  package let text: String
  private let parts: [Part]

  private enum Part: Equatable {
    /// One byte of what stands between the numbers.
    case byte(UInt8)
    case year, month, day, hour, minute, second
  }

  private static let directives: [UInt8: Part] = [
    UInt8(ascii: "Y"): .year, UInt8(ascii: "m"): .month, UInt8(ascii: "d"): .day, UInt8(ascii: "H"): .hour,
    UInt8(ascii: "M"): .minute, UInt8(ascii: "S"): .second, UInt8(ascii: "%"): .byte(UInt8(ascii: "%")),
  ]

  /// Nil where it has what is not known here.
  package init?(_ text: String) {
    self.text = text
    var (parts, rest) = ([Part](), Array(text.utf8)[...])
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        parts.append(.byte(byte))
        continue
      }
      guard let next = rest.popFirst(), let part = Self.directives[next] else { return nil }
      parts.append(part)
    }
    self.parts = parts
  }

  /// The moment that a key begins at by its zone's clocks; nil for a key that is not spelled so. What Dagster puts
  /// behind the second of two hours that clocks show alike, its distance from UTC, is left out.
  package func time(_ key: String) -> CivilTime? {
    var rest = Array(key.utf8)[...]
    var (year, month, day, hour, minute) = (1970, 1, 1, 0, 0)
    for part in parts {
      switch part {
      case .byte(let byte): guard rest.popFirst() == byte else { return nil }
      case .year: guard let value = rest.number(4) else { return nil }; year = value
      case .month: guard let value = rest.number(2) else { return nil }; month = value
      case .day: guard let value = rest.number(2) else { return nil }; day = value
      case .hour: guard let value = rest.number(2), value < 24 else { return nil }; hour = value
      case .minute: guard let value = rest.number(2), value < 60 else { return nil }; minute = value
      case .second: guard rest.number(2) != nil else { return nil }
      }
    }
    let isDistance = rest.count == 5 && (rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-"))
    guard rest.isEmpty || isDistance else { return nil }
    return CivilTime(year: year, month: month, day: day, minuteOfDay: hour * 60 + minute)
  }

  /// All of some keys; nil where one is not spelled so.
  package func times(_ keys: [String]) -> [CivilTime]? {
    var times: [CivilTime] = []
    times.reserveCapacity(keys.count)
    for key in keys {
      guard let time = time(key) else { return nil }
      times.append(time)
    }
    return times
  }

  package func key(_ time: CivilTime) -> String {
    let date = time.date
    let bytes = parts.flatMap { part -> [UInt8] in
      switch part {
      case .byte(let byte): [byte]
      case .year: date.year.digits(4)
      case .month: date.month.digits(2)
      case .day: date.day.digits(2)
      case .hour: (time.minuteOfDay / 60).digits(2)
      case .minute: (time.minuteOfDay % 60).digits(2)
      case .second: 0.digits(2)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How keys are spelled of which the server doesn't tell; nil where they are not spelled in a way that is usual.
  package static func spelling(_ keys: [String]) -> KeyFormat? {
    guard !keys.isEmpty else { return nil }
    return usual.first { format in keys.allSatisfy { format.time($0) != nil } }
  }

  private static let usual = [
    "%Y-%m-%d", "%Y-%m-%d-%H:%M", "%Y-%m", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
    "%Y%m%d", "%Y-%m-%d-%H", "%Y",
  ].compactMap { KeyFormat($0) }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func number(_ length: Int) -> Int? {
    guard count >= length, prefix(length).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    defer { removeFirst(length) }
    return prefix(length).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension Int {
  fileprivate func digits(_ length: Int) -> [UInt8] {
    let text = String(self)
    return Array((String(repeating: "0", count: Swift.max(0, length - text.count)) + text).utf8)
  }
}
