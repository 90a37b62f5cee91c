extension Node {
  /// The items of a sequence, in order; none for other values.
  public var items: Items { Items(of: self) }

  /// The pairs of a mapping, in order; none for other values.
  public var pairs: Pairs { Pairs(of: self) }

  /// The item with this number, counted from 0; `nil` where there is none.
  ///
  /// Looks at one item after the other, except where all of them are scalars.
  func item(at ordinal: Int) -> Node? {
    guard kind == .sequence, ordinal >= 0, ordinal < count else { return nil }
    let holdsScalarsAlone = record.end(at: index) == index + 1 + count
    if holdsScalarsAlone { return Node(document: document, index: index + 1 + ordinal) }
    return items.dropFirst(ordinal).first { _ in true }
  }

  /// The items of a sequence. Each is found from the one before it, whatever that contains.
  public struct Items: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var cursor: Int
    private let end: Int

    init(of node: Node) {
      document = node.document
      cursor = node.index + 1
      end = node.kind == .sequence ? node.record.end(at: node.index) : cursor
    }

    /// The next item, `nil` after the last.
    public mutating func next() -> Node? {
      guard cursor < end else { return nil }
      defer { cursor = document.records[cursor].end(at: cursor) }
      return Node(document: document, index: cursor)
    }
  }

  /// The pairs of a mapping. Each is found from the one before it, whatever that contains.
  public struct Pairs: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var cursor: Int
    private let end: Int

    init(of node: Node) {
      document = node.document
      cursor = node.index + 1
      end = node.kind == .mapping ? node.record.end(at: node.index) : cursor
    }

    /// The next pair, `nil` after the last.
    public mutating func next() -> (key: Node, value: Node)? {
      guard cursor < end else { return nil }
      let key = cursor
      let value = document.records[key].end(at: key)
      cursor = document.records[value].end(at: value)
      return (Node(document: document, index: key), Node(document: document, index: value))
    }
  }
}
