import YAML

extension Node {
  /// This value and all that it holds, keys included, in the order of the text.
  func forEachNode(_ body: (Node) -> Void) {
    body(self)
    for item in items { item.forEachNode(body) }
    for (key, value) in pairs {
      key.forEachNode(body)
      value.forEachNode(body)
    }
  }

  /// The value as the writer puts it; what readers disagree on as text.
  func written() -> [UInt8] {
    var writer = Writer()
    write(to: &writer)
    return writer.finish()
  }

  private func write(to writer: inout Writer) {
    switch kind {
    case .mapping:
      writer.beginMapping()
      for (key, value) in pairs {
        writer.key(key.text)
        value.write(to: &writer)
      }
      writer.endMapping()
    case .sequence:
      writer.beginSequence()
      for item in items { item.write(to: &writer) }
      writer.endSequence()
    case .scalar:
      switch scalar {
      case .string, .ambiguous: writer.string(text)
      case .null: writer.null()
      case .boolean(let value): writer.boolean(value)
      case .integer(let value): writer.integer(value)
      case .float(let value): writer.float(value)
      }
    }
  }

  /// Throws at the first difference between this value and what was read after it was written.
  func requireSame(as copy: Node) throws(Violation) {
    try require(
      kind == copy.kind && count == copy.count,
      "expected \(kindDescription) again, found \(copy.kindDescription)"
    )
    switch kind {
    case .scalar: try requireSameScalar(as: copy)
    case .sequence:
      for (item, other) in zip(items, copy.items) { try item.requireSame(as: other) }
    case .mapping:
      for (pair, other) in zip(pairs, copy.pairs) {
        try pair.key.requireSameScalar(as: other.key)
        try pair.value.requireSame(as: other.value)
      }
    }
  }

  /// Texts are compared by bytes: `==` takes canonically equivalent ones for the same.
  private func requireSameScalar(as copy: Node) throws(Violation) {
    let isText =
      switch scalar {
      case .string, .ambiguous: true
      default: false
      }
    let isSame =
      isText
      ? copy.scalar == .string && withUTF8 { text in copy.withUTF8 { text.elementsEqual($0) } }
      : scalar == copy.scalar
    try require(isSame, "expected \(found) again, found \(copy.found)")
  }
}
