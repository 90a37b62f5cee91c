import Ledger
import Reporting
import Testing

@Suite struct TerminalSinkTests {
  private func written(width: Int = 100, color: Bool = true, _ events: Event...) -> [String] {
    let written = Written()
    let sink = TerminalSink(
      environment: color ? [:] : ["NO_COLOR": "1"],
      width: { width },
      write: written.write
    )
    events.forEach(sink.emit)
    sink.clear()
    return written.all
  }

  private func progress(done: Int, failed: Int = 0, severity: Severity = .info) -> Event {
    Event(
      time: Sample.start.advanced(by: 60),
      severity: severity,
      message: "watching",
      progress: Progress(
        step: 1,
        steps: 3,
        title: "orders",
        done: done,
        failed: failed,
        total: 10,
        started: Sample.start
      )
    )
  }

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
        "10:00:00 claimed job=a-b why=\"two \\\"words\\\"\\n\" n=3\n",
        "10:00:00 \u{1B}[33mwarning:\u{1B}[0m late\n",
        "10:00:00 \u{1B}[31merror:\u{1B}[0m over\u{FFFD}[2J\n  and out\n",
      ]
    )
  }

  @Test func progressIsOneLineBelowTheOthers() {
    let clear = "\r\u{1B}[2K"
    let bar = "[1/3] orders [###############---------------] 5/10, 5.0/min, 1m 0s left"
    let full = "[1/3] orders [##############################] 10/10, 10.0/min"
    let output = written(
      progress(done: 5),
      Event(time: Sample.start, message: "attached"),
      progress(done: 10, severity: .notice)
    )
    #expect(
      output == [
        bar,
        clear + "10:00:00 attached\n" + bar,
        clear + "10:01:00 watching\n" + full,
        clear,
      ]
    )
  }

  @Test func failuresAreRed() {
    let line =
      "[1/3] orders [############\u{1B}[31m!!!\u{1B}[0m---------------] 5/10, "
      + "\u{1B}[31m1 failed\u{1B}[0m, 5.0/min, 1m 0s left"
    #expect(written(progress(done: 4, failed: 1)).first == line)
  }

  @Test func noColorMeansNone() {
    let line = "[1/3] orders [############!!!---------------] 5/10, 1 failed, 5.0/min, 1m 0s left"
    #expect(written(color: false, progress(done: 4, failed: 1)).first == line)
  }

  @Test func nothingEndedYet() {
    #expect(written(progress(done: 0)).first == "[1/3] orders [------------------------------] 0/10")
  }

  struct Narrow: Sendable {
    var width: Int
    var line: String
  }

  static let narrow = [
    Narrow(width: 60, line: "[1/3] orders [#########---------] 5/10, 5.0/min, 1m 0s left"),
    Narrow(width: 48, line: "[1/3] orders 5/10, 5.0/min, 1m 0s left"),
    Narrow(width: 38, line: "[1/3] orde… 5/10, 5.0/min, 1m 0s left"),
    Narrow(width: 20, line: "[1/3] 5/10, 5.0/mi…"),
    Narrow(width: 1, line: ""),
    Narrow(width: 0, line: ""),
  ]

  @Test(arguments: narrow) func fitsTheWidth(_ example: Narrow) {
    #expect(example.line.count < max(1, example.width))
    #expect(written(width: example.width, progress(done: 5)).first == example.line)
  }
}
