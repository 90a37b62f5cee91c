import FuzzAnswerTargets
import FuzzTargets
import Testing

/// The same for what servers and ledgers answer.
@Suite struct AnswerTargetTests {
  @Test(arguments: [FuzzTarget.graphQL, .definitions, .record])
  func holdsForEveryInputThatIsKept(target: FuzzTarget) throws {
    let inputs = try target.inputs()
    #expect(!inputs.isEmpty)
    for input in inputs {
      #expect(throws: Never.self, "\(String(decoding: input.prefix(200), as: UTF8.self))") {
        try target.check(input)
      }
    }
  }
}
