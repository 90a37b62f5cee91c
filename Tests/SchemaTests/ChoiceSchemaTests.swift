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

  private let worded = Schema<Shape>.word(
    for: [.text("point"), .text("yes")],
    { if case .text(let text) = $0 { text } else { "" } },
    or: [
      Alternative("circle", .integer(in: 1...9), "a radius", embed: Shape.circle) {
        if case .circle(let radius) = $0 { radius } else { nil }
      }
    ]
  )

  @Test func aWordStandsForAValueByItself() {
    for (text, value) in [
      ("point", Shape.text("point")), ("\"yes\"", .text("yes")), ("circle: 3", .circle(3)),
    ] {
      let decoded = decode(worded, text)
      #expect(decoded.value == value)
      #expect(decoded.problems == [])
      #expect(encode(worded, value) == text + "\n")
    }
    #expect(issues(worded, .circle(0)) == ["circle: expected a whole number from 1 to 9, found 0"])
    #expect(issues(worded, .text("point")).isEmpty)
  }

  private static let worded = "expected one of point, yes or a mapping with the key circle"

  @Test(arguments: [
    Refusal<Shape>("pint", "f:1:1: error: \(worded), found \"pint\" (did you mean `point`?)"),
    Refusal("yes", "f:1:1: error: \(worded), found yes (a boolean in YAML 1.1)"),
    Refusal("circle", "f:1:1: error: \(worded), found \"circle\" (write `circle: ` and what follows it)"),
    Refusal("circle:3", "f:1:1: error: \(worded), found \"circle:3\" (write `circle: ` and what follows it)"),
    Refusal("cirlce", "f:1:1: error: \(worded), found \"cirlce\" (did you mean `circle`?)"),
    Refusal("point: 3", "f:1:1: error: point: \(worded), found `point` (write the word alone: `point`)"),
    Refusal("cirle: 3", "f:1:1: error: cirle: \(worded), found `cirle` (did you mean `circle`?)"),
    Refusal("{circle: 1, point: 2}", "f:1:1: error: \(worded), found the keys `circle`, `point`"),
    Refusal("[point]", "f:1:1: error: \(worded), found a sequence"),
    Refusal("3", "f:1:1: error: \(worded), found 3"),
    Refusal("circle: 0", "f:1:9: error: circle: expected a whole number from 1 to 9, found 0"),
  ])
  func whatIsNeitherWordNorAlternative(refusal: Refusal<Shape>) {
    #expect(decode(worded, refusal.text).problems == refusal.problems)
  }

  @Test func issuesNameTheAlternative() {
    #expect(issues(schema, .circle(0)) == ["circle: expected a whole number from 1 to 9, found 0"])
    #expect(issues(schema, .text("")).isEmpty)
  }
}
