/// A moment, to the millisecond: the precision it is written with, so that what is read back is what
/// was written.
///
/// In JSON and in text it is ISO 8601 in UTC: `2024-03-01T10:00:00.250Z`. Moments before the year 1 or
/// after the year 9999 become the nearest moment that can be written.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package private(set) var milliseconds: Int64

  /// Seconds since 1970-01-01T00:00:00Z. Setting it rounds to the nearest millisecond.
  public var seconds: Double {
    get { Double(milliseconds) / 1000 }
    set { self = Timestamp(seconds: newValue) }
  }

  /// The moment nearest to `seconds` after 1970-01-01T00:00:00Z; not-a-number is 1970 itself.
  package init(seconds: Double) {
    guard !seconds.isNaN else {
      self.init(milliseconds: 0)
      return
    }
    let scaled = (seconds * 1000).rounded()
    let range = Self.writable
    let clamped = min(max(scaled, Double(range.lowerBound)), Double(range.upperBound))
    self.init(milliseconds: Int64(clamped))
  }

  init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.writable.lowerBound), Self.writable.upperBound)
  }

  /// 0001-01-01T00:00:00.000Z through 9999-12-31T23:59:59.999Z.
  private static let writable: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

  /// The moment so many seconds later, or earlier when negative.
  package func advanced(by seconds: Double) -> Timestamp {
    Timestamp(seconds: self.seconds + seconds)
  }

  /// The seconds from `earlier` to this moment.
  package func seconds(since earlier: Timestamp) -> Double {
    Double(milliseconds - earlier.milliseconds) / 1000
  }

  /// Whether `left` is the earlier moment.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
