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

  @Test func writesProgressFlat() {
    let progress = Progress(
      step: 1,
      steps: 2,
      title: "orders",
      done: 3,
      failed: 1,
      total: 9,
      started: Sample.start
    )
    let expected =
      #"{"severity":"INFO","message":"watching","time":"2024-03-01T10:00:00.000Z","#
      + #""step":1,"steps":2,"title":"orders","done":3,"failed":1,"total":9}"# + "\n"
    #expect(lines(Event(time: Sample.start, message: "watching", progress: progress)) == [expected])
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
