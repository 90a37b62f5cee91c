import Foundation
import TestSupport
import Testing

/// A page of documentation, in Markdown.
struct Page: CustomTestStringConvertible, Sendable {
  /// Its path in the package.
  let path: String
  let text: String
  /// The fenced blocks, and what is outside of them.
  let blocks: [Block]
  let prose: String

  /// A fenced block.
  struct Block: CustomTestStringConvertible, Sendable {
    var page: String
    /// The line of its first line, from 1.
    var line: Int
    /// What stands behind the fence: `swift`, `sh`, or nothing.
    var language: String
    var text: String
    var testDescription: String { "\(page):\(line)" }
  }

  var testDescription: String { path }

  init(path: String, text: String) {
    (self.path, self.text) = (path, text)
    var (blocks, prose, open) = ([Block](), [String](), Block?.none)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      // A block within a list is indented.
      let fence = line.drop { $0 == " " }
      if !fence.hasPrefix("```") || fence.dropFirst(3).contains("`") {
        if open == nil { prose.append(String(line)) } else { open?.text += "\(line)\n" }
      } else if let block = open {
        blocks.append(block)
        open = nil
      } else {
        open = Block(page: path, line: index + 2, language: String(fence.dropFirst(3)), text: "")
      }
    }
    (self.blocks, self.prose) = (blocks, prose.joined(separator: "\n"))
  }

  init(_ path: String) throws {
    self.init(path: path, text: try String(contentsOf: inPackage(path), encoding: .utf8))
  }

  /// The prose without the symbols of DocC, between two backticks each, which ci/docs looks up.
  private var plain: String { prose.replacing(/``[^`\n]+``/, with: "") }

  /// What stands between backticks in the prose.
  var code: [String] {
    plain.matches(of: /`([^`]+)`/).map { match in
      match.output.1.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  /// Where its links lead, as they are written.
  var links: [String] {
    let text = plain.replacing(/`[^`\n]+`/, with: "")
    let targets = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
    return targets + text.matches(of: /<(doc:[^>]+)>/).map { String($0.output.1) }
  }

  /// The names of its headings in an address, as GitHub makes them.
  var anchors: Set<String> {
    let headings = prose.matches(of: /(?m)^#+ (.+)$/).map { String($0.output.1).lowercased() }
    return Set(
      headings.map { heading in
        heading.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
          .replacing(" ", with: "-")
      }
    )
  }
}

extension Page {
  static let articles = "Sources/JobDSL/JobDSL.docc"

  /// All pages but the changelog, which tells of what is gone as well.
  static let all: [Page] = {
    let folders = ["", "Docs/", "\(articles)/", "ci/benchmarks/", "ci/kubernetes/"]
    let paths = folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: inPackage(folder).path)) ?? []
      return names.filter { $0.hasSuffix(".md") && $0 != "CHANGELOG.md" }.sorted().map { folder + $0 }
    }
    return paths.compactMap { try? Page($0) }
  }()

  static let blocks = all.flatMap(\.blocks)
}
