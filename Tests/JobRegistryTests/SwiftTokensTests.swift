import Testing

@testable import SwiftSource

@Suite struct SwiftTokensTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var words: [String]
  }

  @Test(arguments: [
    Case(
      testDescription: "words and signs",
      source: "let a1 = Job(\n)",
      words: ["let", "a1", "=", "Job", "(", ")"]
    ),
    Case(testDescription: "line comment", source: "a // Job(\nb", words: ["a", "b"]),
    Case(testDescription: "line comment at the end", source: "a // Job(", words: ["a"]),
    Case(testDescription: "block comment", source: "a /* Job( */ b", words: ["a", "b"]),
    Case(testDescription: "nested block comments", source: "a /* /* Job( */ Job */ b", words: ["a", "b"]),
    Case(testDescription: "open block comment", source: "a /* Job(", words: ["a"]),
    Case(testDescription: "string", source: #"a "Job(" b"#, words: ["a", "\"", "b"]),
    Case(testDescription: "string with an escaped quote", source: #"a "\"Job(" b"#, words: ["a", "\"", "b"]),
    Case(
      testDescription: "string with a backslash at its end",
      source: #"a "\\" b"#,
      words: ["a", "\"", "b"]
    ),
    Case(
      testDescription: "comment within a string",
      source: #"a "https://x /* y" b"#,
      words: ["a", "\"", "b"]
    ),
    Case(testDescription: "quote within a comment", source: "a // \"\nb", words: ["a", "b"]),
    Case(
      testDescription: "multi-line string",
      source: "a \"\"\"\n \"Job(\" \n\"\"\" b",
      words: ["a", "\"", "b"]
    ),
    Case(testDescription: "empty string", source: #"a "" b"#, words: ["a", "\"", "b"]),
    Case(testDescription: "raw string", source: ##"a #""Job( \""# b"##, words: ["a", "\"", "b"]),
    Case(
      testDescription: "raw multi-line string",
      source: "a #\"\"\"\n \"\"\" Job(\n\"\"\"# b",
      words: ["a", "\"", "b"]
    ),
    Case(testDescription: "number sign", source: "#if DEBUG", words: ["#", "if", "DEBUG"]),
    Case(
      testDescription: "interpolation",
      source: #"a "x \(f(b) + "Job") y" c"#,
      words: ["a", "\"", "f", "(", "b", ")", "+", "\"", "c"]
    ),
    Case(
      testDescription: "no interpolation in a raw string",
      source: ##"a #"\(Job)"# b"##,
      words: ["a", "\"", "b"]
    ),
    Case(testDescription: "raw interpolation", source: ##"a #"\#(b)"# c"##, words: ["a", "\"", "b", "c"]),
    Case(
      testDescription: "a string in an interpolation in a string",
      source: #"a "\("\("Job")")" b"#,
      words: ["a", "\"", "\"", "\"", "b"]
    ),
  ])
  func leavesOutCommentsAndText(text: Case) {
    #expect(SwiftTokens.of(text.source).map { String($0.text) } == text.words)
  }

  @Test func countsLinesAndColumnsInScalars() {
    let tokens = SwiftTokens.of("é /* \n */ b\n\"\"\"\nx\n\"\"\" c")
    #expect(tokens.map { [$0.line, $0.column] } == [[1, 1], [2, 5], [3, 1], [5, 5]])
  }
}
