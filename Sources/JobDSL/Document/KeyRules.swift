import Diagnostics
import Schema

/// What can be said about partition keys without asking a server: their form, their order, repetitions.
struct KeyRules {
  let kind: PartitioningKind

  /// What is wrong with the key of a command for one partition.
  static func issues(in key: String?, of partitioning: NotInDocument<PartitioningKind>) -> [Issue] {
    guard let key, let kind = partitioning.value, !key.allSatisfy(\.isWhitespace) else { return [] }
    return [KeyRules(kind: kind).malformed(key, TimeFormat(kind), at: .root["partition"])].compactMap(\.self)
  }

  func issues(in selection: KeySelection) -> [Issue] {
    switch selection {
    case .all: []
    case .keys(let keys): malformed(keys) + repeated(keys)
    case .range(let range): issues(in: range, at: .root)
    case .ranges(let ranges):
      ranges.enumerated().flatMap { issues(in: $1, at: .root["ranges"][$0]) } + overlapping(ranges)
    }
  }

  private var format: TimeFormat? { TimeFormat(kind) }

  private func malformed(_ keys: [String]) -> [Issue] {
    let format = format
    return keys.indices.compactMap { malformed(keys[$0], format, at: .root["keys"][$0]) }
  }

  /// - Parameter path: made for a bad key alone: there may be a hundred thousand good ones.
  private func malformed(_ key: String, _ format: TimeFormat?, at path: @autoclosure () -> Path) -> Issue? {
    if let format {
      return format.matches(key) ? nil : Issue(at: path(), "expected \(format.noun), found \(quoted(key))")
    }
    return isPlain(key)
      ? nil : Issue(at: path(), "expected a partition key without control characters, found \(quoted(key))")
  }

  private func isPlain(_ key: String) -> Bool {
    !key.isEmpty && !key.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  private func repeated(_ keys: [String]) -> [Issue] {
    // In a list that ascends, as most do, none can be there twice: then they need not be remembered.
    if zip(keys, keys.dropFirst()).allSatisfy(<) { return [] }
    var first: [String: Int] = [:]
    first.reserveCapacity(keys.count)
    return keys.enumerated().compactMap { index, key in
      guard let earlier = first.updateValue(index, forKey: key) else { return nil }
      return Issue(
        at: .root["keys"][index],
        "expected each key once, found \(quoted(key)) again: it is keys[\(earlier)]"
      )
    }
  }

  private func issues(in range: KeyRange, at path: Path) -> [Issue] {
    let bad = [(range.from, "from"), (range.through, "through")].compactMap {
      malformed($0, format, at: path[$1])
    }
    // The formats are fixed-width, so that text order is time order; other keys have an order of the server's.
    guard bad.isEmpty, format != nil, range.from > range.through else { return bad }
    return [
      Issue(
        at: path["from"],
        "expected a range from the earlier to the later key, found \(quoted(range.from)) after \(quoted(range.through))"
      )
    ]
  }

  private func overlapping(_ ranges: [KeyRange]) -> [Issue] {
    guard let format else { return [] }
    let wellFormed = ranges.enumerated().filter { _, range in
      format.matches(range.from) && format.matches(range.through) && range.from <= range.through
    }
    var issues: [Issue] = []
    // The range that reaches furthest of those before: a long one may overlap more than the next.
    var furthest: (offset: Int, through: String)?
    for (offset, range) in wellFormed.sorted(by: { $0.element.from < $1.element.from }) {
      if let furthest, range.from <= furthest.through {
        issues.append(
          Issue(
            at: .root["ranges"][offset],
            "expected ranges that don't overlap, found this one beginning within ranges[\(furthest.offset)]"
          )
        )
      }
      if range.through > furthest?.through ?? "" { furthest = (offset, range.through) }
    }
    return issues
  }
}
