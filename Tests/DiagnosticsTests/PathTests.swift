import Diagnostics
import Testing

@Suite struct PathTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var path: Path
    var text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(path: .root, text: ""),
    Case(path: .root["spec"], text: "spec"),
    Case(path: .root["spec"]["steps"][2]["backfill"]["assets"][0], text: "spec.steps[2].backfill.assets[0]"),
    Case(path: .root[1][0]["name"], text: "[1][0].name"),
    Case(path: .root["spec"][""]["a\nb"], text: #"spec."".a\nb"#),
    Case(path: .root[String(repeating: "k", count: 61)][0], text: String(repeating: "k", count: 60) + "…[0]"),
  ])
  func isWrittenAsInCode(path: Case) {
    #expect(path.path.description == path.text)
  }

  @Test func appendingLeavesTheOriginalAlone() {
    let spec = Path.root["spec"]
    _ = spec["steps"]
    #expect(spec == Path([.key("spec")]))
    #expect(spec.appending(.index(3)).components == [.key("spec"), .index(3)])
  }
}
