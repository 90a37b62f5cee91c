/// How keys of time windows are spelled: Python's `strftime`, as far as it is of numbers.
struct KeyFormat: Sendable {
  let text: String
  private let parts: [Part]

  private enum Part: Equatable {
    case letter(Character)
    case year, month, day, hour, minute, second
  }

  private static let directives: [Character: Part] = [
    "Y": .year, "m": .month, "d": .day, "H": .hour, "M": .minute, "S": .second, "%": .letter("%"),
  ]

  /// Nil where it has what is not known here.
  init?(_ text: String) {
    self.text = text
    var (parts, rest) = ([Part](), text[...])
    while let letter = rest.popFirst() {
      guard letter == "%" else {
        parts.append(.letter(letter))
        continue
      }
      guard let next = rest.popFirst(), let part = Self.directives[next] else { return nil }
      parts.append(part)
    }
    self.parts = parts
  }

  /// The moment that a key begins at by its zone's clocks; nil for a key that is not spelled so. What Dagster puts
  /// behind the second of two hours that clocks show alike, its distance from UTC, is left out.
  func time(_ key: String) -> CivilTime? {
    var rest = Array(key)[...]
    var (year, month, day, hour, minute) = (1970, 1, 1, 0, 0)
    for part in parts {
      switch part {
      case .letter(let letter): guard rest.popFirst() == letter else { return nil }
      case .year: guard let value = rest.number(4) else { return nil }; year = value
      case .month: guard let value = rest.number(2) else { return nil }; month = value
      case .day: guard let value = rest.number(2) else { return nil }; day = value
      case .hour: guard let value = rest.number(2), value < 24 else { return nil }; hour = value
      case .minute: guard let value = rest.number(2), value < 60 else { return nil }; minute = value
      case .second: guard rest.number(2) != nil else { return nil }
      }
    }
    let isDistance = rest.count == 5 && (rest.first == "+" || rest.first == "-")
    guard rest.isEmpty || isDistance else { return nil }
    return CivilTime(year: year, month: month, day: day, minuteOfDay: hour * 60 + minute)
  }

  /// All of some keys; nil where one is not spelled so.
  func times(_ keys: [String]) -> [CivilTime]? {
    var times: [CivilTime] = []
    times.reserveCapacity(keys.count)
    for key in keys {
      guard let time = time(key) else { return nil }
      times.append(time)
    }
    return times
  }

  func key(_ time: CivilTime) -> String {
    let date = time.date
    return parts.map { part in
      switch part {
      case .letter(let letter): String(letter)
      case .year: date.year.digits(4)
      case .month: date.month.digits(2)
      case .day: date.day.digits(2)
      case .hour: (time.minuteOfDay / 60).digits(2)
      case .minute: (time.minuteOfDay % 60).digits(2)
      case .second: "00"
      }
    }.joined()
  }

  /// How keys are spelled of which the server doesn't tell; nil where they are not spelled in a way that is usual.
  static func spelling(_ keys: [String]) -> KeyFormat? {
    guard !keys.isEmpty else { return nil }
    return usual.first { format in keys.allSatisfy { format.time($0) != nil } }
  }

  private static let usual = [
    "%Y-%m-%d", "%Y-%m-%d-%H:%M", "%Y-%m", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
    "%Y%m%d",
    "%Y-%m-%d-%H", "%Y",
  ].compactMap { KeyFormat($0) }
}

extension ArraySlice<Character> {
  fileprivate mutating func number(_ length: Int) -> Int? {
    guard count >= length, prefix(length).allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    defer { removeFirst(length) }
    return Int(String(prefix(length)))
  }
}

extension Int {
  fileprivate func digits(_ length: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, length - text.count)) + text
  }
}
