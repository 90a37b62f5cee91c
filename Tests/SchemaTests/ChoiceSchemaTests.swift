import Schema
import Testing

@Suite struct ChoiceSchemaTests {
  enum Shape: Equatable, Sendable {
    case circle(Int)
    case text(String)
  }

  private let schema = Schema<Shape>.choice([
    Alternative("circle", .integer(in: 1...9), "a radius", embed: Shape.circle) {
      if case .circle(let radius) = $0 { radius } else { nil }
    },
    Alternative("text", .string, "words", embed: Shape.text) {
      if case .text(let text) = $0 { text } else { nil }
    },
  ])

  @Test func isReadAndWritten() {
    #expect(decode(schema, "circle: 3").value == .circle(3))
    #expect(decode(schema, "text: a").value == .text("a"))
    #expect(encode(schema, .circle(3)) == "circle: 3\n")
    #expect(encode(schema, .text("yes")) == "text: \"yes\"\n")
  }

  @Test(arguments: [
    Refusal<Shape>(
      "cirle: 3",
      "f:1:1: error: cirle: expected a mapping with one of the keys circle, text, found `cirle` (did you mean `circle`?)"
    ),
    Refusal(
      "square: 3",
      "f:1:1: error: square: expected a mapping with one of the keys circle, text, found `square`"
    ),
    Refusal(
      "circle: 3\ntext: a",
      "f:1:1: error: expected a mapping with one of the keys circle, text, found the keys `circle`, `text`"
    ),
    Refusal(
      "{}",
      "f:1:1: error: expected a mapping with one of the keys circle, text, found an empty mapping"
    ),
    Refusal("circle", #"f:1:1: error: expected a mapping with one of the keys circle, text, found "circle""#),
    Refusal("circle: 0", "f:1:9: error: circle: expected a whole number from 1 to 9, found 0"),
  ])
  func whatIsNoneOfTheAlternatives(refusal: Refusal<Shape>) {
    #expect(decode(schema, refusal.text).problems == refusal.problems)
  }

  @Test func issuesNameTheAlternative() {
    #expect(issues(schema, .circle(0)) == ["circle: expected a whole number from 1 to 9, found 0"])
    #expect(issues(schema, .text("")).isEmpty)
  }
}
