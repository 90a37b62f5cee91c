import Diagnostics
import Testing

@Suite struct SuggestionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var candidates = ["backfill", "materialize", "launch"]
    var nearest: String?
    var testDescription: String { "\(text) → \(nearest ?? "nothing")" }
  }

  @Test(arguments: [
    Case(text: "backfil", nearest: "backfill"),
    Case(text: "Backfill", nearest: "backfill"),
    Case(text: "bakcfill", nearest: "backfill"),
    Case(text: "materialise", nearest: "materialize"),
    Case(text: "lunch", nearest: "launch"),
    Case(text: "sleep", nearest: nil),
    Case(text: "", nearest: nil),
    Case(text: "launch", nearest: nil),
    Case(text: "launch", candidates: [], nearest: nil),
    Case(text: "form", candidates: ["from", "farm"], nearest: "from"),
    Case(
      text: String(repeating: "a", count: 65),
      candidates: [String(repeating: "a", count: 64)],
      nearest: nil
    ),
  ])
  func isTheNearestCandidate(word: Case) {
    #expect(nearest(to: word.text, among: word.candidates) == word.nearest)
  }
}
