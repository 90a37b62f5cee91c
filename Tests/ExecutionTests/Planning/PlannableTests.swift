import JobDSL
import Planning
import Testing

@Suite struct PlannableTests {
  @Test func everyCommandIsPlanned() {
    for command in Commands.all {
      #expect(
        command is any Plannable.Type,
        "\(command.keyword) has no plan: write Planning/Commands/\(command)+Plan.swift"
      )
    }
  }

  /// People are shown the first ones; the digest is of all.
  @Test func aChangeOfManyKeysIsApprovedWhole() {
    let keys = (1...12).map { "k\($0)" }
    let change = PlannedChange("adds", keys: keys, " to guests")
    #expect(change.shown == "k1, k2, k3, k4, k5, k6, k7, k8, k9, k10 and 2 more to guests")
    #expect(change.description == "adds \(keys.joined(separator: ", ")) to guests")
    let other = PlannedChange("adds", keys: keys.dropLast() + ["k13"], " to guests")
    #expect(change.shown == other.shown)
    #expect(change.description != other.description)
  }
}
