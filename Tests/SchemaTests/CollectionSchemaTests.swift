import Diagnostics
import ExactText
import Schema
import Testing

@Suite struct CollectionSchemaTests {
  private let list = Schema<[Int]>.list(of: .integer(in: 0...9), minimum: 2)
  private let map = Schema<[ExactString: Int]>.map(of: .integer(in: 0...9))

  @Test func listsAreReadAndWritten() {
    #expect(decode(list, "- 1\n- 2\n").value == [1, 2])
    #expect(decode(list, "[3, 4]").value == [3, 4])
    #expect(encode(list, [1, 2]) == "- 1\n- 2\n")
    #expect(encode(.list(of: .string), []) == "[]\n")
  }

  @Test(arguments: [
    Refusal<[Int]>("{}", "f:1:1: error: expected a list, found a mapping"),
    Refusal("1", "f:1:1: error: expected a list, found 1"),
    Refusal(
      "\n-1\n-2",
      #"f:2:1: error: expected a list, found "-1 -2" (begin each item with a "-" and a space)"#
    ),
    Refusal("• 1", #"f:1:1: error: expected a list, found "• 1" (begin each item with a "-" and a space)"#),
    Refusal("[]", "f:1:1: error: expected at least 2 items, found 0"),
    Refusal(
      "[10, yes, a]",
      "f:1:2: error: [0]: expected a whole number from 0 to 9, found 10",
      "f:1:6: error: [1]: expected a whole number from 0 to 9, found yes (a boolean in YAML 1.1)",
      #"f:1:11: error: [2]: expected a whole number from 0 to 9, found "a""#
    ),
  ])
  func whatIsNoList(refusal: Refusal<[Int]>) {
    #expect(decode(list, refusal.text).problems == refusal.problems)
  }

  @Test func issuesNameTheItem() {
    #expect(issues(list, [1]) == ["expected at least 2 items, found 1"])
    #expect(issues(list, [1, 10]) == ["[1]: expected a whole number from 0 to 9, found 10"])
    #expect(issues(.list(of: .string, minimum: 1), []) == ["expected at least one item, found 0"])
  }

  @Test func mapsAreWrittenInTheOrderOfTheirKeys() {
    #expect(decode(map, "b: 1\na: 2\n").value == ["a": 2, "b": 1])
    #expect(encode(map, ["b": 1, "é": 3, "a": 2, "B": 4]) == "B: 4\na: 2\nb: 1\né: 3\n")
    #expect(encode(map, [:]) == "{}\n")
  }

  @Test func twoFormsOfOneNameAreTwoKeys() {
    let found = decode(map, "\u{E9}: 1\ne\u{301}: 2\n")
    #expect(found.value == ["\u{E9}": 1, "e\u{301}": 2])
    #expect(encode(map, ["\u{E9}": 1, "e\u{301}": 2]).utf8.elementsEqual("e\u{301}: 2\n\u{E9}: 1\n".utf8))
  }

  @Test(arguments: [
    Refusal<[ExactString: Int]>("[]", "f:1:1: error: expected a mapping, found a sequence"),
    Refusal(
      "a: x\nb: 10\n",
      #"f:1:4: error: a: expected a whole number from 0 to 9, found "x""#,
      "f:2:4: error: b: expected a whole number from 0 to 9, found 10"
    ),
  ])
  func whatIsNoMap(refusal: Refusal<[ExactString: Int]>) {
    #expect(decode(map, refusal.text).problems == refusal.problems)
    #expect(issues(map, ["b": 10]) == ["b: expected a whole number from 0 to 9, found 10"])
  }

  @Test func aRuleForTheWholeIsReportedWhereItsPathLeads() {
    #expect(
      decode(ascending, "[1, 0]").problems == [
        "f:1:5: error: [1]: expected ascending numbers, found 0 (sort them)"
      ]
    )
    #expect(issues(ascending, [1, 0]) == ["[1]: expected ascending numbers, found 0 (sort them)"])
  }
}
