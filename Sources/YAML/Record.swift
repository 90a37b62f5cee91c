/// One node of a document in 20 bytes.
///
/// The records of a document lie in one array in the order in which the nodes begin: a collection, then
/// everything in it. So the first child is the next record, and the next sibling is `end`.
struct Record {
  enum Style: UInt32 {
    case plain, quoted, block
  }

  /// Both counted from 1, in Unicode scalars.
  var line: UInt32
  var column: UInt32
  /// Bits 0–1 the kind, bits 2–3 the style, the other 28 the width in columns.
  private var shape: UInt32
  /// Of a scalar: where its text begins in the arena. Of a collection: the index after its last record.
  private var first: UInt32
  /// Of a scalar: the length of its text in bytes. Of a collection: the number of items or pairs.
  private var second: UInt32

  init(_ kind: Node.Kind, style: Style, at mark: Mark) {
    line = UInt32(truncatingIfNeeded: mark.line)
    column = UInt32(truncatingIfNeeded: mark.column)
    shape = kind.bits | style.rawValue << 2 | 1 << 4
    first = 0
    second = 0
  }

  var kind: Node.Kind {
    switch shape & 3 {
    case 0: .scalar
    case 1: .sequence
    default: .mapping
    }
  }

  var isScalar: Bool { shape & 3 == 0 }

  var style: Style { Style(rawValue: shape >> 2 & 3) ?? .plain }

  var isPlain: Bool { shape >> 2 & 3 == 0 }

  var width: Int {
    get { Int(shape >> 4) }
    set { shape = shape & 15 | UInt32(max(1, min(newValue, 1 << 28 - 1))) << 4 }
  }

  /// Where a scalar's text lies in the arena.
  var text: Range<Int> {
    get { isScalar ? Int(first)..<Int(first) + Int(second) : 0..<0 }
    set {
      first = UInt32(truncatingIfNeeded: newValue.lowerBound)
      second = UInt32(truncatingIfNeeded: newValue.count)
    }
  }

  var count: Int { isScalar ? 0 : Int(second) }

  /// The index after the last record of the node, which is at `index` itself.
  func end(at index: Int) -> Int { isScalar ? index + 1 : Int(first) }

  mutating func close(end: Int, count: Int) {
    first = UInt32(truncatingIfNeeded: end)
    second = UInt32(truncatingIfNeeded: count)
  }
}

/// A place in the source: line and column counted from 1, `index` the number of scalars before it.
struct Mark {
  var index: Int
  var line: Int
  var column: Int
}

extension Node.Kind {
  fileprivate var bits: UInt32 {
    switch self {
    case .scalar: 0
    case .sequence: 1
    case .mapping: 2
    }
  }
}
