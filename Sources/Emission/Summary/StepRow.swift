import Contract
import Diagnostics
import JobDSL

/// A step as a line of a table, all of it Markdown.
struct StepRow {
  static let heading = ["step", "command", "on", "partitions", "first", "last", "settings", "conditions"]
  private static let shownSettings = 20

  let cells: [String]

  init(_ step: Step, at index: Int) {
    let subject = step.command.subject
    let extent = subject.extent
    cells = [
      "\(StepNumber(at: index))", step.keyword, subject.markdown, extent?.countText ?? "–",
      extent?.ends.map { Markdown.code($0.first) } ?? "–", extent?.ends.map { Markdown.code($0.last) } ?? "–",
      Self.settings(of: step), Self.conditions(of: step),
    ]
  }

  /// What no other column has.
  private static func settings(of step: Step) -> String {
    let elsewhere: Set = [
      "asset", "assets", "job", "location", "partition", "partitions", "requires", "atMost", "overwrites",
      "only", "ensures", "runs",
    ]
    let others = step.settings.filter { setting in
      guard case .key(let key) = setting.path.components.first else { return true }
      return !elsewhere.contains(key)
    }
    var lines = others.prefix(shownSettings).map { setting in
      "\(Markdown.code("\(setting.path)")): \(setting.value.markdown)"
    }
    if others.count > shownSettings { lines.append("and \(others.count - shownSettings) more") }
    return lines.isEmpty ? "–" : lines.joined(separator: "<br>")
  }

  private static func conditions(of step: Step) -> String {
    // A figure's name is anybody's text.
    let meanings =
      step.conditions.listed.map(\.condition.meaning) + step.expected.map { Markdown.code($0.meaning) }
    return meanings.isEmpty ? "–" : meanings.joined(separator: "<br>")
  }
}

extension Subject {
  /// Its assets or its job.
  fileprivate var markdown: String {
    switch object {
    case .assets(let keys): keys.map(Markdown.code).joined(separator: "<br>")
    case .runs(let ids): ids.map(Markdown.code).joined(separator: "<br>")
    case .automations(let automations): automations.map { Markdown.code($0.text) }.joined(separator: "<br>")
    case .words(let text): Markdown.code(onOneLine(text))
    case .job(let name, let location): "job \(Markdown.code(name)) of \(Markdown.code(location))"
    }
  }
}

extension PartitionExtent {
  /// `31`, `3 × 2 = 6`, `1 × all`, `all`.
  fileprivate var countText: String {
    let product = factors.map { $0.map(String.init) ?? "all" }.joined(separator: " × ")
    let counted = factors.count > 1 ? count.map { "\(product) = \($0)" } ?? product : product
    return isByTheClock ? "\(counted) by the clock" : counted
  }
}
