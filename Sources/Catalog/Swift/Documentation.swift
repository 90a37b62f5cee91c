package import CodeLocations
import Diagnostics
import ExactText
import JobDSL

extension DefinedAsset {
  /// What an editor shows of it, a line each.
  var documentation: [String] {
    var facts = [partitions?.summary ?? "not partitioned"]
    if let policy { facts.append(policy.summary) }
    if !isMaterializable { facts.append("a source: nothing materializes it") }
    if !checks.isEmpty { facts.append("checks: \(checks.joined(separator: ", "))") }
    return ["`\(key.inComment)`: \(facts.joined(separator: "; ").inComment)."]
      + (description?.paragraph ?? [])
  }
}

extension DefinedJob {
  var documentation: [String] {
    ["`\(name.inComment)`: \((partitions?.summary ?? "not partitioned").inComment)."]
      + (description?.paragraph ?? [])
  }
}

extension DefinedInstigator {
  var documentation: [String] {
    let times = cron.map { ": \($0)\(timezone.map { " (\($0))" } ?? "")".inComment } ?? ""
    let launches =
      jobs.isEmpty ? "" : "\(times.isEmpty ? ":" : ";") launches \(jobs.joined(separator: ", ").inComment)"
    return ["`\(name.inComment)`\(times)\(launches)."]
  }
}

extension String {
  /// The first paragraph, on one line below the facts.
  fileprivate var paragraph: [String] {
    let lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.drop(while: \.isWhitespace) }.drop(while: \.isEmpty).prefix { !$0.isEmpty }
    let text = lines.joined(separator: " ").inComment
    return text.isEmpty ? [] : ["", text]
  }
}

extension DefinedPolicy {
  var summary: String {
    switch (type, maxPartitionsPerRun) {
    case ("SINGLE_RUN", _): "one run for all partitions"
    case (_, let limit?): "runs of at most \(counted(limit, "partition"))"
    default: "runs of several partitions"
    }
  }
}

extension DefinedPartitions {
  /// In words: `daily from 2024-01-01 (Europe/Berlin)`.
  package var summary: String {
    switch self {
    case .timeWindows(let windows): windows.summary
    case .static(let keys):
      keys.keys.map { "static, \($0.count <= 8 ? $0.joined(separator: ", ") : "\($0.count) keys")" }
        ?? "static, \(counted(keys.count, "key"))"
    case .dynamic(let name): name.map { "dynamic, \"\($0)\"" } ?? "dynamic"
    case .multi(let dimensions):
      dimensions.map { "\($0.name) (\($0.partitions.summary))" }.joined(separator: " and ")
    case .unknown(let type): "partitions of the kind \(type)"
    }
  }
}

extension DefinedWindows {
  fileprivate var summary: String {
    let name =
      cadence.map { PartitioningKind(rawValue: $0)?.timeFormat == nil ? "windows by the cron \"\($0)\"" : $0 }
      ?? "windows"
    var text = name
    if kind == .timeWindow { text += " spelled \(format)" }
    if let first { text += " from \(first)" }
    if let last { text += " through \(last)" }
    if endOffset != 0 { text += ", \(endOffset > 0 ? "+" : "")\(endOffset) at the end" }
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    if let skippedWeekdays {
      let days = skippedWeekdays.filter { (1...7).contains($0) }.map { "\(names[$0 - 1])s" }
      text += ", without \(days.joined(separator: " and "))"
    }
    let holes = holeCount ?? self.holes.count
    if holes > 0 {
      text += ", without \(holes == 1 && holeCount == nil ? self.holes[0] : "\(holes) of them")"
    }
    if let timezone { text += " (\(timezone))" }
    return text
  }
}
