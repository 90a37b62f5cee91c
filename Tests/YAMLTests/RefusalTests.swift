import Diagnostics
import Testing
import YAML

/// A document and all that is wrong with it, word by word.
struct Refusal: CustomTestStringConvertible, Sendable {
  let name: String
  let document: String
  let problems: [String]

  init(_ name: String, _ document: String, _ problems: String...) {
    self.name = name
    self.document = document
    self.problems = problems
  }

  var testDescription: String { name }
}

struct RefusalTests {
  @Test(arguments: [
    Refusal("empty file", "", "job.yaml: error: expected a document, found nothing"),
    Refusal("only a comment", "# nothing\n\n", "job.yaml: error: expected a document, found nothing"),
    Refusal("only a marker", "---\n", "job.yaml: error: expected a document, found nothing"),
    Refusal(
      "second document",
      "a: 1\n---\nb: 2\n",
      "job.yaml:2:1: error: expected one document, found a second (write each document to a file of its own)"
    ),
    Refusal(
      "second document without a marker",
      "a\n... # end\n# more\nb\n",
      "job.yaml:4:1: error: expected one document, found a second (write each document to a file of its own)"
    ),
    Refusal("markers alone", "---\na: 1\n...\n# end\n...\n"),
    Refusal(
      "text after the document",
      "\"é\" b",
      "job.yaml:1:5: error: expected the end of the document, found \"b\""
    ),
    Refusal(
      "directives",
      "# c\n%YAML 1.1\n\n%TAG ! tag:é\n---\na: 1\na: 2\n",
      "job.yaml:2:1: error: expected a document, found the directive \"%YAML 1.1\" (remove this line)",
      "job.yaml:4:1: error: expected a document, found the directive \"%TAG ! tag:é\" (remove this line)",
      "job.yaml:7:1: error: a: expected a new key, found \"a\" again, first written at 6:1 (remove one of the two)"
    ),
    Refusal(
      "anchor and alias",
      "a: &x 1\nb: [*x]\n",
      "job.yaml:1:4: error: a: expected a value, found the anchor &x (write the value out wherever it is needed)",
      "job.yaml:2:5: error: b[0]: expected a value, found the alias *x "
        + "(write the value out; put text in quotes if it begins with *)"
    ),
    Refusal(
      "tags",
      "- !!str 1\n- !x {}\n- !<tag:a> []\n",
      "job.yaml:1:3: error: [0]: expected a value, found the tag !!str "
        + "(remove the tag; put the value in quotes if it is to be a string)",
      "job.yaml:2:3: error: [1]: expected a value, found the tag !x "
        + "(remove the tag; put the value in quotes if it is to be a string)",
      "job.yaml:3:3: error: [2]: expected a value, found the tag tag:a "
        + "(remove the tag; put the value in quotes if it is to be a string)"
    ),
    Refusal(
      "recursive anchor",
      "&a [*a]",
      "job.yaml:1:1: error: expected a value, found the anchor &a (write the value out wherever it is needed)",
      "job.yaml:1:5: error: [0]: expected a value, found the alias *a "
        + "(write the value out; put text in quotes if it begins with *)"
    ),
  ])
  func document(_ refusal: Refusal) {
    #expect(problems(refusal.document) == refusal.problems)
  }

  @Test(arguments: [
    Refusal(
      "duplicates, each told of the first",
      "spec:\n  a: 1\n  b: 2\n  \"a\": 3\n  a: 4\n",
      "job.yaml:4:3: error: spec.a: expected a new key, found \"a\" again, first written at 2:3 "
        + "(remove one of the two)",
      "job.yaml:5:3: error: spec.a: expected a new key, found \"a\" again, first written at 2:3 "
        + "(remove one of the two)"
    ),
    Refusal(
      "duplicate in a long mapping",
      (0..<20).map { "k\($0): 0\n" }.joined() + "k7: 1\n",
      "job.yaml:21:1: error: k7: expected a new key, found \"k7\" again, first written at 8:1 "
        + "(remove one of the two)"
    ),
    Refusal("the same key in two mappings", "- {a: 1}\n- {a: 1}\n"),
    Refusal(
      "merge key",
      "<<: {a: 1}\n",
      "job.yaml:1:1: error: expected a key that is a string, found <<, a merge key in YAML 1.1 "
        + "(write out what is to be merged)"
    ),
    Refusal("quoted merge key", "\"<<\": 1\n"),
    Refusal(
      "keys of other types",
      "a:\n  null: 1\n  12: 1\n  yes: 1\n  2024-01-01: 1\n",
      "job.yaml:2:3: error: a: expected a key that is a string, found null (write \"null\")",
      "job.yaml:3:3: error: a: expected a key that is a string, found 12 (write \"12\")",
      "job.yaml:4:3: error: a: expected a key that is a string, found yes, a boolean in YAML 1.1 (write \"yes\")",
      "job.yaml:5:3: error: a: expected a key that is a string, found 2024-01-01, a date in YAML 1.1 "
        + "(write \"2024-01-01\")"
    ),
    Refusal(
      "empty key",
      "{? : 1}\n",
      "job.yaml:1:4: error: expected a key, found nothing (write the key before the colon)"
    ),
    Refusal(
      "complex keys",
      "? {a: 1}\n: 1\n? [a]\n: 2\n? |\n  a\n: 3\n",
      "job.yaml:1:3: error: expected a key that is a string, found a mapping "
        + "(put text in quotes if it begins with { or [)",
      "job.yaml:3:3: error: expected a key that is a string, found a sequence "
        + "(put text in quotes if it begins with { or [)",
      "job.yaml:5:3: error: expected a plain or quoted key, found a block (write the key on one line, in quotes)"
    ),
  ])
  func key(_ refusal: Refusal) {
    #expect(problems(refusal.document) == refusal.problems)
  }

  @Test func problemsHaveAnEnd() {
    let document = String(repeating: "a: 1\n", count: 1_000)
    let found = problems(document)
    #expect(found.count == 101)
    #expect(found.last == "job.yaml: note: found more than 100 problems; the others are not shown")
  }

  @Test func aTreeIsThereDespiteProblems() throws {
    let root = try #require(read("a: 1\na: 2\nb: *x\n").root)
    #expect(root["a"]?.scalar == .integer(1))
    #expect(root["b"]?.text == "*x")
    #expect(root.pairs.map(\.value.found) == ["1", "2", "\"*x\""])
  }

  @Test func renderedWithACaret() throws {
    let text = "spec:\n  name: é\n  naïve: 1\n  naïve: 2\n"
    let problem = try #require(read(text).problems.first)
    #expect(
      problem.rendered(in: Excerpt(of: text)) == """
        job.yaml:4:3: error: spec.naïve: expected a new key, found "naïve" again, first written at 3:3 \
        (remove one of the two)
            naïve: 2
            ^~~~~
        """
    )
  }
}
