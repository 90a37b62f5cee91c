import Schema
import Testing

@Suite struct ScalarSchemaTests {
  enum Color: String, CaseIterable, Sendable { case red, green, blue }

  @Test func stringsAreReadAsTheyAre() {
    #expect(decode(.string, "abc").value == "abc")
    #expect(decode(.string, "\"08\"").value == "08")
    #expect(decode(.string, "'yes'").value == "yes")
    #expect(decode(.string, "\"\"").value == "")
  }

  @Test(arguments: [
    Refusal<String>(
      "1",
      #"f:1:1: error: expected text, found 1 (text that looks like something else goes in quotes: "1")"#
    ),
    Refusal(
      "yes",
      #"f:1:1: error: expected text, found yes (text that looks like something else goes in quotes: "yes")"#
    ),
    Refusal(
      "true",
      #"f:1:1: error: expected text, found true (text that looks like something else goes in quotes: "true")"#
    ),
    Refusal(
      "08",
      #"f:1:1: error: expected text, found 08 (text that looks like something else goes in quotes: "08")"#
    ),
    Refusal(
      "2024-02-01",
      #"f:1:1: error: expected text, found 2024-02-01 (text that looks like something else goes in quotes: "2024-02-01")"#
    ),
    Refusal(
      "null",
      #"f:1:1: error: expected text, found null (text that looks like something else goes in quotes: "null")"#
    ),
    Refusal("[a]", "f:1:1: error: expected text, found a sequence"),
    Refusal("a: b", "f:1:1: error: expected text, found a mapping"),
  ])
  func whatIsNotText(refusal: Refusal<String>) {
    let result = decode(.string, refusal.text)
    #expect(result.value == nil)
    #expect(result.problems == refusal.problems)
  }

  @Test(arguments: [
    Refusal<Int>("0", "f:1:1: error: expected a whole number from 1 to 10, found 0"),
    Refusal("11", "f:1:1: error: expected a whole number from 1 to 10, found 11"),
    Refusal("\"5\"", #"f:1:1: error: expected a whole number from 1 to 10, found "5""#),
    Refusal("5.0", "f:1:1: error: expected a whole number from 1 to 10, found 5.0"),
    Refusal(
      "08",
      "f:1:1: error: expected a whole number from 1 to 10, found 08 (an octal number in YAML 1.1)"
    ),
    Refusal(
      "1_0",
      "f:1:1: error: expected a whole number from 1 to 10, found 1_0 (a number with separators in YAML 1.1)"
    ),
    Refusal("five", #"f:1:1: error: expected a whole number from 1 to 10, found "five""#),
    Refusal("~", "f:1:1: error: expected a whole number from 1 to 10, found ~"),
  ])
  func whatIsNoIntegerInRange(refusal: Refusal<Int>) {
    #expect(decode(.integer(in: 1...10), refusal.text).problems == refusal.problems)
  }

  @Test func integersAreReadAndWritten() {
    #expect(decode(.integer(in: 1...10), "10").value == 10)
    #expect(decode(.integer(atLeast: -3), "-3").problems.isEmpty)
    #expect(encode(.integer(atLeast: 0), 12) == "12\n")
    #expect(issues(.integer(atLeast: 1), 0) == ["expected a whole number of at least 1, found 0"])
    #expect(issues(.integer(in: 1...2), 2).isEmpty)
  }

  @Test(arguments: [
    Refusal<Bool>("yes", "f:1:1: error: expected true or false, found yes (a boolean in YAML 1.1)"),
    Refusal("on", "f:1:1: error: expected true or false, found on (a boolean in YAML 1.1)"),
    Refusal("1", "f:1:1: error: expected true or false, found 1"),
    Refusal("\"true\"", #"f:1:1: error: expected true or false, found "true""#),
  ])
  func whatIsNoBoolean(refusal: Refusal<Bool>) {
    #expect(decode(.boolean, refusal.text).problems == refusal.problems)
  }

  @Test func booleansAreReadAndWritten() {
    #expect(decode(.boolean, "true").value == true)
    #expect(decode(.boolean, "false").value == false)
    #expect(encode(.boolean, false) == "false\n")
  }

  @Test(arguments: [
    Refusal<Color>(
      "gren",
      #"f:1:1: error: expected one of red, green, blue, found "gren" (did you mean `green`?)"#
    ),
    Refusal("Red", #"f:1:1: error: expected one of red, green, blue, found "Red" (did you mean `red`?)"#),
    Refusal("purple", #"f:1:1: error: expected one of red, green, blue, found "purple""#),
    Refusal("[red]", "f:1:1: error: expected one of red, green, blue, found a sequence"),
  ])
  func whatIsNoneOfTheWords(refusal: Refusal<Color>) {
    #expect(decode(Schema<Color>.word, refusal.text).problems == refusal.problems)
  }

  @Test func wordsAreReadAndWritten() {
    #expect(decode(Schema<Color>.word, "blue").value == .blue)
    #expect(encode(Schema<Color>.word, .red) == "red\n")
  }

  private let even = Schema<String>.string("text of even length") { $0.count.isMultiple(of: 2) }

  @Test func illFormedTextIsKeptAndReported() {
    let result = decode(even, "\"a\\n\\\"\"")
    #expect(result.value == "a\n\"")
    #expect(result.problems == [#"f:1:1: error: expected text of even length, found "a\n\"""#])
  }

  @Test(arguments: ["a", "a\n\"", "\u{7}", String(repeating: "x", count: 61)])
  func issuesAreWordedAsDecodingWordsThem(text: String) {
    let message = decode(even, encode(even, text)).problems.map { $0.dropFirst("f:1:1: error: ".count) }
    #expect(issues(even, text).map { $0[...] } == message)
  }
}
