import Contract
import ExactText

/// What is different between what was approved and what would happen now.
package struct PlanDifference: Hashable, Sendable {
  /// One thing a line, such as `step 1, orders: materialized meanwhile: 2024-03-02`.
  package let lines: [String]

  /// How many partitions are named of each kind of change.
  private static let limit = 10

  package init(from approved: JobEffect, to present: JobEffect) {
    var lines: [String] = []
    if approved.job != present.job {
      lines.append("it was approved for the job \(approved.job), and this is \(present.job)")
    }
    if approved.document != present.document {
      lines.append(
        "the document is another one: \(approved.document) was approved, this is \(present.document)"
      )
    }
    let before = Dictionary(approved.steps.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    let after = Dictionary(present.steps.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    for index in Set(before.keys).union(after.keys).sorted() {
      let name = "step \(StepNumber(at: index))"
      switch (before[index], after[index]) {
      case (.some(let old), .some(let new)): lines += Self.lines(from: old, to: new, name: name)
      case (.some, nil): lines.append("\(name): it is done or under way by now")
      case (nil, _): lines.append("\(name): it would be launched, which was not in the plan")
      }
    }
    if approved.version != present.version {
      lines.append("its format is \(approved.version), and this runner's is \(present.version): plan again")
    }
    self.lines = lines
  }

  private static func lines(from old: StepEffect, to new: StepEffect, name: String) -> [String] {
    var lines: [String] = []
    if (old.command, old.job, old.onlyMissing) != (new.command, new.job, new.onlyMissing) {
      lines.append("\(name): it is another command: \(old.command) was approved, this is \(new.command)")
    }
    if old.configuration != new.configuration {
      lines.append("\(name): its run configuration has changed")
    }
    let before = Dictionary(old.assets.map { (ExactString($0.asset), $0) }, uniquingKeysWith: { $1 })
    let after = Dictionary(new.assets.map { (ExactString($0.asset), $0) }, uniquingKeysWith: { $1 })
    for asset in Set(before.keys).union(after.keys).sorted() {
      switch (before[asset], after[asset]) {
      case (.some(let old), .some(let new)):
        lines += Self.lines(from: old, to: new, name: "\(name), \(asset)")
      case (.some, nil): lines.append("\(name), \(asset): it is not materialized any more")
      case (nil, _): lines.append("\(name), \(asset): it is materialized, which was not in the plan")
      }
    }
    lines += changes(from: old.changes ?? [], to: new.changes ?? []).map { "\(name)\($0)" }
    let (was, becomes) = (old.reactions.exact, new.reactions.exact)
    lines += becomes.subtracting(was).sorted().map { "\(name): reacts now: \($0)" }
    return lines + was.subtracting(becomes).sorted().map { "\(name): doesn't react any more: \($0)" }
  }

  /// A number of a rehearsal that is another one is told as such, and anything else as what is there on one side alone.
  private static func changes(from old: [String], to new: [String]) -> [String] {
    let figures = old.compactMap(RehearsedFigure.init(change:))
    var lines: [String] = []
    var (did, does) = (old.exact, new.exact)
    for figure in new.compactMap(RehearsedFigure.init(change:)) {
      guard let before = figures.first(where: { $0.label.isExactly(figure.label) }),
        before.number != figure.number
      else { continue }
      lines.append(", its rehearsal: \(figure.difference(from: before))")
      did.remove(ExactString(before.change))
      does.remove(ExactString(figure.change))
    }
    return lines + does.subtracting(did).sorted().map { ": now: \($0)" }
      + did.subtracting(does).sorted().map { ": no more: \($0)" }
  }

  private static func lines(from old: AssetEffect, to new: AssetEffect, name: String) -> [String] {
    var lines: [String] = []
    if old.policy != new.policy {
      lines.append("\(name): its runs are split differently: \(old.policy) was approved, now \(new.policy)")
    }
    switch (old.isMaterialized, new.isMaterialized) {
    case (false, true): lines.append("\(name): materialized meanwhile, so that it would be overwritten")
    case (true, false): lines.append("\(name): not materialized any more")
    case (nil, .some), (.some, nil): lines.append("\(name): its partitioning has changed")
    default: break
    }
    let (oldNew, oldOver) = ((old.new ?? []).exact, (old.overwritten ?? []).exact)
    let (newNew, newOver) = ((new.new ?? []).exact, (new.overwritten ?? []).exact)
    let (was, becomes) = (oldNew.union(oldOver), newNew.union(newOver))
    let changes: [(String, Set<ExactString>)] = [
      ("materialized meanwhile, so that they would be overwritten", newOver.intersection(oldNew)),
      ("not materialized any more", newNew.intersection(oldOver)),
      ("not targeted any more", was.subtracting(becomes)),
      ("targeted now", becomes.subtracting(was)),
    ]
    return lines
      + changes.compactMap { what, keys in keys.isEmpty ? nil : "\(name): \(what): \(listed(keys))" }
  }

  private static func listed(_ keys: Set<ExactString>) -> String {
    let shown = keys.texts.prefix(limit).joined(separator: ", ")
    return keys.count > limit ? "\(shown) and \(keys.count - limit) more" : shown
  }
}
