import Diagnostics
import Testing
import YAML

struct CommentTests {
  private func nested(_ writer: inout Writer) {
    writer.beginMapping()
    writer.key("text")
    writer.string("a: 1\n  # no comment\nb")
    writer.key("a key with # in it")
    writer.string("one # two")
    writer.key(String(repeating: "k", count: 200))
    writer.integer(1)
    writer.key("items")
    writer.beginSequence()
    writer.beginMapping()
    writer.key("requires")
    writer.beginSequence()
    writer.string("plain")
    writer.string("lines\nin an item\n")
    writer.endSequence()
    writer.key("last")
    writer.boolean(true)
    writer.endMapping()
    writer.beginSequence()
    writer.string("😀 deep")
    writer.endSequence()
    writer.endSequence()
    writer.key("none")
    writer.beginMapping()
    writer.endMapping()
    writer.endMapping()
  }

  private func commented(_ comments: [Path: String]) -> String {
    var writer = Writer()
    nested(&writer)
    return String(decoding: writer.finish(header: ["Heading"], comments: comments), as: UTF8.self)
  }

  @Test func standAtTheEndOfTheLineOfTheirValue() {
    let item = Path.root["items"][0]
    let text = commented([
      .root["text"]: "a literal block", item["requires"]: "a list", item["requires"][1]: "a block in a list",
      item["last"]: "a scalar", .root["items"][1][0]: "deep", .root["none"]: "nothing",
      .root["gone"]: "nowhere",
    ])
    let keys = String(repeating: "k", count: 200)
    #expect(
      text == """
        # Heading
        text: |-  # a literal block
          a: 1
            # no comment
          b
        "a key with # in it": "one # two"
        ? \(keys)
        : 1
        items:
        - requires:
          - plain  # a list
          - |  # a block in a list
            lines
            in an item
          last: true  # a scalar
        - - 😀 deep  # deep
        none: {}  # nothing

        """
    )
    #expect(problems(text) == [])
  }

  @Test func severalOfOneLineStandInOneOrder() {
    let text = commented([.root: "the root", .root["text"]: "its first value"])
    #expect(text.hasPrefix("# Heading\ntext: |-  # its first value  # the root\n"))
  }

  @Test func withoutAnyTheTextIsTheSame() {
    let plain = written(header: ["Heading"], nested)
    #expect(commented([:]) == plain)
    #expect(commented([.root["gone"]: "nowhere"]) == plain)
  }

  @Test(arguments: [
    ("a\nb: 1", "a\u{FFFD}b: 1"), ("a\r\u{85}\u{2028}b", "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
    ("\u{7}\0", "\u{FFFD}\u{FFFD}"),
    ("# : - {", "# : - {"), ("", ""),
  ])
  func cannotBreakTheirLine(comment: String, shown: String) {
    let text = commented([.root["items"][0]["last"]: comment])
    #expect(text.contains("\n  last: true  # \(shown)\n"))
    #expect(problems(text) == [])
  }

  /// On every value of the document at once: it reads back as the same tree.
  @Test func changeNothingOfWhatIsRead() throws {
    let plain = try #require(read(written(nested)).root)
    var comments: [Path: String] = [:]
    for path in paths(of: plain) { comments[path] = "at \(path)" }
    let text = commented(comments)
    #expect(problems(text) == [])
    let root = try #require(read(text).root)
    #expect(paths(of: root) == paths(of: plain))
    for path in paths(of: plain) {
      #expect(root[path]?.text == plain[path]?.text)
      #expect(text.contains("  # at \(path)"))
    }
  }

  private func paths(of node: Node) -> [Path] {
    [node.path] + node.items.flatMap(paths) + node.pairs.flatMap { paths(of: $0.value) }
  }
}
