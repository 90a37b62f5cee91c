internal import Diagnostics

/// Makes the records of a document from what the parser finds, and checks what needs to be seen in order.
struct TreeBuilder {
  /// A collection that has begun and not ended.
  struct Frame {
    let index: Int
    let isMapping: Bool
    let isFlow: Bool
    var count = 0
    /// In a mapping: the key whose value comes next.
    var key: Int?
  }

  var source: Source
  let limits: Limits
  var problems: ProblemList
  private(set) var records: [Record] = []
  private(set) var arena: Arena
  private(set) var frames: [Frame] = []
  /// Nothing more is to be read, and what was read is not a whole tree.
  private(set) var isAbandoned = false

  init(source: Source, limits: Limits, problems: ProblemList) {
    self.source = source
    self.limits = limits
    self.problems = problems
    arena = Arena(capacity: source.bytes.count)
    records.reserveCapacity(min(limits.nodes, source.bytes.count / 16))
  }

  mutating func begin(_ kind: Node.Kind, isFlow: Bool, from start: Mark) {
    guard frames.count < limits.depth else {
      let message = "expected at most \(limits.depth) levels of nesting, found more"
      return abandon(at: start.position, message)
    }
    guard let index = add(Record(kind, style: isFlow ? .quoted : .block, at: start)) else { return }
    if isKey { refuseCollectionAsKey(kind, at: start) }
    frames.append(Frame(index: index, isMapping: kind == .mapping, isFlow: isFlow))
  }

  mutating func end(at end: Mark) {
    guard let frame = frames.popLast() else { return }
    let index = frame.index
    records[index].close(end: records.count, count: frame.count)
    if frame.isFlow {
      if end.line == Int(records[index].line) {
        records[index].width = end.column - Int(records[index].column)
      }
    } else if frame.isMapping, frame.count > 0, records[index].isAt(records[index + 1]) {
      records[index].width = records[index + 1].width
    }
    if frame.isMapping { refuseDuplicates(in: frame) }
    complete(index)
  }

  mutating func scalar(
    _ text: UnsafeBufferPointer<UInt8>,
    style: Record.Style,
    from start: Mark,
    to end: Mark
  ) {
    var record = Record(.scalar, style: style, at: start)
    record.text = arena.append(text)
    record.width =
      start.line == end.line && style != .block ? end.column - start.column : firstLine(of: style, at: start)
    guard let index = add(record) else { return }
    if isKey { checkKey(record) }
    complete(index)
  }

  /// Ends the reading without a tree.
  mutating func abandon(at position: Position, path: Path = .root, _ message: String, hint: String? = nil) {
    isAbandoned = true
    problems.add(at: position, path: path, message, hint: hint)
  }

  /// The finished document, `nil` where there is none.
  func finish(file: String) -> Document? {
    guard !isAbandoned, frames.isEmpty, !records.isEmpty else { return nil }
    return Document(file: file, records: records, arena: arena)
  }

  /// Whether the node that comes next, or has just been added, is a key.
  var isKey: Bool { frames.last.map { $0.isMapping && $0.key == nil } ?? false }

  /// The way to the node that comes next, or has just been added; to its mapping, where that is a key.
  ///
  /// For messages: long keys are cut, and the root is given once nobody will see the message.
  var path: Path {
    guard !problems.isFull else { return .root }
    return Path(
      frames.compactMap { frame in
        guard frame.isMapping else { return .index(frame.count) }
        guard let key = frame.key, records[key].isScalar else { return nil }
        return .key(arena.string(records[key].text, upTo: 240))
      }
    )
  }

  private mutating func add(_ record: Record) -> Int? {
    guard records.count < limits.nodes else {
      let message = "expected at most \(limits.nodes) values, found more"
      abandon(at: record.position, path: path, message)
      return nil
    }
    records.append(record)
    return records.count - 1
  }

  /// Counts the node at `index` for what it is in.
  private mutating func complete(_ index: Int) {
    guard !frames.isEmpty else { return }
    let last = frames.count - 1
    if frames[last].isMapping, frames[last].key == nil {
      frames[last].key = index
    } else {
      frames[last].key = nil
      frames[last].count += 1
    }
  }

  /// The columns of the first line of a text over several: of a block, its `|-` alone.
  private mutating func firstLine(of style: Record.Style, at start: Mark) -> Int {
    let offset = source.offset(of: start.index)
    let end = source.endOfLine(from: offset)
    if style == .block {
      // The indicators, and no comment.
      let header = source.bytes[offset..<end].prefix { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "#") }
      return header.count
    }
    return source.columns(offset..<end)
  }
}

extension Record {
  fileprivate func isAt(_ other: Record) -> Bool { line == other.line && column == other.column }
}

extension Mark {
  var position: Position { Position(line: line, column: column) }
}
