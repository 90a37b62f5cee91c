import SeededRandom
import TestSupport
import Testing

@testable import Emission

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("dim_products", "`dim_products`"),
    ("2024-02-01", "`2024-02-01`"),
    (
      "Vendor delivered 1–5 February late, INC-1234 #12", "`Vendor delivered 1–5 February late, INC-1234 #12`"
    ),
    ("@team <b>*x*</b> [a](http://b) ![c](d) $x$", "`@team <b>*x*</b> [a](http://b) ![c](d) $x$`"),
    ("", "`\"\"`"),
    ("a|b", "<code>a&#124;b</code>"),
    ("``` @me", "<code>&#96;&#96;&#96; &#64;me</code>"),
    ("a\\|b", "<code>a&#92;&#124;b</code>"),
    (" a ", "<code> a </code>"),
    ("one\n\n| two | @me\n# three", "<code>one<br><br>&#124; two &#124; &#64;me<br>&#35; three</code>"),
    ("`</code><script>", "<code>&#96;&#60;&#47;code&#62;&#60;script&#62;</code>"),
    ("`&amp;", "<code>&#96;&#38;amp&#59;</code>"),
    (
      "a\u{202E}b\u{7}\r\t", "<code>a&#92;u&#123;202E&#125;b&#92;u&#123;7&#125;&#92;u&#123;D&#125;&#9;</code>"
    ),
    ("日本 é", "`日本 é`"),
  ])
  func whatIsDataStandsAsCode(text: String, code: String) {
    #expect(Markdown.code(text) == code)
  }

  /// Whatever it is: on one line, and in a code span or in `<code>` with nothing that means something.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func nothingOfAnyTextComesToLife(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = Array("`|\\<>&@#*_[]()!~$\n\r \t\"'{}:/.-+=%^,;?aZ9é\u{202E}\u{2028}\u{0}")
    let text = String(
      (0..<Int(generator.next() % 12)).map { _ in pieces.randomElement(using: &generator) ?? "a" }
    )
    let code = Markdown.code(text)
    #expect(!code.contains { $0.isNewline })
    if code.hasPrefix("`") {
      #expect(code.hasSuffix("`"))
      #expect(code.dropFirst().dropLast().allSatisfy { $0 != "`" && $0 != "|" && $0 != "\\" })
    } else {
      let inside = code.dropFirst("<code>".count).dropLast("</code>".count).replacing("<br>", with: "")
      #expect(code == "<code>\(code.dropFirst(6).dropLast(7))</code>")
      #expect(inside.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || "&#;".contains($0) })
    }
  }

  @Test func aTableHasALineForEachRow() {
    #expect(
      Markdown.table(["a", "b"], [["1", Markdown.code("|")], ["2", "–"]])
        == "| a | b |\n| --- | --- |\n| 1 | <code>&#124;</code> |\n| 2 | – |\n"
    )
  }
}
