/// The name of one partition of a time-windowed asset, as Dagster spells it.
///
/// Keys are written as string literals. The compiler takes any text; whether it is a real day, hour, week
/// or month is checked by `emit` and again by the runner, both at the place where it is written.
public protocol TimeKey: ExpressibleByStringLiteral, Hashable, Sendable where StringLiteralType == String {
  /// The text as it was written.
  var text: String { get }
  init(_ text: String)
  static var partitioning: PartitioningKind { get }
}

extension TimeKey {
  public init(stringLiteral text: String) { self.init(text) }
}

/// A day such as `2024-02-01`: Dagster's `%Y-%m-%d`.
public struct Day: TimeKey {
  public static let partitioning = PartitioningKind.daily
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// An hour such as `2024-02-01-13:00`: Dagster's `%Y-%m-%d-%H:%M`.
///
/// Where clocks are put back an hour comes twice; the second one has its distance from UTC behind it:
/// `2024-11-03-01:00-0500`.
public struct Hour: TimeKey {
  public static let partitioning = PartitioningKind.hourly
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A week, named by the day on which it begins, such as `2024-02-04`.
public struct Week: TimeKey {
  public static let partitioning = PartitioningKind.weekly
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A month, named by its first day, such as `2024-02-01`.
public struct Month: TimeKey {
  public static let partitioning = PartitioningKind.monthly
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A window of time, spelled as Dagster spells it: `2024-02`, `20240201`, `01.02.2024`, `2024-02-01 00:15`.
public struct TimeWindow: TimeKey {
  public static let partitioning = PartitioningKind.timeWindow
  public let text: String
  public init(_ text: String) { self.text = text }
}
