internal import Diagnostics
internal import JSONTree
package import Ledger
internal import Synchronization

/// Writes each event as one JSON object on a line of its own, for a log collector.
///
/// The keys are `severity` in Cloud Logging's words
/// (https://cloud.google.com/logging/docs/structured-logging), `message`, `time` in RFC 3339, the event's
/// fields, and for progress `step`, `steps`, `title`, `done`, `failed`, `total`. A key that is taken already
/// gets a `_` at its end.
package final class JSONLinesSink: EventSink {
  private let minimum: Severity
  private let write: @Sendable (String) -> Void
  private let writing = Mutex(())

  /// Events below `minimum` are dropped. `write` is given one whole line at a time, its newline included,
  /// and is never called twice at once.
  package init(minimum: Severity = .info, write: @escaping @Sendable (String) -> Void) {
    self.minimum = minimum
    self.write = write
  }

  /// Writes an event's line.
  package func emit(_ event: Event) {
    guard event.severity >= minimum else { return }
    let line = Self.line(event)
    writing.withLock { _ in write(line) }
  }

  static func line(_ event: Event) -> String {
    var object = JSONObjectText()
    object.add("severity", .string(word(event.severity)))
    object.add("message", .string(event.message))
    object.add("time", .string(event.time.description))
    for (name, value) in event.fields + (event.progress.map(fields) ?? []) {
      object.add(name, value)
    }
    return object.text + "\n"
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .debug: "DEBUG"
    case .info: "INFO"
    case .notice: "NOTICE"
    case .warning: "WARNING"
    case .error: "ERROR"
    }
  }

  private static func fields(_ progress: Progress) -> [(String, EventValue)] {
    [
      ("step", .int(progress.step)), ("steps", .int(progress.steps)), ("title", .string(progress.title)),
      ("done", .int(progress.done)), ("failed", .int(progress.failed)), ("total", .int(progress.total)),
    ]
  }
}

/// A JSON object on one line, its keys in the order in which they are added and each only once.
struct JSONObjectText {
  private var members: [String] = []
  private var keys: Set<String> = []

  var text: String { "{\(members.joined(separator: ","))}" }

  mutating func add(_ name: String, _ value: EventValue) {
    var key = name
    while !keys.insert(key).inserted { key += "_" }
    members.append("\(Self.text(.string(key))):\(Self.text(value.json))")
  }

  private static func text(_ value: JSONValue) -> String {
    legibleJSON(String(decoding: value.encoded(), as: UTF8.self))
  }
}

extension EventValue {
  fileprivate var json: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    case .bool(let flag): .bool(flag)
    }
  }
}
