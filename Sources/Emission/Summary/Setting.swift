import Diagnostics
import ExactText
import JobDSL
import YAML

/// One thing that a step says, as it stands in its document.
struct Setting: Hashable {
  enum Value: Hashable {
    case text(ExactString)
    /// A list of scalars, such as keys or assets.
    case list(Exact<[String]>)
  }

  /// From the command, such as `options.priority`.
  var path: Path
  var value: Value
}

extension Step {
  /// All of its settings, in the document's order.
  var settings: [Setting] {
    let metadata = Metadata(name: "x", owner: "x", reason: "x")
    let document = JobDocument(metadata: metadata, steps: [self])
    let command = document.path(ofStep: 0)
    // From the document itself, so that a new field is in the summary without a word about it here.
    guard let node = Reading(document.encoded(), file: "").root?[command] else { return [] }
    var settings: [Setting] = []
    Self.collect(node, at: .root, into: &settings)
    return settings
  }

  private static func collect(_ node: Node, at path: Path, into settings: inout [Setting]) {
    switch node.kind {
    case .scalar: settings.append(Setting(path: path, value: .text(ExactString(written(node)))))
    case .sequence where node.items.allSatisfy({ $0.kind == .scalar }):
      settings.append(Setting(path: path, value: .list(Exact(node.items.map(written)))))
    case .sequence:
      for (index, item) in node.items.enumerated() { collect(item, at: path[index], into: &settings) }
    case .mapping where node.count == 0: settings.append(Setting(path: path, value: .text("{}")))
    case .mapping: for (key, value) in node.pairs { collect(value, at: path[key.text], into: &settings) }
    }
  }

  /// With the quotes that tell "1" from 1.
  private static func written(_ node: Node) -> String {
    node.isQuoted && !node.text.contains("\n") ? "\"\(node.text)\"" : node.text
  }
}

extension Setting.Value {
  private static let shownItems = 5

  /// As code; a long list by its first items.
  var markdown: String {
    switch self {
    case .text(let text): Markdown.code(text.wrappedValue)
    case .list(let items): Self.listed(items.wrappedValue)
    }
  }

  /// What this list has that the other hasn't, or all of it where nothing is new.
  func markdown(besides other: Setting.Value?, sign: String) -> String {
    guard case .list(let items) = self, case .list(let others) = other else { return markdown }
    let known = others.wrappedValue.exact
    let new = items.wrappedValue.filter { !known.contains($0) }
    if new.isEmpty { return items.wrappedValue.exact == known ? markdown : "–" }
    return "\(sign) \(Self.listed(new))"
  }

  private static func listed(_ items: [String]) -> String {
    guard !items.isEmpty else { return Markdown.code("[]") }
    let shown = items.prefix(shownItems).map(Markdown.code).joined(separator: ", ")
    return items.count > shownItems ? "\(shown) and \(items.count - shownItems) more" : shown
  }
}
