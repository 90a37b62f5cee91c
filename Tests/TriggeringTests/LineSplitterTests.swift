import Testing

@testable import Triggering

@Suite struct LineSplitterTests {
  private func lines(_ chunks: String...) -> (lines: [String], rest: String) {
    var splitter = LineSplitter()
    let lines = chunks.flatMap { splitter.lines(of: Array($0.utf8)) }
    return (lines, String(decoding: splitter.rest, as: UTF8.self))
  }

  @Test func linesAreTheSameHoweverTheyCome() {
    #expect(lines("a\nb\n\nc") == (["a", "b", ""], "c"))
    #expect(lines("a", "\nb", "c\n", "", "\n", "c") == (["a", "bc", ""], "c"))
  }

  /// A pod that writes one without an end would take all memory.
  @Test func aLineWithoutAnEndIsCut() {
    var splitter = LineSplitter()
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    for _ in 0..<30 { #expect(splitter.lines(of: chunk).isEmpty) }
    #expect(splitter.rest.count == LineSplitter.limit)
    #expect(splitter.lines(of: Array("y\nz\n".utf8)).map(\.utf8.count) == [LineSplitter.limit, 1])
  }
}
