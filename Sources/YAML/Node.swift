public import Diagnostics

/// A value in a document: cheap to copy, being a reference to the immutable document and an index.
///
/// Nothing is converted until it is asked for: `kind`, `position`, `count` and `scalar` cost next to
/// nothing, `text` makes a `String`, and `path` descends from the root.
public struct Node: Sendable {
  /// The three kinds of value that YAML has.
  public enum Kind: Sendable {
    case scalar, sequence, mapping
  }

  let document: Document
  let index: Int

  var record: Record { document.records[index] }

  /// Whether this is a scalar, a sequence or a mapping.
  public var kind: Kind { record.kind }

  /// Where the value begins: for a mapping in block style its first key, for a sequence its first dash.
  public var position: Position {
    let record = record
    return Position(line: Int(record.line), column: Int(record.column))
  }

  /// The number of columns to underline on the line where the value begins, at least 1.
  ///
  /// All of a value on one line; the first line of a longer scalar; the first key of a mapping in block
  /// style; 1 for a sequence in block style and for `{…}` or `[…]` over several lines.
  public var width: Int { record.width }

  /// The number of items of a sequence or of pairs of a mapping; 0 for a scalar.
  public var count: Int { record.count }

  /// The text of a scalar, escapes and folding resolved; `""` for others.
  public var text: String { document.text(of: record) }

  /// Gives the text of a scalar as UTF-8 without a copy; an empty buffer for others.
  ///
  /// The buffer must not be used after `body` returns.
  public func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    document.arena.withUTF8(record.text, body)
  }

  /// Whether a scalar is written in quotes or as a block (`|` or `>`), so that it is a string whatever it says.
  public var isQuoted: Bool {
    let record = record
    return record.isScalar && !record.isPlain
  }

  /// What a scalar means; `.string` for others.
  ///
  /// A plain scalar means something other than a string only where YAML 1.1 and YAML 1.2 agree.
  public var scalar: ScalarValue {
    let record = record
    guard record.isScalar, record.isPlain else { return .string }
    return document.arena.value(record.text)
  }

  /// The text of a scalar that is a string to every reader; `nil` for all else.
  public var string: String? {
    let record = record
    guard record.isScalar, !record.isPlain || document.arena.value(record.text).isString else { return nil }
    return document.arena.string(record.text)
  }

  /// The way from the root of the document to this value; a key has the path of its pair.
  ///
  /// Found by descending from the root, past every earlier sibling: for messages, not for loops.
  public var path: Path { document.path(to: index) }

  /// The value of `key` in a mapping: the first where it is written twice, `nil` where there is none.
  ///
  /// Looks at one key after the other.
  public subscript(key: String) -> Node? {
    for (candidate, value) in pairs where document.holds(key, in: candidate.record) { return value }
    return nil
  }

  /// The value that `path` leads to from here, `nil` where it leads nowhere.
  public subscript(path: Path) -> Node? {
    var node = self
    for component in path.components {
      let next: Node? =
        switch component {
        case .key(let key): node[key]
        case .index(let index): node.item(at: index)
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
