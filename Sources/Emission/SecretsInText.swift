import Diagnostics
import JobDSL
import Schema
import YAML

/// Texts of a document in which a job's author has put a `Secret`.
///
/// The compiler only warns of it, and Dagster would run with what stands there in its place.
enum SecretsInText {
  /// - Parameter document: the bytes as they are written: nearly none has any, which is told without reading it.
  static func issues(in document: [UInt8]) -> [Issue] {
    guard holdsMark(document) else { return [] }
    return Reading(document, file: "").root.map { issues(in: $0, at: .root) } ?? []
  }

  private static func issues(in node: Node, at path: Path) -> [Issue] {
    switch node.kind {
    case .scalar: issues(in: node.text, at: path)
    case .sequence: node.items.enumerated().flatMap { issues(in: $1, at: path[$0]) }
    case .mapping:
      node.pairs.flatMap { key, value in
        issues(in: key.text, at: path[key.text]) + issues(in: value, at: path[key.text])
      }
    }
  }

  private static func issues(in text: String, at path: Path) -> [Issue] {
    guard text.contains(Secret.mark) else { return [] }
    return [
      Issue(
        at: path,
        "expected text, found a Secret in it, which has none: \(quoted(text))",
        hint: "pass the Secret itself to the setting that takes one"
      )
    ]
  }

  private static func holdsMark(_ document: [UInt8]) -> Bool {
    let mark = Array(Secret.mark.utf8)
    var rest = document[...]
    while let start = rest.firstIndex(of: mark[0]) {
      rest = rest[start...]
      if rest.starts(with: mark) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
