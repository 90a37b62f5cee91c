package import Ledger
internal import Synchronization

/// Tells a person at a terminal: a line for each event, and below them one line that shows the progress and
/// is drawn again and again.
///
/// An event with progress moves the bar; its message is shown only from `notice` on, since the bar says
/// the rest. Whether there is a terminal is for the caller to find out.
package final class TerminalSink: EventSink {
  private let minimum: Severity
  private let style: TerminalStyle
  private let width: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let bar = Mutex<String?>(nil)

  private static let clearLine = "\r\u{1B}[2K"

  /// Events below `minimum` are dropped, but for their progress.
  ///
  /// - Parameters:
  ///   - environment: `NO_COLOR`, when it is there and not empty, means no colors: https://no-color.org.
  ///   - width: The terminal's columns now; asked for each time, since a window changes its size.
  ///   - write: Is never called twice at once.
  package init(
    minimum: Severity = .info,
    environment: [String: String],
    width: @escaping @Sendable () -> Int,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.minimum = minimum
    self.style = TerminalStyle(colored: (environment["NO_COLOR"] ?? "").isEmpty)
    self.width = width
    self.write = write
  }

  /// Shows an event.
  package func emit(_ event: Event) {
    guard event.severity >= minimum || event.progress != nil else { return }
    bar.withLock { bar in
      var output = bar == nil ? "" : Self.clearLine
      if event.progress == nil || event.severity > .info {
        output += style.line(event) + "\n"
      }
      if let progress = event.progress {
        bar = ProgressLine(progress, now: event.time, style: style).text(width: width())
      }
      write(output + (bar ?? ""))
    }
  }

  /// Takes the bar away; to be called before anything else is written to the terminal, and at the end.
  package func clear() {
    bar.withLock { bar in
      guard bar != nil else { return }
      bar = nil
      write(Self.clearLine)
    }
  }
}
