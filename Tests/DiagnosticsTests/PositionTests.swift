import Diagnostics
import Testing

@Suite struct PositionTests {
  @Test func sortsByLineAndThenByColumn() {
    let sorted = [Position(line: 2, column: 1), Position(line: 1, column: 9), Position(line: 1, column: 2)]
      .sorted()
    #expect(sorted.map { [$0.line, $0.column] } == [[1, 2], [1, 9], [2, 1]])
  }
}
