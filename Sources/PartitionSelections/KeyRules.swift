import CivilCalendar
package import Diagnostics
import ExactText
package import Schema

/// What can be said about partition keys without asking a server: their form, their order, repetitions.
package struct KeyRules {
  let kind: PartitioningKind

  package init(kind: PartitioningKind) { self.kind = kind }

  /// What is wrong with a key as one of time, beside what holds for any key.
  package func timeIssue(in key: String, at place: Path) -> Issue? {
    let format = format
    let isFine = key.allSatisfy(\.isWhitespace) || format == nil || isWellFormed(key, format)
    return isFine ? nil : malformed(key, format, at: place)
  }

  package func issues(in selection: KeySelection) -> [Issue] {
    switch selection {
    case .all: return []
    case .keys(let keys): return issues(in: keys, at: .root[\PartitionsForm.keys])
    case .range(let range): return issues(in: range, at: .root)
    case .ranges(let ranges):
      let list = Path.root[\PartitionsForm.ranges]
      return ranges.enumerated().flatMap { issues(in: $1, at: list[$0]) } + overlapping(ranges, in: list)
    }
  }

  private var format: TimeFormat? { TimeFormat(kind) }

  /// What a key looks like, as far as a regular expression can say it.
  package var keyConstraint: Constraint {
    .matches(
      format?.pattern ?? #"^[^\u0000-\u001F\u007F-\u009F]+$"#,
      noun: format?.noun ?? Self.plainNoun("")
    )
  }

  package func issues(in keys: [String], at list: Path) -> [Issue] {
    let format = format
    var issues: [Issue] = []
    // The path is made for a bad key alone: there may be a hundred thousand good ones.
    for (index, key) in keys.enumerated() where !isWellFormed(key, format) {
      issues.append(malformed(key, format, at: list[index]))
    }
    return issues
  }

  private func malformed(_ key: String, _ format: TimeFormat?, at path: Path) -> Issue {
    let expected = format?.noun ?? Self.plainNoun(key)
    return Issue(at: path, "expected \(expected), found \(quoted(key))", hint: format?.hint(for: key))
  }

  private func isWellFormed(_ key: String, _ format: TimeFormat?) -> Bool {
    format.map { $0.matches(key) } ?? Self.isPlain(key)
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty && key.firstHidden() == nil
  }

  private static func plainNoun(_ key: String) -> String {
    let isControl = key.firstHidden().map { $0.properties.generalCategory == .control } ?? true
    return "a partition key without \(isControl ? "control" : "invisible") characters"
  }

  /// What is wrong with a single key, whatever the kind.
  package static func issues(in key: String) -> [Issue] {
    isPlain(key) || key.allSatisfy(\.isWhitespace)
      ? [] : [Issue("expected \(plainNoun(key)), found \(quoted(key))")]
  }

  private func issues(in range: KeyRange, at path: Path) -> [Issue] {
    let ends: [(String, PartialKeyPath<KeyRange>)] = [(range.from, \.from), (range.through, \.through)]
    let bad = ends.filter { !isWellFormed($0.0, format) }.map { malformed($0, format, at: path[$1]) }
    // The formats are fixed-width, so that text order is time order; other keys have an order of the server's.
    guard bad.isEmpty, format != nil, range.from > range.through else { return bad }
    return [
      Issue(
        at: path[\KeyRange.from],
        "expected a range from the earlier to the later key, found \(quoted(range.from)) after \(quoted(range.through))"
      )
    ]
  }

  private func overlapping(_ ranges: [KeyRange], in list: Path) -> [Issue] {
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
            at: list[offset],
            "expected ranges that don't overlap, found this one beginning within ranges[\(furthest.offset)]"
          )
        )
      }
      if range.through > furthest?.through ?? "" { furthest = (offset, range.through) }
    }
    return issues
  }
}
