import FuzzAnswerTargets
import FuzzTargets
import Testing

/// What has to hold for any input holds for those that are kept; `ci/fuzz` looks for more.
@Suite struct KeptInputTests {
  @Test(arguments: [FuzzTarget.yaml, .document, .roundTrip, .graphQL, .definitions, .record])
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
