#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of some folders, in which names are looked up before a file with a new one is written.
struct SourceFiles {
  private let paths: [String]

  /// - Parameters:
  ///   - folders: relative to the working folder.
  ///   - other: one within them that isn't looked at: another module's.
  init(in folders: [String], without other: String? = nil) throws {
    paths = try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
    }.filter { path in other.map { !path.hasPrefix("\($0)/") } ?? true }
  }

  /// A file of this name in any folder: a module can't have two.
  ///
  /// One that differs in small and capital letters alone is the same file on some machines.
  func file(named name: String) -> String? {
    paths.first { $0.lowercased().hasSuffix("/\(name.lowercased())") }
  }

  /// Where something outside of any type is declared by one of these keywords: `let`, `struct`.
  func declaration(of name: String, by keywords: Set<String>) throws -> String? {
    try firstLine(with: name) { line in
      guard !line.hasPrefix(" ") else { return false }
      let words = Self.words(ofCode: line)
      guard let keyword = words.firstIndex(where: keywords.contains) else { return false }
      return words.dropFirst(keyword + 1).first == name
    }
  }

  /// Where a name is used for anything at all.
  func mention(of name: String) throws -> String? {
    try firstLine(with: name) { Self.words(ofCode: $0).contains(name) }
  }

  private func firstLine(with name: String, where isIt: (Substring) -> Bool) throws -> String? {
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
      // Nearly no file has it, and taking a text apart takes its time.
      guard text.contains(name) else { continue }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      if let index = lines.firstIndex(where: isIt) { return "\(path):\(index + 1)" }
    }
    return nil
  }

  /// Of comments none, and none of what stands in quotes.
  private static func words(ofCode line: Substring) -> [String] {
    let code = line.trimmingPrefix { $0 == " " }.hasPrefix("//") ? "" : line
    return code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.flatMap { part in
        part.element.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      }
  }
}
