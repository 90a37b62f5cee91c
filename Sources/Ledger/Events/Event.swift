/// Something that a run tells while it goes on.
package struct Event: Sendable {
  /// When it happened.
  package var time: Timestamp
  /// How much it matters.
  package var severity: Severity
  /// What happened, as a sentence without a full stop.
  package var message: String
  /// Its particulars, in the order in which they are written.
  package var fields: [(String, EventValue)]
  /// How far a step is, when that is what the event tells.
  package var progress: Progress?

  /// Something that happened.
  package init(
    time: Timestamp,
    severity: Severity = .info,
    message: String,
    fields: [(String, EventValue)] = [],
    progress: Progress? = nil
  ) {
    self.time = time
    self.severity = severity
    self.message = message
    self.fields = fields
    self.progress = progress
  }
}

/// How much an event matters, from little to much.
package enum Severity: Int, Comparable, Hashable, Sendable, CaseIterable {
  /// For whoever looks for a bug.
  case debug
  /// The normal course of things.
  case info
  /// Normal, and worth a look.
  case notice
  /// It went on, and someone should know.
  case warning
  /// It did not go on.
  case error

  /// Whether `left` matters less.
  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// A particular of an event.
package enum EventValue: Hashable, Sendable {
  /// Text.
  case string(String)
  /// A whole number.
  case int(Int)
  /// A number.
  case double(Double)
  /// True or false.
  case bool(Bool)
}

extension EventValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  /// Text.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  package init(integerLiteral value: Int) { self = .int(value) }
  /// A number.
  package init(floatLiteral value: Double) { self = .double(value) }
  /// True or false.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// Takes events: a log, a terminal, a test.
package protocol EventSink: Sendable {
  /// Takes an event. It returns soon and never fails: a run does not stop because nobody could be told.
  func emit(_ event: Event)
}
