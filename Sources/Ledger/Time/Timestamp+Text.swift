import CivilCalendar

extension Timestamp: CustomStringConvertible {
  /// ISO 8601 in UTC with milliseconds: `2024-03-01T10:00:00.250Z`.
  public var description: String {
    let fraction = Int(milliseconds - Self.floorDivide(milliseconds, by: 1000) * 1000)
    return "\(day)T\(time).\(Self.padded(fraction, to: 3))Z"
  }

  /// To the second, for people: `2024-03-01 10:00:00 UTC`.
  package var readable: String { "\(day) \(time) UTC" }

  /// The UTC day: `2024-03-01`.
  package var day: String {
    let date = CivilDate(daysSince1970: Self.floorDivide(milliseconds, by: 86_400_000))
    return [(date.year, 4), (date.month, 2), (date.day, 2)].map(Self.padded).joined(separator: "-")
  }

  /// The UTC time of day: `10:00:00`.
  package var time: String {
    let seconds = Self.floorDivide(milliseconds, by: 1000)
    let ofDay = Int(seconds - Self.floorDivide(seconds, by: 86_400) * 86_400)
    return [(ofDay / 3600, 2), (ofDay / 60 % 60, 2), (ofDay % 60, 2)].map(Self.padded).joined(separator: ":")
  }

  /// Reads what `description` writes, with or without the milliseconds; `nil` for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z"),
      Self.matches(bytes, separators: [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]),
      bytes.count == 20 || bytes[19] == UInt8(ascii: "."),
      let year = Self.number(bytes, 0..<4), let month = Self.number(bytes, 5..<7),
      let day = Self.number(bytes, 8..<10), let hour = Self.number(bytes, 11..<13), hour < 24,
      let minute = Self.number(bytes, 14..<16), minute < 60,
      let second = Self.number(bytes, 17..<19), second < 60,
      let fraction = bytes.count == 20 ? 0 : Self.number(bytes, 20..<23),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let ofDay = Int64((hour * 60 + minute) * 60 + second)
    self.init(milliseconds: (date.daysSince1970 * 86_400 + ofDay) * 1000 + Int64(fraction))
  }

  private static func matches(_ bytes: [UInt8], separators: [(Int, Unicode.Scalar)]) -> Bool {
    separators.allSatisfy { bytes[$0.0] == UInt8(ascii: $0.1) }
  }

  private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var value = 0
    for byte in bytes[range] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
  }
}

extension Timestamp: Codable {
  /// Reads ISO 8601 in UTC, as `description` writes it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let timestamp = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected a time like 2024-03-01T10:00:00.250Z, found \"\(text)\""
      )
    }
    self = timestamp
  }

  /// Writes ISO 8601 in UTC with milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
