import ExactText
import Testing

struct ExactTextTests {
  private let composed = "\u{E9}"
  private let decomposed = "e\u{301}"

  @Test func formsThatSwiftTakesForOneAreTwo() {
    #expect(composed == decomposed)
    #expect(!composed.isExactly(decomposed))
    #expect(Set([composed, decomposed]).count == 1)
    #expect([composed, decomposed].exact.count == 2)
    #expect([composed, decomposed].firstIndex(ofExactly: decomposed) == 1)
    #expect(![composed].containsExactly(decomposed))
  }

  /// A ring, a ligature's case, Hangul, and two marks in either order.
  @Test(arguments: [
    ("\u{C5}", "\u{212B}"), ("\u{AC00}", "\u{1100}\u{1161}"), ("a\u{323}\u{307}", "a\u{307}\u{323}"),
    ("\u{2126}", "\u{3A9}"),
  ])
  func everyEquivalenceOfUnicodeIsTold(_ left: String, _ right: String) {
    #expect(left == right)
    #expect(Exact(left) != Exact(right))
    #expect(left.otherForm(among: ["x", right]) == right)
    #expect(left.otherForm(among: [left]) == nil)
  }

  @Test func arraysOptionalsAndDictionariesCompareAlike() {
    #expect(Exact([composed]) != Exact([decomposed]))
    #expect(Exact(Optional(composed)) != Exact(Optional(decomposed)))
    #expect(Exact(String?.none) == Exact(String?.none))
    #expect([composed, "b"].isExactly([composed, "b"]))
    let counts: [ExactString: Int] = [ExactString(composed): 1, ExactString(decomposed): 2]
    #expect([counts[composed], counts[decomposed]] == [1, 2])
  }

  @Test func theOrderOfTextsThatBeginAlikeIsThatOfTheirBytes() {
    let ends = ["", "a", "b", "\u{7F}", "\u{80}", "\u{E9}", "\u{FFFD}", "\u{10FFFF}", "by"]
    let texts = (0...17).flatMap { length in ends.map { String(repeating: "x", count: length) + $0 } }
    for left in texts {
      let wrong = texts.filter { left.precedesExactly($0) != left.utf8.lexicographicallyPrecedes($0.utf8) }
      #expect(wrong.isEmpty, "\(left)")
    }
  }

  @Test func theOrderIsThatOfTheBytes() {
    #expect([composed, "z", decomposed, "f"].sortedExactly().exact.count == 4)
    #expect(Exact(decomposed) < Exact("f"))
    #expect(Exact("f") < Exact(composed))
  }

  @Test func aFormIsToldInWords() {
    #expect(
      "r\(decomposed)sum\(decomposed)".difference(fromForm: "r\(composed)sum\(composed)").utf8.elementsEqual(
        "\"\(decomposed)\" is U+0065 U+0301 here and U+00E9 there".utf8
      )
    )
    #expect("r\(composed)s".typable == "r\\u{E9}s")
    #expect("r\(decomposed)s".typable == "re\\u{301}s")
    #expect("\u{1F600}".typable == "\\u{1F600}")
  }
}
