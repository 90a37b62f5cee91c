internal import Diagnostics
internal import JSONTree
package import Ledger
internal import Synchronization

/// Writes each event as one JSON object on a line of its own, for a log collector.
///
/// The keys are `severity` in Cloud Logging's words
/// (https://cloud.google.com/logging/docs/structured-logging), `message`, `time` in RFC 3339, the event's
/// fields, and for progress `step`, `steps`, `title`, `done`, `failed`, `total`, `running`, `queued`, and in seconds
/// `elapsed` and `left`. A key that is taken already gets a `_` at its end.
///
/// Progress without news is written once a minute, so that a log shows that somebody is still watching, and at a step's first
/// look where earlier runs say how long it takes.
package final class JSONLinesSink: EventSink {
  private struct Watched {
    var remaining = RemainingTime()
    var written: Timestamp?
    /// When the step began of which it was told how long it takes.
    var begun: Timestamp?
  }

  private let minimum: Severity
  private let write: @Sendable (String) -> Void
  private let watched = Mutex(Watched())
  private static let pause = 60.0

  /// Events below `minimum` are dropped. `write` is given one whole line at a time, its newline included,
  /// and is never called twice at once.
  package init(minimum: Severity = .info, write: @escaping @Sendable (String) -> Void) {
    self.minimum = minimum
    self.write = write
  }

  /// Writes an event's line.
  package func emit(_ event: Event) {
    watched.withLock { watched in
      guard let progress = event.progress else {
        if event.severity >= minimum { write(Self.line(event)) }
        return
      }
      let left = watched.remaining.seconds(progress, at: event.time)
      let isDue = event.time.seconds(since: watched.written ?? progress.started) >= Self.pause
      let isForecast = left != nil && progress.expected != nil && watched.begun != progress.started
      guard event.severity >= minimum || ((isDue || isForecast) && !progress.isOver) else { return }
      watched.written = event.time
      if left != nil { watched.begun = progress.started }
      write(Self.line(event, left: left))
    }
  }

  private static func line(_ event: Event, left: Double? = nil) -> String {
    var event = event
    if let progress = event.progress {
      event.severity = max(event.severity, .info)
      event.message += ", after \(durationText(event.time.seconds(since: progress.started)))"
      if let left { event.message += ", \(aboutText(left)) left" }
      event.fields += fields(progress, at: event.time, left: left)
    }
    var object = JSONObjectText()
    object.add("severity", .string(word(event.severity)))
    object.add("message", .string(event.message))
    object.add("time", .string(event.time.description))
    for (name, value) in event.fields { object.add(name, value) }
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

  private static func fields(_ progress: Progress, at now: Timestamp, left: Double?) -> [(String, EventValue)]
  {
    let known: [(String, Int?)] = [
      ("done", progress.done), ("failed", progress.failed), ("total", progress.total),
      ("running", progress.running), ("queued", progress.queued),
      ("elapsed", Int(max(0, now.seconds(since: progress.started)))), ("left", left.map { Int($0) }),
    ]
    return [
      ("step", .int(progress.step)), ("steps", .int(progress.steps)), ("title", .string(progress.title)),
    ] + known.compactMap { name, value in value.map { (name, .int($0)) } }
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
