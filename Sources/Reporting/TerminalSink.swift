internal import Diagnostics
package import Ledger
internal import Synchronization

/// Tells a person at a terminal: a line for each event, and below them one line that shows the progress and
/// is drawn again and again.
///
/// An event with progress moves the bar; its message is shown only from `notice` on, since the bar says
/// the rest. Whether there is a terminal is for the caller to find out.
package final class TerminalSink: EventSink {
  private struct Bar {
    var progress: Progress?
    var remaining = RemainingTime()
    /// What stands on the terminal; `nil` where nothing does.
    var text: String?
  }

  private let minimum: Severity
  private let style: TerminalStyle
  private let width: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let bar = Mutex(Bar())

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
      let width = width()
      var output = Self.erasing(bar.text, width: width)
      if event.progress == nil || event.severity > .info {
        output += style.line(event).wrapped(to: width) + "\n"
      }
      // A step that is over says so in an event of its own.
      if let progress = event.progress { bar.progress = progress.isOver ? nil : progress }
      write(output + draw(&bar, at: event.time, width: width))
    }
  }

  /// Shows the time that has passed, until the task is canceled: Dagster may have nothing new for long, and what doesn't move
  /// looks as if it hung.
  package func keepMoving(by clock: some WallClock) async {
    while (try? await clock.sleep(for: 1)) != nil { redraw(at: clock.now()) }
  }

  package func redraw(at now: Timestamp) {
    bar.withLock { bar in
      guard bar.progress != nil else { return }
      let width = width()
      let output = Self.erasing(bar.text, width: width)
      write(output + draw(&bar, at: now, width: width))
    }
  }

  /// Takes the bar away for good; to be called before anything else is written to the terminal, and at the end.
  package func clear() {
    bar.withLock { bar in
      if bar.text != nil { write(Self.erasing(bar.text, width: width())) }
      bar = Bar()
    }
  }

  private func draw(_ bar: inout Bar, at now: Timestamp, width: Int) -> String {
    bar.text = bar.progress.map { progress in
      let left = bar.remaining.seconds(progress, at: now)
      return ProgressLine(progress: progress, now: now, left: left, style: style).text(width: width)
    }
    return bar.text ?? ""
  }

  /// In a window that has become narrower since, a line has become several.
  private static func erasing(_ text: String?, width: Int) -> String {
    guard let text else { return "" }
    let lines = width > 0 ? max(1, (text.columns + width - 1) / width) : 1
    return "\r\u{1B}[2K" + String(repeating: "\u{1B}[1A\u{1B}[2K", count: lines - 1)
  }
}
