import Ledger
import Reporting
import Testing

@Suite struct JSONLinesSinkTests {
  private func lines(_ events: Event...) -> [String] {
    let written = Written()
    let sink = JSONLinesSink(write: written.write)
    events.forEach(sink.emit)
    return written.all
  }

  @Test func writesAnObjectALine() {
    let event = Event(
      time: Sample.start,
      severity: .warning,
      message: "two\nlines \"quoted\" \u{1B}[2J",
      fields: [("zeta", 1), ("alpha", 2.5), ("ok", true), ("text", "ä\u{2028}"), ("message", "mine")]
    )
    let expected =
      #"{"severity":"WARNING","message":"two\nlines \"quoted\" \u001b[2J","time":"2024-03-01T10:00:00.000Z","#
      + #""zeta":1,"alpha":2.5,"ok":true,"text":"ä\u2028","message_":"mine"}"# + "\n"
    #expect(lines(event) == [expected])
  }

  private func progress(
    done: Int,
    after seconds: Double,
    isNews: Bool = true,
    expected: Double? = nil,
    isOver: Bool = false
  ) -> Event {
    Event(
      time: Sample.start.advanced(by: seconds),
      severity: isNews ? .info : .debug,
      message: "watching",
      progress: Progress(
        step: 1,
        steps: 2,
        title: "orders",
        done: done,
        failed: 1,
        total: 9,
        queued: 2,
        running: 3,
        started: Sample.start,
        expected: expected,
        isOver: isOver
      )
    )
  }

  @Test func writesProgressFlat() {
    let expected =
      #"{"severity":"INFO","message":"watching, after 5s","time":"2024-03-01T10:00:05.000Z","#
      + #""step":1,"steps":2,"title":"orders","done":3,"failed":1,"total":9,"running":3,"queued":2,"elapsed":5}"#
      + "\n"
    #expect(lines(progress(done: 3, after: 5)) == [expected])
  }

  @Test func writesTheTimeLeft() {
    let written = lines(
      progress(done: 1, after: 60),
      progress(done: 3, after: 80),
      progress(done: 5, after: 100)
    )
    #expect(written[0].contains(#""message":"watching, after 1m 0s","#))
    #expect(written[2].contains(#""message":"watching, after 1m 40s, about 30s left","#))
    #expect(written[2].hasSuffix(#""elapsed":100,"left":30}"# + "\n"))
  }

  /// Who reads a log sees that somebody is still watching.
  @Test func writesProgressWithoutNewsOnceAMinute() {
    let written = Written()
    let sink = JSONLinesSink(write: written.write)
    for second in 0..<200 { sink.emit(progress(done: 0, after: Double(second), isNews: second == 70)) }
    sink.emit(progress(done: 0, after: 300, isNews: false, isOver: true))
    #expect(written.all.allSatisfy { $0.hasPrefix(#"{"severity":"INFO","message":"watching, after "#) })
    let elapsed = written.all.compactMap { $0.firstMatch(of: /"elapsed":(\d+)/)?.output.1 }
    #expect(elapsed == ["60", "70", "130", "190"])
  }

  /// Before there is any news.
  @Test func writesTheTimeLeftOnceWhereItIsKnownFromTheBeginning() {
    let written = Written()
    let sink = JSONLinesSink(write: written.write)
    for second in 0..<50 { sink.emit(progress(done: 0, after: Double(second), isNews: false, expected: 90)) }
    #expect(written.all.map { $0.hasSuffix(#""elapsed":0,"left":80}"# + "\n") } == [true])
  }

  @Test func numbersThatJSONDoesNotHaveAreText() {
    let event = Event(time: Sample.start, message: "m", fields: [("rate", .double(.nan))])
    #expect(lines(event).first?.hasSuffix(#","rate":"nan"}"# + "\n") == true)
  }

  @Test(arguments: zip(Severity.allCases, ["", "INFO", "NOTICE", "WARNING", "ERROR"]))
  func severities(_ severity: Severity, word: String) {
    let line = lines(Event(time: Sample.start, severity: severity, message: "m")).first
    #expect(line.map { $0.hasPrefix(#"{"severity":"\#(word)","#) } ?? (word == ""))
  }

  @Test func linesOfManyTasksStayWhole() async {
    let written = Written()
    let sink = JSONLinesSink(write: written.write)
    await withTaskGroup { group in
      for number in 0..<200 {
        group.addTask { sink.emit(Event(time: Sample.start, message: "\(number)")) }
      }
    }
    let prefix = #"{"severity":"INFO","message":""#
    #expect(written.all.count == 200)
    #expect(Set(written.all).count == 200)
    #expect(written.all.allSatisfy { $0.hasPrefix(prefix) && $0.hasSuffix("}\n") })
  }
}
