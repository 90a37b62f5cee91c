import Diagnostics
import Foundation
import FuzzTargets
import Testing
import YAML

/// Documents as people and programs write them, and what comes of reading each: kept in `Corpus`.
///
/// `RECORD_GOLDEN=1 swift test --filter CorpusTests` writes anew what comes of them; that run fails, so that it
/// can't be taken for a test, and the difference is reviewed like any other.
@Suite struct CorpusTests {
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
  private static let files = (try? CorpusFile.all()) ?? []

  @Test(arguments: files)
  func everyDocumentIsReadAsRecorded(file: CorpusFile) throws {
    if Self.isRecording {
      var recorded = file
      for index in recorded.cases.indices { recorded.cases[index].expected = outcome(of: file.cases[index]) }
      try recorded.text.write(to: file.url, atomically: true, encoding: .utf8)
      Issue.record("recorded; run again without RECORD_GOLDEN")
      return
    }
    for document in file.cases {
      #expect(outcome(of: document) == document.expected, "\(file.name): \(document.name)")
    }
  }

  @Test func thereAreSeveralHundred() {
    #expect(Self.files.flatMap(\.cases).count >= 800)
    for file in Self.files {
      let names = file.cases.map(\.name)
      #expect(Set(names).count == names.count, "\(file.name) has two cases of one name")
    }
  }

  /// Everything wrong with the document, and its value where one was read.
  private func outcome(of document: CorpusFile.Case) -> [String] {
    let reading = Reading(document.bytes, file: "")
    let value = reading.root.map { ["= \($0.outline)"] } ?? []
    // Many problems of one kind say no more than a few.
    let problems = reading.problems.map { String($0.description.trimmingPrefix(":")) }
    return (problems.count > 8 ? problems.prefix(3) + ["…"] + problems.suffix(2) : problems) + value
  }
}

extension Node {
  /// The value on one line; what readers disagree on with the reason.
  fileprivate var outline: String {
    switch kind {
    case .sequence: shortened("[", items.map(\.outline), "]")
    case .mapping: shortened("{", pairs.map { "\($0.key.outline): \($0.value.outline)" }, "}")
    case .scalar:
      switch scalar {
      case .string: literal(text)
      case .null: "null"
      case .boolean(let value): "\(value)"
      case .integer(let value): "\(value)"
      case .float(let value): "\(value)"
      case .ambiguous(let ambiguity): "\(text) (\(ambiguity))"
      }
    }
  }

  private func shortened(_ open: String, _ parts: [String], _ close: String) -> String {
    let shown = parts.count > 20 ? parts.prefix(3) + ["… \(parts.count) in all"] : parts[...]
    return open + shown.joined(separator: ", ") + close
  }

  private func literal(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(80) {
      let isHidden = [.control, .format, .surrogate].contains(scalar.properties.generalCategory)
      let code = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      shown += scalar == "\n" ? "\\n" : isHidden ? code : String(scalar)
    }
    let count = text.unicodeScalars.count
    return "\"\(shown)\"" + (count > 80 ? "… \(count) in all" : "")
  }
}
