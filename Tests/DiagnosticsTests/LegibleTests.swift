import Diagnostics
import Foundation
import Testing

@Suite struct LegibleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var shown: String
    var testDescription: String { shown }
  }

  @Test(arguments: [
    Case(text: "plain ü 🙂", shown: "plain ü 🙂"),
    Case(text: "two\nlines\n", shown: "two\nlines\n"),
    Case(text: "a\tb", shown: "a\tb"),
    Case(text: "a\r\nb", shown: "a\\u{D}\nb"),
    Case(text: "\u{1B}[2J\u{07}", shown: "\\u{1B}[2J\\u{7}"),
    Case(text: "\u{9B}31m", shown: "\\u{9B}31m"),
    Case(text: "abc\u{202E}def", shown: "abc\\u{202E}def"),
    Case(text: "zero\u{200B}width", shown: "zero\\u{200B}width"),
    Case(text: "a\u{2028}b", shown: "a\\u{2028}b"),
    Case(text: "a\u{85}b", shown: "a\\u{85}b"),
    Case(text: "tag \u{E0041}", shown: "tag \\u{E0041}"),
    Case(text: "::error::x", shown: "\\u{3A}:error::x"),
    Case(text: "ok\n  ::set-output name=PLAN::x", shown: "ok\n  \\u{3A}:set-output name=PLAN::x"),
    Case(text: "at\r::add-mask::e", shown: "at\\u{D}::add-mask::e"),
    Case(text: "a ##[error]b", shown: "a \\u{23}#[error]b"),
    Case(text: "std::string", shown: "std::string"),
    Case(text: "", shown: ""),
  ])
  func whatIsHiddenIsShown(case found: Case) {
    #expect(legible(found.text) == found.shown)
    #expect(legible(found.shown) == found.shown, "shown twice")
  }

  @Test func onlyOurOwnColorsAreKept() {
    let text = "\u{1B}[31mred\u{1B}[0m \u{1B}[33myellow\u{1B}[0m \u{1B}[2J\u{1B}]0;owned\u{7}"
    let shown = "\u{1B}[31mred\u{1B}[0m \u{1B}[33myellow\u{1B}[0m \\u{1B}[2J\\u{1B}]0;owned\\u{7}"
    #expect(legible(text, keepsColors: true) == shown)
    #expect(!legible(text).unicodeScalars.contains("\u{1B}"))
  }

  @Test func longLinesAreCut() {
    let line = String(repeating: "é", count: 8_192)
    #expect(legible(line) == line)
    #expect(legible("\(line)é\nshort") == "\(line)…\nshort")
  }

  /// Whatever is put in, nothing that steers a reader comes out.
  @Test func nothingThatSteersComesOut() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "::", "##[", "\u{1B}", "\u{9D}", "\r", "\n", " ", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{2029}", "x",
      "é",
      "\u{E000}", "\0",
    ]
    for _ in 0..<2_000 {
      let text = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let shown = legible(text)
      #expect(!shown.unicodeScalars.contains { $0.isHidden && $0 != "\n" }, "\(text.debugDescription)")
      #expect(!shown.contains("##["))
      for line in shown.split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(text.debugDescription)")
      }
    }
  }

  @Test func jsonMeansTheSame() throws {
    let text = "a\u{202E}b\u{9B}c\u{E0041}\u{7F} é \"::error::\"\n"
    let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
    let shown = legibleJSON(json)
    #expect(!shown.unicodeScalars.contains { $0.isHidden && $0 != "\n" })
    #expect(shown.contains("\\u202eb\\u009bc\\udb40\\udc41\\u007f é"))
    #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == [text])
  }
}
