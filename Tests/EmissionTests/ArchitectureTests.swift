import Foundation
import TestSupport
import Testing

/// Docs/Architecture.md says what is so.
@Suite struct ArchitectureTests {
  private let page: String

  init() throws { page = try Self.text(of: "Docs/Architecture.md") }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: inPackage(path), encoding: .utf8)
  }

  /// The lines of the first picture of a kind: `graph`, `stateDiagram-v2`.
  private func picture(_ kind: String) throws -> [Substring] {
    let fence = try #require(page.firstRange(of: "```mermaid\n\(kind)"))
    let rest = page[fence.upperBound...]
    let end = try #require(rest.firstRange(of: "```"))
    return rest[..<end.lowerBound].split(separator: "\n")
  }

  @Test func everyFileThatItNamesIsThere() {
    let paths = page.matches(of: /(?:Sources|Tests|Docs|Plugins|ci|generated)\/[\w+.\/-]*\w/).map(\.output)
    let links = page.matches(of: /\]\(([^)#]+)[^)]*\)/).map { "Docs/\($0.output.1)" }
    let examples = ["NAME", "touch-products"]
    let named = Set(paths.map(String.init) + links).filter { path in !examples.contains(where: path.contains)
    }
    #expect(named.count > 30)
    for path in named.sorted() {
      #expect(FileManager.default.fileExists(atPath: inPackage(path).path), "\(path)")
    }
  }

  /// What each target of `Sources` depends on.
  private static func manifest() throws -> [String: Set<String>] {
    let text = try Self.text(of: "Package.swift")
    // An entry of a table, or a target that is written out.
    let target = /"(\w+)"(?:: |,[^\[\n]*\s+dependencies: )\[([^\]]*)\]/
    var targets: [String: Set<String>] = [:]
    for match in text.matches(of: target) {
      let names = match.output.2.matches(of: /"(\w+)"/).map { String($0.output.1) }
      targets[String(match.output.1), default: []].formUnion(names)
    }
    let folders =
      try FileManager.default.contentsOfDirectory(atPath: inPackage("Sources").path)
      + FileManager.default.contentsOfDirectory(atPath: inPackage("Plugins").path)
    return targets.filter { (folders + ["DagsterNames"]).contains($0.key) }
  }

  private func everything(from target: String, in arrows: [String: Set<String>]) -> Set<String> {
    var (found, ahead) = (Set<String>(), arrows[target] ?? [])
    while let next = ahead.popFirst() {
      if found.insert(next).inserted { ahead.formUnion(arrows[next] ?? []) }
    }
    return found
  }

  @Test func thePictureOfModulesIsThatOfTheManifest() throws {
    var shown: [String: Set<String>] = [:]
    for line in try picture("graph") {
      guard let match = line.wholeMatch(of: /\s*(\w+) --> (\w+(?: & \w+)*)/) else { continue }
      shown[String(match.output.1), default: []]
        .formUnion(match.output.2.components(separatedBy: " & "))
    }
    let manifest = try Self.manifest()
    #expect(manifest.count > 20)
    for (target, dependencies) in manifest {
      // What an arrow leads to by way of another is not shown again.
      let direct = dependencies.filter { name in
        !dependencies.contains { $0 != name && everything(from: $0, in: manifest).contains(name) }
      }
      #expect(shown[target] ?? [] == direct, "\(target)")
    }
    #expect(Set(shown.keys).isSubset(of: manifest.keys))
  }

  @Test func thePictureOfStatesHasEveryPhase() throws {
    let source = try Self.text(of: "Sources/Attempt/AttemptMachine.swift")
    let start = try #require(source.firstRange(of: "enum Phase"))
    let body = source[start.upperBound...]
    let end = try #require(body.firstRange(of: "\n  }"))
    let phases = body[..<end.lowerBound].matches(of: /case (\w+)/).map { String($0.output.1) }
    var shown: Set<String> = []
    for line in try picture("stateDiagram-v2") {
      guard let match = line.prefixMatch(of: /\s*(\S+) --> ([\w\[\]*]+)/) else { continue }
      shown.formUnion([String(match.output.1), String(match.output.2)])
    }
    #expect(phases.count > 20)
    #expect(shown.subtracting(["[*]", "next"]) == Set(phases))
  }
}
