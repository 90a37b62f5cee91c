package import Foundation

/// A file of documents, each with what is expected to come of reading it.
///
/// ```
/// What the file is about.
///
/// ◆ the name of a case
/// a: ⟨09⟩b
/// ◇
/// 1:4: error: …
/// ```
///
/// In a document `⟨FF FE⟩` stands for bytes, `⟨[×500⟩` for a repeated text, and `⟨⟩` at its end says that its last
/// line has no line break.
package struct CorpusFile: Sendable, CustomStringConvertible {
  /// A document and what is expected of it.
  package struct Case: Sendable, CustomStringConvertible {
    package let name: String
    /// As it stands in the file.
    package let source: String
    /// What is expected, line by line.
    package var expected: [String]

    package var description: String { name }
  }

  /// The file's name without `.txt`.
  package let name: String
  /// What stands before the first case.
  private let heading: String
  package var cases: [Case]

  package var description: String { name }

  package init(name: String, text: String) {
    self.name = name
    let parts = text.components(separatedBy: "\n◆ ")
    heading = parts[0]
    cases = parts.dropFirst().map(Case.init)
  }

  /// The file's text.
  package var text: String {
    heading
      + cases.map { "\n◆ \($0.name)\n\($0.source)\n◇\n" + $0.expected.map { $0 + "\n" }.joined() }.joined()
  }
}

extension CorpusFile {
  private static let folder = "Tests/YAMLTests/Corpus"

  /// All files of the corpus of YAML documents.
  package static func all() throws -> [CorpusFile] {
    try PackageFiles.names(in: folder).map { file in
      let text = try String(contentsOf: PackageFiles.url("\(folder)/\(file)"), encoding: .utf8)
      return CorpusFile(name: String(file.dropLast(4)), text: text)
    }
  }

  /// Where the file is kept.
  package var url: URL { PackageFiles.url("\(Self.folder)/\(name).txt") }
}

extension CorpusFile.Case {
  fileprivate init(_ text: String) {
    let lines = text.components(separatedBy: "\n")
    let end = lines.firstIndex(of: "◇") ?? lines.count
    name = lines[0]
    source = lines[1..<end].joined(separator: "\n")
    expected = lines.dropFirst(end + 1).filter { !$0.isEmpty }
  }

  /// The document.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var rest = source.unicodeScalars[...]
    while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
      bytes += String(rest[..<open]).utf8
      bytes += Self.meaning(of: String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return bytes + String(rest).utf8 + (source.hasSuffix("⟨⟩") ? [] : [0x0A])
  }

  private static func meaning(of escape: String) -> [UInt8] {
    let parts = escape.components(separatedBy: "×")
    if parts.count == 2, let count = Int(parts[1]) {
      return Array(String(repeating: parts[0].replacing("␤", with: "\n"), count: count).utf8)
    }
    return escape.split(separator: " ").compactMap { UInt8($0, radix: 16) }
  }
}
