import Foundation
import SeededRandom
import TestSupport
import Testing

@testable import Emission
@testable import FileTree

@Suite struct UnifiedDiffTests {
  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var old: String
    var new: String
  }

  private static let ten = (1...10).map { "\($0)\n" }.joined()

  private static let changes = [
    Change(testDescription: "nothing", old: ten, new: ten),
    Change(testDescription: "a line in the middle", old: ten, new: ten.replacing("5\n", with: "five\n")),
    Change(testDescription: "the first line", old: ten, new: ten.replacing("1\n2", with: "one\n2")),
    Change(testDescription: "a line added at the end", old: ten, new: ten + "11\n"),
    Change(testDescription: "a line removed at the start", old: ten, new: String(ten.dropFirst(2))),
    Change(testDescription: "two changes in two hunks", old: "a\n" + ten + "b\n", new: "A\n" + ten + "B\n"),
    Change(
      testDescription: "two changes that share their context",
      old: "a\n1\n2\n3\n4\n5\n6\nb\n",
      new: "A\n1\n2\n3\n4\n5\n6\nB\n"
    ),
    Change(testDescription: "the only line", old: "a\n", new: "b\n"),
    Change(testDescription: "from nothing", old: "", new: "a\nb\n"),
    Change(testDescription: "to nothing", old: "a\n", new: ""),
    Change(testDescription: "no line feed at the end any more", old: "a\nb\n", new: "a\nb"),
    Change(testDescription: "a line feed at the end now", old: "a\nb", new: "a\nb\n"),
    Change(testDescription: "no line feed at either end", old: "a", new: "b"),
    Change(testDescription: "CR LF", old: "a\r\nb\r\nc\r\n", new: "a\nb\nc\n"),
    Change(testDescription: "the same letter composed otherwise", old: "e\u{301}\n", new: "é\n"),
    Change(testDescription: "blank lines", old: "\n\n\n", new: "\n\na\n"),
  ]

  private func diff(_ change: Change) -> [UInt8] {
    UnifiedDiff(from: Array(change.old.utf8), to: Array(change.new.utf8), oldName: "a/f", newName: "b/f").text
  }

  @Test(arguments: changes)
  func isWhatDiffWrites(change: Change) async throws {
    let result = try await withTemporaryFolder { folder in
      try change.old.write(to: folder.appending(path: "old"), atomically: true, encoding: .utf8)
      try change.new.write(to: folder.appending(path: "new"), atomically: true, encoding: .utf8)
      return try await run(
        program("diff"),
        ["-u", "--label", "a/f", "--label", "b/f", "old", "new"],
        in: folder
      )
    }
    #expect(Array(String(decoding: diff(change), as: UTF8.self).utf8) == Array(result.output.utf8))
  }

  @Test(arguments: 0..<60)
  func patchMakesTheNewTextOfTheOld(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let old = Self.randomLines(using: &random)
    let change = Change(
      testDescription: "\(seed)",
      old: Self.text(of: old, using: &random),
      new: Self.text(of: Self.edited(old, using: &random), using: &random)
    )
    let patched = try await patch(change.old, with: diff(change))
    #expect(Array(patched.utf8) == Array(change.new.utf8))
  }

  private func patch(_ old: String, with diff: [UInt8]) async throws -> String {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "f")
      try old.write(to: file, atomically: true, encoding: .utf8)
      guard !diff.isEmpty else { return old }
      try Data(diff).write(to: folder.appending(path: "f.patch"))
      // GNU patch would delete a file that becomes empty and stop at a CR without these.
      let arguments = ["--posix", "--binary", "-p1", "-i", "f.patch"]
      let result = try await run(program("patch"), arguments, in: folder)
      try #require(result.status == 0, "\(result.output)\(result.errors)")
      return try String(contentsOf: file, encoding: .utf8)
    }
  }

  private static let words = ["a", "b", "", " a", "-", "+", "@@ -1 +1 @@", "\\ x", "é", "e\u{301}", "c\r"]

  private static func randomLines(using random: inout SeededGenerator) -> [String] {
    (0..<Int.random(in: 1...40, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
  }

  private static func edited(_ lines: [String], using random: inout SeededGenerator) -> [String] {
    let kept = lines.flatMap { line -> [String] in
      switch Int.random(in: 0...9, using: &random) {
      case 0: []
      case 1: [line, words.randomElement(using: &random) ?? ""]
      case 2: [words.randomElement(using: &random) ?? ""]
      default: [line]
      }
    }
    return kept + ["end"]
  }

  private static func text(of lines: [String], using random: inout SeededGenerator) -> String {
    lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")
  }
}
