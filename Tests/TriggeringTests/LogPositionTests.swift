import Testing

@testable import Triggering

@Suite struct LogPositionTests {
  @Test func readsOnFromTheSecondBeforeTheLast() {
    var position = LogPosition()
    #expect(position.since == nil)
    for (line, since) in [
      ("2024-03-01T10:00:00.1Z a", "2024-03-01T10:00:00Z"),
      ("2024-03-01T10:00:00.9Z b", "2024-03-01T10:00:00Z"),
      ("2024-03-01T10:00:01Z c", "2024-03-01T10:00:00Z"),
      ("2024-03-01T10:00:07.5Z d", "2024-03-01T10:00:01Z"),
      ("2024-03-01T10:00:06.5Z e", "2024-03-01T10:00:06Z"),
      ("2024-03-01T09:00:00.5Z f", "2024-03-01T10:00:06Z"),
    ] {
      #expect(position.take(line) == String(line.suffix(1)))
      #expect(position.since == since)
    }
  }

  @Test func keepsTheOffset() {
    var position = LogPosition()
    #expect(position.take("2024-03-01T10:00:00.123456789+01:00 a b ") == "a b ")
    #expect(position.since == "2024-03-01T10:00:00+01:00")
  }

  @Test func showsTheSameLineAsOftenAsItWasWritten() {
    var position = LogPosition()
    let line = "2024-03-01T10:00:00.1Z a"
    #expect([position.take(line), position.take(line)] == ["a", "a"])
    position.begin()
    #expect([position.take(line), position.take(line), position.take(line)] == [nil, nil, "a"])
    position.begin()
    #expect(
      [position.take(line), position.take(line), position.take(line), position.take(line)] == [
        nil, nil, nil, "a",
      ]
    )
  }

  @Test func aLineWithoutTextIsALine() {
    var position = LogPosition()
    #expect(position.take("2024-03-01T10:00:00Z ") == "")
    #expect(position.take("2024-03-01T10:00:00Z") == "")
  }

  @Test(arguments: 1...9)
  func linesDoNotDependOnHowTheyCome(_ size: Int) {
    let bytes = Array("é1\n\nzwei\r\nrest".utf8)
    var splitter = LineSplitter()
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      lines += splitter.lines(of: Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(lines == ["é1", "", "zwei\r"])
    #expect(splitter.rest == Array("rest".utf8))
  }
}
