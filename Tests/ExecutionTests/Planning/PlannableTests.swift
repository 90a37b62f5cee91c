import JobDSL
import Planning
import Testing

@Suite struct PlannableTests {
  @Test func everyCommandIsPlanned() {
    for command in commands {
      #expect(
        command is any Plannable.Type,
        "\(command.keyword) has no plan: write Planning/Commands/\(command)+Plan.swift"
      )
    }
  }
}
