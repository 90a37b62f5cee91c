import Diagnostics
import Testing

@Suite struct QuotationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var shown: String
    var testDescription: String { shown }
  }

  @Test(arguments: [
    Case(text: "", shown: #""""#),
    Case(text: "2024-02-30", shown: #""2024-02-30""#),
    Case(text: "a\n\tb\r", shown: #""a\n\tb\r""#),
    Case(text: #"say "hi" \o/"#, shown: #""say \"hi\" \\o/""#),
    Case(text: "\u{0}\u{7F}\u{85}\u{2028}", shown: #""\u{0}\u{7F}\u{85}\u{2028}""#),
    Case(text: String(repeating: "é", count: 60), shown: "\"" + String(repeating: "é", count: 60) + "\""),
    Case(text: String(repeating: "a", count: 61), shown: "\"" + String(repeating: "a", count: 60) + "…\""),
    // One character of 1,001 scalars.
    Case(
      text: "e" + String(repeating: "\u{301}", count: 1_000),
      shown: "\"e" + String(repeating: "\u{301}", count: 59) + "…\""
    ),
  ])
  func isOneLineOfPrintableText(quotation: Case) {
    #expect(quoted(quotation.text) == quotation.shown)
  }

  @Test func withoutQuotesNothingIsEscapedThatCanBeSeen() {
    #expect(onOneLine("a \"b\" \\ \n\u{1B}") == #"a "b" \ \n\u{1B}"#)
  }

  @Test func isCutWhereTold() {
    #expect(quoted("a\nb", cutTo: 3) == #""a\nb""#)
    #expect(quoted("a\nbc", cutTo: 3) == #""a\nb…""#)
  }
}
