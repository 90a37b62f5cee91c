internal import Diagnostics

/// What the nodes of one document refer to. Immutable, so that nodes may go anywhere.
final class Document: Sendable {
  let file: String
  let records: [Record]
  let arena: Arena

  init(file: String, records: [Record], arena: Arena) {
    self.file = file
    self.records = records
    self.arena = arena
  }

  func text(of record: Record) -> String {
    arena.string(record.text)
  }

  func holds(_ text: String, in record: Record) -> Bool {
    record.isScalar && arena.equals(record.text, text)
  }

  /// The way from the root to the record at `target`; to the pair, where that is a key or inside of one.
  func path(to target: Int) -> Path {
    var path = Path.root
    var index = 0
    while index < target {
      let record = records[index]
      guard !record.isScalar, let step = step(into: index, towards: target) else { break }
      if let component = step.component { path.components.append(component) }
      index = step.index
    }
    return path
  }

  private func step(into parent: Int, towards target: Int) -> (component: Path.Component?, index: Int)? {
    let end = records[parent].end(at: parent)
    let isMapping = records[parent].kind == .mapping
    var child = parent + 1
    var ordinal = 0
    while child < end {
      let key = records[child]
      if isMapping {
        let value = key.end(at: child)
        let next = records[value].end(at: value)
        if target < next {
          return (key.isScalar ? .key(text(of: key)) : nil, target < value ? child : value)
        }
        child = next
      } else {
        let next = key.end(at: child)
        if target < next { return (.index(ordinal), child) }
        child = next
      }
      ordinal += 1
    }
    return nil
  }
}
