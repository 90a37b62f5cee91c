import Diagnostics
package import Schema
import YAML

extension ConfigValue {
  /// What a run configuration written in Swift can be, and no document can say.
  package var configIssues: [Issue] {
    guard case .map = self else {
      return [Issue("expected a mapping, found \(kindDescription)", hint: "ops: {NAME: {config: …}}")]
    }
    var issues: [Issue] = []
    collectIssues(at: .root, in: &issues)
    return issues
  }

  private func collectIssues(at path: Path, in issues: inout [Issue]) {
    switch self {
    case .null, .boolean, .integer: break
    case .string(let text): issues += Self.hidden(in: text, at: path)
    case .float(let value):
      guard !value.isFinite else { return }
      let written = value.isNaN ? ".nan" : value < 0 ? "-.inf" : ".inf"
      issues.append(
        Issue(
          at: path,
          "expected a value that every YAML reader takes alike, found \(written)",
          hint: "\(Ambiguity.notFinite.description); text goes in quotes"
        )
      )
    case .list(let items):
      for (index, item) in items.enumerated() { item.collectIssues(at: path[index], in: &issues) }
    case .map(let entries):
      var keys: Set<[UInt8]> = []
      for entry in entries {
        if !keys.insert(Array(entry.key.utf8)).inserted {
          issues.append(Issue(at: path[entry.key], "expected a new key, found \(quoted(entry.key)) again"))
        }
        issues += Self.hidden(in: entry.key, at: path[entry.key])
        entry.value.collectIssues(at: path[entry.key], in: &issues)
      }
    }
  }

  /// Control characters are data here, such as the byte between two columns: a document shows them as escapes.
  static func hidden(in text: String, at path: Path = .root) -> [Issue] {
    hiddenIssues(in: text, except: controls).map { Issue(at: path, $0.message, hint: $0.hint) }
  }

  private static let controls = Set((0..<0xA0).compactMap(Unicode.Scalar.init).filter(\.isHidden))

  /// For errors: what was found.
  package var kindDescription: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .float(let value): "\(value)"
    case .string(let text): quoted(text)
    case .list: "a sequence"
    case .map: "a mapping"
    }
  }
}
