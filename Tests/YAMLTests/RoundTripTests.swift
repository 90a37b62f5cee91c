import SeededRandom
import Testing
import YAML

/// What is written reads back as the same string, whatever it is and wherever it stands.
struct RoundTripTests {
  @Test(arguments: [
    "", " ", "\n", "\n\n", "\t", "a\n", "a\n\n", "\na", "a\nb", " a\nb", "a\n b", "a \nb", "a\n \nb",
    "a\n\n\nb",
    "a\tb", "\ta\nb", "a\n\tb", "a\t\nb", "a\r\nb", "a\rb", "a\u{85}b", "a\u{2028}b\u{2029}", "\u{FEFF}a",
    "a\0b",
    "\u{1B}[0m", "\u{7F}", "\u{80}", "\u{A0}", "\u{A0}a\u{A0}", "\u{FFFE}", "\u{FFFF}", "\u{FFFD}",
    "\u{D7FF}",
    "😀", "a😀\nb\n", "😀\u{85}", "\u{10000}", "\u{10FFFF}", "\u{E000}", "\u{E3FF}\u{E400}", "\u{E800}",
    "\u{E800}😀",
    "\u{E801}\u{EFFF}", "\u{F000}", "\u{F8FF}", "e\u{301}", "\u{200D}", "\u{202E}abc",
    "\\", "\\U0001F600", "\"", "'", "a\"b'c", "a: b", "a:", ":", ": a", "a #b", "#a", "a#b", "-", "- a",
    "--- a",
    "---", "...", "... a", "?", "? a", "a?", "!a", "&a", "*a", "%a", "@a", "`a`", "|", ">", "[a]", "{a}",
    "a,b",
    "a]", ",", "~", "null", "true", "yes", "y", "=", "<<", "<", "1", "-1", "+1", "0x1F", "0o7", "1_0", "1.5",
    ".5",
    "1e3", ".inf", "nan", "2024-02-01", "2024-02-01 10:00:00", "1:30", "a\n--- b", "a\n...\nb",
    "%YAML 1.2\na",
    "# a\nb", "- a\n- b", "a: 1\nb: 2", "|\n a", "a\nb ", "a\n  ", "\n a", "a\n#b",
    String(repeating: "x", count: 100_000), String(repeating: "x y: z # ", count: 20_000),
    String(repeating: "k", count: 129), String(repeating: "é 😀\n", count: 1_000),
    String(repeating: "\n", count: 2_000),
  ])
  func nasty(_ text: String) throws {
    try check([text])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func pseudoRandom(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    try check((0..<100).map { _ in text(&generator) })
  }

  /// The same strings as items, as values, deep down, and as keys (once each).
  private func check(_ texts: [String]) throws {
    let document = written { writer in
      writer.beginMapping()
      writer.key("items")
      writer.beginSequence()
      texts.forEach { writer.string($0) }
      writer.endSequence()
      writer.key("pairs")
      writer.beginSequence()
      for text in texts {
        writer.beginMapping()
        writer.key(text)
        writer.string(text)
        writer.key(text + "2")
        writer.beginSequence()
        writer.string(text)
        writer.endSequence()
        writer.endMapping()
      }
      writer.endSequence()
      writer.endMapping()
    }
    let reading = read(document)
    #expect(reading.problems == [])
    let root = try #require(reading.root)
    for (text, item) in zip(texts, try #require(root["items"]).items) { expect(item, text) }
    for (text, item) in zip(texts, try #require(root["pairs"]).items) {
      let pairs = Array(item.pairs)
      try #require(pairs.count == 2)
      expect(pairs[0].key, text)
      expect(pairs[0].value, text)
      expect(try #require(pairs[1].value.items.first { _ in true }), text)
    }
  }

  /// Compared by scalars: `==` takes canonically equivalent texts for the same.
  private func expect(_ node: Node, _ text: String) {
    #expect(node.scalar == .string)
    #expect(
      node.withUTF8 { $0.elementsEqual(text.utf8) },
      "\(node.text.debugDescription), \(text.debugDescription)"
    )
  }

  private func text(_ generator: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      let scalar: Unicode.Scalar? =
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<4: " \n\t:#-?,[]{}&*!|>'\"%@`\\".unicodeScalars.randomElement(using: &generator)
        case 4..<7: "0123456789.+-_eExXoby:TZ~=<".unicodeScalars.randomElement(using: &generator)
        case 7:
          "\r\0\u{85}\u{2028}\u{FEFF}\u{E000}\u{E400}\u{E800}😀é中".unicodeScalars.randomElement(
            using: &generator
          )
        case 8: Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
        default: "abcnull".unicodeScalars.randomElement(using: &generator)
        }
      if let scalar { text.append(scalar) }
    }
    return String(text)
  }
}
