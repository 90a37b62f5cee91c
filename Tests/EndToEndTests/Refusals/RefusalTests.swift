import TestSupport
import Testing

/// A document that must not launch anything.
struct RefusedInput: Sendable, CustomTestStringConvertible {
  var title: String
  var steps: String
  /// All of standard error but the newline at its end.
  var errors: String

  var testDescription: String { title }

  static let all = assets + selections + keys + grids + configuration + launches
}

/// What Dagster lets through, drops or rounds silently, the runner refuses.
@Suite(.onDagster) struct RefusalTests {
  @Test(arguments: RefusedInput.all) func refuses(_ input: RefusedInput) async throws {
    let job = try JobFile("refused", steps: input.steps)
    let ending = try await job.run()
    #expect(ending.status == 65)
    #expect(ending.errors == input.errors + "\n")
    #expect(try await job.record() == nil)
    try await Witness().expectNothingLaunched(by: job.name)
  }
}
