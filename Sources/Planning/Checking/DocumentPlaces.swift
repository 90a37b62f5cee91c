package import Diagnostics
package import Schema
package import YAML

/// Where things stand in a document's file.
package struct DocumentPlaces: Sendable {
  let root: Node?
  let file: String

  package init(root: Node?, file: String) {
    self.root = root
    self.file = file
  }

  package func diagnostic(_ issue: Issue) -> Diagnostic {
    guard var diagnostic = node(at: issue.path)?.diagnostic(issue.message, hint: issue.hint) else {
      return Diagnostic(file: file, position: nil, path: issue.path, message: issue.message, hint: issue.hint)
    }
    diagnostic.path = issue.path
    return diagnostic
  }

  /// The node at the path, or the nearest one above it.
  private func node(at path: Path) -> Node? {
    var path = path
    while !path.components.isEmpty {
      if let node = root?[path] { return node }
      path.components.removeLast()
    }
    return root
  }
}
