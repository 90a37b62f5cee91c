import Diagnostics
import Testing

@Suite struct ExcerptTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var position: Position
    var width = 1
    var marked: String
  }

  @Test(arguments: [
    Case(
      testDescription: "a value",
      text: "name: x\nowner: me",
      position: Position(line: 2, column: 8),
      width: 2,
      marked: "  owner: me\n         ^~"
    ),
    Case(
      testDescription: "lines that end in CR LF",
      text: "name: x\r\nowner: me\r\n",
      position: Position(line: 2, column: 8),
      width: 2,
      marked: "  owner: me\n         ^~"
    ),
    Case(
      testDescription: "a byte order mark",
      text: "\u{FEFF}name: x\n",
      position: Position(line: 1, column: 7),
      marked: "  name: x\n        ^"
    ),
    Case(
      testDescription: "a tab stays one, so that the caret is below its letter",
      text: "\tname: x",
      position: Position(line: 1, column: 8),
      marked: "  \tname: x\n  \t      ^"
    ),
    Case(
      testDescription: "wide letters take two columns",
      text: "日本: x",
      position: Position(line: 1, column: 5),
      marked: "  日本: x\n        ^"
    ),
    Case(
      testDescription: "control characters are replaced",
      text: "a\u{1B}[31mb",
      position: Position(line: 1, column: 1),
      marked: "  a\u{FFFD}[31mb\n  ^"
    ),
    Case(
      testDescription: "the underline ends with the line",
      text: "ab",
      position: Position(line: 1, column: 2),
      width: 50,
      marked: "  ab\n   ^"
    ),
    Case(
      testDescription: "a column after the line's end",
      text: "ab",
      position: Position(line: 1, column: 9),
      marked: "  ab\n    ^"
    ),
    Case(
      testDescription: "an empty line",
      text: "a\n\nb",
      position: Position(line: 2, column: 1),
      marked: "  \n  ^"
    ),
  ])
  func marksTheValue(excerpt: Case) {
    #expect(Excerpt(of: excerpt.text).marking(excerpt.position, width: excerpt.width) == excerpt.marked)
  }

  @Test func aLongLineIsCutAroundTheCaret() throws {
    let text = String(repeating: "a", count: 200) + "X" + String(repeating: "b", count: 200)
    let marked = try #require(Excerpt(of: text).marking(Position(line: 1, column: 201), width: 1))
    let lines = marked.split(separator: "\n")
    let shown = "…" + String(repeating: "a", count: 60) + "X" + String(repeating: "b", count: 59) + "…"
    #expect(lines == ["  \(shown)"[...], "  \(String(repeating: " ", count: 61))^"[...]])
  }

  @Test(arguments: [1, 2, 255, 256, 257, 1_000, 9_999])
  func aPlaceFarIntoALongLineIsFound(column: Int) throws {
    let scalars = (0..<10_000).compactMap { Unicode.Scalar(0x4E00 + UInt32($0)) }
    let text = "é\n" + String(String.UnicodeScalarView(scalars)) + "\r\nend"
    let marked = try #require(Excerpt(of: text).marking(Position(line: 2, column: column), width: 1))
    let lines = marked.split(separator: "\n")
    let caret = lines[1].dropFirst(2).prefix { $0 == " " }.count
    // Each of the letters takes two columns, and the ellipsis one.
    let isCut = lines[0].hasPrefix("  …")
    let index = (caret - (isCut ? 1 : 0)) / 2 + (isCut ? 3 : 2)
    #expect(Array(lines[0].unicodeScalars)[index] == scalars[column - 1])
    #expect(Excerpt(of: text).marking(Position(line: 3, column: 1), width: 3) == "  end\n  ^~~")
    #expect(Excerpt(of: text).marking(Position(line: 4, column: 1), width: 1) == nil)
  }
}
