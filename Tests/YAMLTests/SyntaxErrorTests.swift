import Diagnostics
import Testing
import YAML

struct SyntaxErrorTests {
  @Test(arguments: [
    Refusal(
      "tab as indentation",
      "a:\n\t- b\n",
      "2:1: error: expected spaces, found a tab (indent with spaces)"
    ),
    Refusal("tab in a block", "a: |\n\tx\n", "2:1: error: expected spaces, found a tab (indent with spaces)"),
    Refusal(
      "tab in plain text",
      "a: b\n\tc\n  d: e\n",
      "2:1: error: expected spaces, found a tab (indent with spaces)"
    ),
    Refusal(
      "colon in plain text",
      "é: b: c\n",
      "1:5: error: expected the end of the value, found \": \" "
        + "(put text that contains \": \" in quotes, or begin the mapping on a line of its own)"
    ),
    Refusal(
      "open sequence",
      "a: [1, 2\nb: 3\n",
      "2:2: error: expected \",\" or \"]\" in the sequence that begins at 1:4, found \":\""
    ),
    Refusal(
      "open mapping",
      "a: {b: 1\n",
      "2:1: error: expected \",\" or \"}\" in the mapping that begins at 1:4, found the end of the file"
    ),
    Refusal(
      "open quote",
      "a: \"x",
      "1:4: error: expected a closing quote for this text, found none up to the end of the file "
        + "(close the quote, or put the text in quotes of the other kind)"
    ),
    Refusal(
      "document marker in quotes",
      "a: 'x\n--- y\n",
      "1:4: error: expected a closing quote for this text, found \"---\" at 2:1 "
        + "(close the quote, or indent the text's lines)"
    ),
    Refusal(
      "item after pairs",
      "a: 1\n- b\n",
      "2:1: error: expected a key of the mapping that begins at 1:1, found \"-\" "
        + "(check the indentation, and the line before)"
    ),
    Refusal(
      "pair after items",
      "- a\nb: 1\n",
      "2:1: error: expected \"- \" of the sequence that begins at 1:1, found \"b:\" "
        + "(check the indentation, and the line before)"
    ),
    Refusal(
      "item on the line of its key",
      "a: - b\n",
      "1:4: error: expected a value on this line, found \"- \" "
        + "(begin the sequence on a line of its own, or put text that begins with \"- \" in quotes)"
    ),
    Refusal(
      "indicator",
      "a: @b\n",
      "1:4: error: expected a value, found \"@b\" (put text that begins with @ in quotes)"
    ),
    Refusal(
      "asterisk",
      "a: *\n",
      "1:4: error: expected a value, found \"*\" "
        + "(put text that begins with & or * in quotes; an item of a list begins with \"- \")"
    ),
    Refusal(
      "unknown escape",
      "a: \"\\q\"\n",
      "1:5: error: expected an escape such as \\n, found \\q "
        + "(write \\\\ for a backslash, or use single quotes)"
    ),
    Refusal(
      "surrogates",
      "a: \"\\uD83D\\uDE00\"\n",
      "1:7: error: expected the code of a Unicode scalar, found \"D83D\\\\uDE00\\\"\" "
        + "(write the character itself, or \\U and 8 digits instead of two surrogates)"
    ),
    Refusal(
      "undefined tag handle",
      "a: !x!y 1\n",
      "1:4: error: expected a value, found the tag \"!x!y 1\" "
        + "(remove the tag; put text that begins with ! in quotes)"
    ),
  ])
  func wording(_ refusal: Refusal) {
    #expect(problems(refusal.document) == refusal.problems.map { "job.yaml:" + $0 })
    #expect(read(refusal.document).root == nil)
  }

  @Test func whatWasFoundBeforeIsKept() {
    #expect(
      problems("a: {b: 1, b: 2}\nc: &x 1\nd: [\n") == [
        "job.yaml:1:11: error: a.b: expected a new key, found \"b\" again, first written at 1:5 "
          + "(remove one of the two)",
        "job.yaml:2:4: error: c: expected a value, found the anchor &x (write the value out wherever it is needed)",
        "job.yaml:4:1: error: expected a value, found the end of the file",
      ]
    )
  }

  @Test func renderedWithACaret() throws {
    let text = "名前: \"値\" x\n"
    let problem = try #require(read(text).problems.first)
    #expect(
      problem.rendered(in: Excerpt(of: text)) == """
        job.yaml:1:9: error: expected the end of the value after the closing quote, found "x" \
        (put all of the text in quotes, and write \\" for each quote inside)
          名前: "値" x
                     ^
        """
    )
  }
}
