import Foundation
import Ledger
import Reporting
import Synchronization
import Testing

@Suite struct TerminalSinkTests {
  private func sink(width: Int = 100, color: Bool = true) -> (sink: TerminalSink, written: Written) {
    let written = Written()
    let environment = color ? [:] : ["NO_COLOR": "1"]
    return (TerminalSink(environment: environment, width: { width }, write: written.write), written)
  }

  private func written(width: Int = 100, color: Bool = true, _ events: Event...) -> [String] {
    let (sink, written) = sink(width: width, color: color)
    events.forEach(sink.emit)
    sink.clear()
    return written.all
  }

  private func progress(
    done: Int,
    failed: Int = 0,
    running: Int? = nil,
    queued: Int? = nil,
    title: String = "orders",
    isOver: Bool = false,
    severity: Severity = .info,
    after seconds: Double = 60
  ) -> Event {
    Event(
      time: Sample.start.advanced(by: seconds),
      severity: severity,
      message: "watching",
      progress: Progress(
        step: 1,
        steps: 3,
        title: title,
        done: done,
        failed: failed,
        total: 10,
        queued: queued,
        running: running,
        started: Sample.start,
        isOver: isOver
      )
    )
  }

  private static let clear = "\r\u{1B}[2K"

  @Test func eventsAreLines() {
    let fields: [(String, EventValue)] = [("job", "a-b"), ("why", "two \"words\"\n"), ("n", 3)]
    let output = written(
      Event(time: Sample.start, severity: .debug, message: "not shown"),
      Event(time: Sample.start, message: "claimed", fields: fields),
      Event(time: Sample.start, severity: .warning, message: "late"),
      Event(time: Sample.start, severity: .error, message: "over\u{1B}[2J\nand out")
    )
    #expect(
      output == [
        "10:00:00 claimed why=\"two \\\"words\\\"\\n\" n=3\n",
        "10:00:00 \u{1B}[33mwarning:\u{1B}[0m late\n",
        "10:00:00 \u{1B}[31merror:\u{1B}[0m over\u{FFFD}[2J\n  and out\n",
      ]
    )
  }

  @Test func nothingIsSaidTwice() {
    let url = "http://127.0.0.1:39471/runs/b/lekcslvq"
    let launched = Event(
      time: Sample.start,
      message: "step 1: orders: launched",
      fields: [("job", "a-b"), ("step", 1), ("dagster_id", "lekcslvq"), ("url", .string(url))]
    )
    let other = Event(
      time: Sample.start,
      message: "step 12: orders: launched",
      fields: [("step", 1), ("dagster_id", "kcslvq"), ("url", .string(url))]
    )
    #expect(
      written(launched, other) == [
        "10:00:00 step 1: orders: launched \(url)\n",
        "10:00:00 step 12: orders: launched step=1 dagster_id=kcslvq \(url)\n",
      ]
    )
  }

  @Test func progressIsOneLineBelowTheOthers() {
    let clear = Self.clear
    let bar = "[1/3] orders [###############---------------] 5/10, 1m 0s"
    let full = "[1/3] orders [##############################] 10/10, 1m 0s"
    let output = written(
      progress(done: 5),
      Event(time: Sample.start.advanced(by: 60), message: "attached"),
      progress(done: 10, severity: .notice)
    )
    #expect(
      output == [
        bar,
        clear + "10:01:00 attached\n" + bar,
        clear + "10:01:00 watching\n" + full,
        clear,
      ]
    )
  }

  /// The step's own end is said by an event of its own.
  @Test func aStepThatIsOverHasNoBar() {
    let output = written(
      progress(done: 9),
      progress(done: 10, isOver: true),
      Event(time: Sample.start, message: "step 1: succeeded")
    )
    #expect(output.dropFirst() == [Self.clear, "10:00:00 step 1: succeeded\n"])
  }

  @Test func failuresAreRed() {
    let line =
      "[1/3] orders [############\u{1B}[31m!!!\u{1B}[0m---------------] 5/10, \u{1B}[31m1 failed\u{1B}[0m, 1m 0s"
    #expect(written(progress(done: 4, failed: 1)).first == line)
  }

  @Test func noColorMeansNone() {
    let line = "[1/3] orders [############!!!---------------] 5/10, 1 failed, 1m 0s"
    #expect(written(color: false, progress(done: 4, failed: 1)).first == line)
  }

  @Test func whatIsQueuedAndWhatRunsIsApart() {
    let bar = "[1/3] orders [------------------------------]"
    let output = written(
      progress(done: 0, running: 0, queued: 10, after: 3),
      progress(done: 0, running: 2, queued: 8, after: 5),
      progress(done: 0, running: 2, queued: 0, after: 6),
      progress(done: 0, running: 0, queued: 0, after: 7)
    )
    #expect(
      output == [
        "\(bar) 0/10, 10 queued, 3s", "\(Self.clear)\(bar) 0/10, 2 running, 8 queued, 5s",
        "\(Self.clear)\(bar) 0/10, 2 running, 6s", "\(Self.clear)\(bar) 0/10, 7s", Self.clear,
      ]
    )
  }

  @Test func timeGoesOnWithoutNews() {
    let (sink, written) = sink()
    sink.redraw(at: Sample.start)
    sink.emit(progress(done: 0, running: 2))
    sink.redraw(at: Sample.start.advanced(by: 61))
    sink.redraw(at: Sample.start.advanced(by: 3_700))
    sink.clear()
    sink.redraw(at: Sample.start.advanced(by: 3_701))
    let bar = "[1/3] orders [------------------------------] 0/10, 2 running"
    #expect(
      written.all == [
        "\(bar), 1m 0s", "\(Self.clear)\(bar), 1m 1s", "\(Self.clear)\(bar), 1h 1m", Self.clear,
      ]
    )
  }

  @Test func movesUntilItIsCanceled() async throws {
    let (sink, written) = sink()
    sink.emit(progress(done: 0))
    let clock = ManualClock { try await Task.sleep(for: .milliseconds(1)) }
    let moving = Task { await sink.keepMoving(by: clock) }
    while written.all.count < 4 { try await Task.sleep(for: .milliseconds(1)) }
    moving.cancel()
    await moving.value
    let bar = "[1/3] orders [------------------------------] 0/10"
    #expect(written.all.prefix(3) == ["\(bar), 1m 0s", "\(Self.clear)\(bar), 1s", "\(Self.clear)\(bar), 2s"])
  }

  @Test func somethingIsToldOfTheTimeLeft() {
    let (sink, written) = sink()
    for done in 0...5 { sink.emit(progress(done: done, after: 30 + 20 * Double(done))) }
    #expect(written.all.prefix(3).allSatisfy { !$0.contains("left") })
    #expect(written.all[5].hasSuffix("5/10, 2m 10s, about 2m left"))
  }

  struct Narrow: Sendable {
    var width: Int
    var line: String
    var title = "orders"
  }

  static let narrow = [
    Narrow(
      width: 80,
      line: "[1/3] orders [############!!-------] 7/10, 1 failed, 2 running, 3 queued, 1m 0s"
    ),
    Narrow(width: 60, line: "[1/3] orders 7/10, 1 failed, 2 running, 3 queued, 1m 0s"),
    Narrow(width: 50, line: "[1/3] 7/10, 1 failed, 2 running, 3 queued, 1m 0s"),
    Narrow(width: 40, line: "[1/3] 7/10, 1 failed, 2 running, 1m 0s"),
    Narrow(width: 38, line: "[1/3] orders 7/10, 1 failed, 1m 0s"),
    Narrow(width: 20, line: "[1/3] orders 7/10"),
    Narrow(width: 15, line: "[1/3] 7/10"),
    Narrow(width: 10, line: "[1/3]"),
    Narrow(width: 1, line: ""),
    Narrow(width: 0, line: ""),
    Narrow(
      width: 80,
      line: "[1/3] orders, orders_clean… 7/10, 1 failed, 2 running, 3 queued, 1m 0s",
      title: "orders, orders_clean 2024-03-01…2024-03-06"
    ),
    Narrow(
      width: 70,
      line: "[1/3] orders… 7/10, 1 failed, 2 running, 3 queued, 1m 0s",
      title: "orders, orders_clean 2024-03-01…2024-03-06"
    ),
    Narrow(
      width: 80,
      line: "[1/3] 2024-03-01…2024-03-06 7/10, 1 failed, 2 running, 3 queued, 1m 0s",
      title: "2024-03-01…2024-03-06"
    ),
    // Each takes two columns.
    Narrow(width: 60, line: "[1/3] 注文注文 7/10, 1 failed, 2 running, 3 queued, 1m 0s", title: "注文注文"),
    Narrow(width: 56, line: "[1/3] 7/10, 1 failed, 2 running, 3 queued, 1m 0s", title: "注文注文"),
  ]

  @Test(arguments: narrow) func fitsTheWidth(_ example: Narrow) {
    #expect(example.line.count < max(1, example.width))
    let event = progress(done: 6, failed: 1, running: 2, queued: 3, title: example.title)
    #expect(written(width: example.width, color: false, event).first == example.line)
  }

  /// Whatever is told in whatever order: one bar, whole lines above it, and nothing left of it in the end.
  @Test(arguments: [20, 40, 41, 60, 80, 100], [1, 2, 3]) func nothingRemains(width: Int, seed: UInt64) {
    let (sink, written) = sink(width: width)
    var (screen, shown) = (Screen(width: width), 0)
    let url = "http://127.0.0.1:39471/dagster/runs/b/lekcslvq"
    let fields: [(String, EventValue)] = [("job", "nc-orders"), ("step", 1), ("url", .string(url))]
    var launches = 0
    for number in 0..<60 {
      switch (UInt64(number) &* 2_654_435_761 &* seed >> 7) % 5 {
      case 0:
        sink.emit(Event(time: Sample.start, message: "step 1: orders 注文: launched", fields: fields))
        launches += 1
      case 1: sink.redraw(at: Sample.start.advanced(by: Double(60 + number)))
      default:
        sink.emit(progress(done: number / 10, failed: number / 30, running: number, title: "orders 注文 2024"))
      }
      for part in written.all[shown...] { screen.write(part) }
      shown = written.all.count
      #expect(screen.rows.count { $0.hasPrefix("[1/3]") } <= 1)
    }
    sink.clear()
    for part in written.all[shown...] { screen.write(part) }
    #expect(!screen.rows.contains { $0.contains("[1/3]") })
    // An address that no line has room for is whole from the first column on.
    let addresses = screen.rows.joined(separator: width < url.count ? "" : "\n").components(separatedBy: url)
    #expect(launches > 3 && addresses.count == launches + 1, "\(screen.rows)")
  }

  /// The terminal has broken the line in two.
  @Test func aWindowThatGetsNarrowerKeepsNoRest() {
    let written = Written()
    final class Window: Sendable { let width = Mutex(100) }
    let window = Window()
    let sink = TerminalSink(environment: [:], width: { window.width.withLock { $0 } }, write: written.write)
    sink.emit(progress(done: 5))
    window.width.withLock { $0 = 30 }
    sink.redraw(at: Sample.start.advanced(by: 61))
    #expect(written.all.last == "\(Self.clear)\u{1B}[1A\u{1B}[2K[1/3] orders 5/10, 1m 1s")
  }
}
