import CivilCalendar
import CodeLocations
import Diagnostics
import ExactText
import JobDSL
import Schema

/// Holds partition keys against what is known of those that there are. What can't be told from a lock is let through:
/// `plan` asks Dagster.
struct KeyCheck {
  private let partitions: DefinedPartitions
  private let owner: String

  init(_ partitions: DefinedPartitions, of owner: String) {
    self.partitions = partitions
    self.owner = owner
  }

  func issues(in selection: KeySelection, at path: Path) -> [Issue] {
    switch selection {
    case .all: return []
    case .keys(let keys):
      let list = path[\PartitionsForm.keys]
      return keys.enumerated().compactMap { issue(in: $1, at: list[$0]) }
    case .range(let range): return issues(in: range, at: path)
    case .ranges(let ranges):
      let list = path[\PartitionsForm.ranges]
      return ranges.enumerated().flatMap { issues(in: $1, at: list[$0]) }
    }
  }

  private func issues(in range: KeyRange, at path: Path) -> [Issue] {
    let ends: [(key: String, end: PartialKeyPath<KeyRange>)] = [
      (range.from, \.from), (range.through, \.through),
    ]
    return ends.compactMap { issue(in: $0.key, at: path[$0.end]) }
  }

  func issue(in key: String, at path: Path) -> Issue? {
    switch partitions {
    case .timeWindows(let windows):
      windows.fault(of: key).map {
        Issue(at: path, "expected a partition of \(owner), found \(quoted(key)): \($0.words)", hint: $0.hint)
      }
    case .static(let keys):
      keys.keys.flatMap { known in
        guard !known.containsExactly(key) else { return nil }
        let near = nearest(to: key, among: known).map { "did you mean \(quoted($0))?" }
        let all = known.count <= 12 ? known.map { quoted($0) }.joined(separator: ", ") : "\(known.count) keys"
        return Issue(
          at: path,
          "expected a partition of \(owner), found \(quoted(key))",
          hint: otherFormHint(of: key, among: known) ?? near ?? "it has \(all)"
        )
      }
    case .dynamic, .multi, .unknown: nil
    }
  }
}

extension DefinedWindows {
  /// Why there is no window of that key, as far as it can be told.
  fileprivate func fault(of key: String) -> (words: String, hint: String?)? {
    if isOrderedAsText, key.utf8.count >= (first ?? "").utf8.count {
      if let first, key.precedesExactly(first) { return ("the first is \(quoted(first))", nil) }
      if let last, last.precedesExactly(key), !isSecondOfTwo(key, as: last) {
        return ("the last is \(quoted(last))", nil)
      }
    }
    let weekday = PartitioningKind.daily.time(of: key)?.civil.weekday
    if holes.containsExactly(key) || weekday.map({ skippedWeekdays?.contains($0) == true }) == true {
      return ("Dagster leaves it out", nil)
    }
    guard isOrderedAsText, let first else { return nil }
    switch cadence {
    case "weekly": return weekFault(of: key, first)
    case "monthly":
      guard format.isExactly("%Y-%m-%d"), !key.suffix(3).elementsEqual(first.suffix(3)) else { return nil }
      return (
        "months begin on day \(first.suffix(2))",
        "did you mean \(quoted("\(key.dropLast(2))\(first.suffix(2))"))?"
      )
    case "hourly":
      guard format.isExactly("%Y-%m-%d-%H:%M"), key.utf8.count >= 16 else { return nil }
      let (minute, wanted) = (key.prefix(16).suffix(2), first.prefix(16).suffix(2))
      return minute == wanted ? nil : ("hours begin at minute \(wanted)", nil)
    case let expression?:
      guard let cron = Cron(expression), !cron.matches(key, format: format) else { return nil }
      return ("windows begin by the cron \(quoted(expression))", nil)
    case nil: return nil
    }
  }

  private func weekFault(of key: String, _ first: String) -> (words: String, hint: String?)? {
    guard format.isExactly("%Y-%m-%d"), let begin = PartitioningKind.weekly.time(of: first)?.civil.days,
      let time = PartitioningKind.weekly.time(of: key)?.civil.days
    else { return nil }
    let days = time - begin
    guard days % 7 != 0 else { return nil }
    return ("weeks begin \(days % 7) \(days % 7 == 1 ? "day" : "days") earlier", nil)
  }

  /// Whether keys are in the order of time when they are in that of their bytes.
  private var isOrderedAsText: Bool {
    var letters: [Character] = []
    var rest = format[...]
    while let sign = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: sign)...]
      guard let letter = rest.popFirst() else { return false }
      letters.append(letter)
    }
    return !letters.isEmpty && Array("YmdHMS").starts(with: letters)
  }

  /// The second of two hours that clocks show alike has its distance from UTC behind it.
  private func isSecondOfTwo(_ key: String, as last: String) -> Bool {
    key.utf8.count == last.utf8.count + 5 && key.hasPrefix(last)
  }
}
