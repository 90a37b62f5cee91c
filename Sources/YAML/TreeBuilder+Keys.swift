internal import Diagnostics

extension TreeBuilder {
  /// Refuses a key that is not text to every reader.
  mutating func checkKey(_ key: Record) {
    switch key.style {
    case .quoted: return
    case .block:
      refuse(
        key,
        "expected a plain or quoted key, found a block",
        hint: "write the key on one line, in quotes"
      )
    case .plain:
      let value = arena.value(key.text)
      if value != .string { refuse(key, as: value) }
    }
  }

  private mutating func refuse(_ key: Record, as value: ScalarValue) {
    let text = arena.string(key.text, upTo: 240)
    let inQuotes = "write \(quoted(text))"
    switch value {
    case .null where text.isEmpty:
      refuse(key, "expected a key, found nothing", hint: "write the key before the colon")
    case .ambiguous(.merge):
      let hint = "write out what is to be merged"
      refuse(key, "expected a key that is a string, found <<, a merge key in YAML 1.1", hint: hint)
    case .ambiguous(let ambiguity):
      let found = "\(text.cut(to: 60)), \(ambiguity)"
      refuse(key, "expected a key that is a string, found \(found)", hint: inQuotes)
    default:
      refuse(key, "expected a key that is a string, found \(text.cut(to: 60))", hint: inQuotes)
    }
  }

  private mutating func refuse(_ key: Record, _ message: String, hint: String) {
    problems.add(at: key.position, width: key.width, path: path, message, hint: hint)
  }

  mutating func refuseCollectionAsKey(_ kind: Node.Kind, at mark: Mark) {
    let found = kind == .mapping ? "a mapping" : "a sequence"
    problems.add(
      at: mark.position,
      path: path,
      "expected a key that is a string, found \(found)",
      hint: "put text in quotes if it begins with { or ["
    )
  }
}

extension TreeBuilder {
  /// Refuses each key that an earlier pair of the same mapping has.
  mutating func refuseDuplicates(in frame: Frame) {
    if frame.count <= 8 {
      compareKeys(in: frame)
    } else {
      hashKeys(in: frame)
    }
  }

  private mutating func compareKeys(in frame: Frame) {
    var key = frame.index + 1
    for ordinal in 0..<frame.count {
      var earlier = frame.index + 1
      for _ in 0..<ordinal {
        if isSameKey(earlier, key) {
          refuse(duplicate: key, of: earlier)
          break
        }
        earlier = keyAfter(earlier)
      }
      key = keyAfter(key)
    }
  }

  /// An open-addressing table of the keys' records, at most half full: linear in the number of pairs.
  private mutating func hashKeys(in frame: Frame) {
    var capacity = 16
    while capacity < frame.count * 2 { capacity *= 2 }
    var table = [UInt32](repeating: 0, count: capacity)
    var key = frame.index + 1
    for _ in 0..<frame.count {
      if records[key].isScalar { enter(key, in: &table) }
      key = keyAfter(key)
    }
  }

  private mutating func enter(_ key: Int, in table: inout [UInt32]) {
    var slot = arena.hash(records[key].text) & (table.count - 1)
    while table[slot] != 0 {
      let earlier = Int(table[slot])
      if isSameKey(earlier, key) { return refuse(duplicate: key, of: earlier) }
      slot = (slot + 1) & (table.count - 1)
    }
    table[slot] = UInt32(truncatingIfNeeded: key)
  }

  private func keyAfter(_ key: Int) -> Int {
    let value = records[key].end(at: key)
    return records[value].end(at: value)
  }

  private func isSameKey(_ left: Int, _ right: Int) -> Bool {
    records[left].isScalar && records[right].isScalar && arena.equals(records[left].text, records[right].text)
  }

  private mutating func refuse(duplicate key: Int, of first: Int) {
    let text = arena.string(records[key].text, upTo: 240)
    let earlier = records[first].position
    problems.add(
      at: records[key].position,
      width: records[key].width,
      path: path[text],
      "expected a new key, found \(quoted(text)) again, "
        + "first written at \(earlier.line):\(earlier.column)",
      hint: "remove one of the two"
    )
  }
}

extension Record {
  var position: Position { Position(line: Int(line), column: Int(column)) }
}
