import Diagnostics
import Schema

/// What can be said about partition keys without asking a server: their form, their order, repetitions.
struct KeyRules {
  let kind: PartitioningKind

  func issues(in selection: KeySelection) -> [Issue] {
    switch selection {
    case .all: []
    case .keys(let keys): malformed(keys) + repeated(keys)
    case .range(let range): issues(in: range, at: .root)
    case .ranges(let ranges):
      ranges.enumerated().flatMap { issues(in: $1, at: .root["ranges"][$0]) } + overlapping(ranges)
    }
  }

  /// What a key of this kind looks like; `nil` where any text may be one.
  private var format: TimeFormat? {
    switch kind {
    case .daily: .day
    case .hourly: .hour
    case .weekly: .week
    case .monthly: .month
    case .static, .dynamic, .multi: nil
    }
  }

  private func malformed(_ keys: [String]) -> [Issue] {
    keys.enumerated().compactMap { malformed($1, at: .root["keys"][$0]) }
  }

  private func malformed(_ key: String, at path: Path) -> Issue? {
    if let format {
      return format.matches(key) ? nil : Issue(at: path, "expected \(format.noun), found \"\(key)\"")
    }
    return isPlain(key)
      ? nil : Issue(at: path, "expected a partition key without control characters, found \"\(key)\"")
  }

  private func isPlain(_ key: String) -> Bool {
    !key.isEmpty && !key.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  private func repeated(_ keys: [String]) -> [Issue] {
    var first: [String: Int] = [:]
    first.reserveCapacity(keys.count)
    return keys.enumerated().compactMap { index, key in
      guard let earlier = first.updateValue(index, forKey: key) else { return nil }
      return Issue(
        at: .root["keys"][index],
        "expected each key once, found \"\(key)\" again: it is keys[\(earlier)]"
      )
    }
  }

  private func issues(in range: KeyRange, at path: Path) -> [Issue] {
    let bad = [(range.from, "from"), (range.through, "through")].compactMap {
      malformed($0, at: path[$1])
    }
    // The formats are fixed-width, so that text order is time order; other keys have an order of the server's.
    guard bad.isEmpty, format != nil, range.from > range.through else { return bad }
    return [
      Issue(
        at: path["from"],
        "expected a range from the earlier to the later key, found \"\(range.from)\" after \"\(range.through)\""
      )
    ]
  }

  private func overlapping(_ ranges: [KeyRange]) -> [Issue] {
    guard format != nil else { return [] }
    let ordered = ranges.enumerated().sorted { $0.element.from < $1.element.from }
    return zip(ordered, ordered.dropFirst()).compactMap { before, after in
      guard after.element.from <= before.element.through else { return nil }
      return Issue(
        at: .root["ranges"][after.offset],
        "expected ranges that don't overlap, found this one beginning within ranges[\(before.offset)]"
      )
    }
  }
}
