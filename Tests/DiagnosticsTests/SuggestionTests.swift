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

  @Test(arguments: [
    ("orders", "did you mean close-orders, orders-2024 or orders-2025?"),
    ("ordres-2024", "did you mean orders-2024?"), ("close", "did you mean close-orders?"),
    ("zzz", nil), ("or", nil), ("", nil),
  ])
  func likelyOnesAreSlipsAndLongerNames(text: String, hint: String?) {
    let names = ["orders-2026", "orders-2025", "close-orders", "orders-2024"]
    #expect(likelyHint(for: text, among: names) == hint)
  }
}
