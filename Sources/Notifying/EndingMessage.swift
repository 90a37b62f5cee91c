import Contract
import Diagnostics
import JSONTree
import Ledger
import Reporting

/// An ending as Slack and what is like it take it: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
///
/// What comes from documents, people and Dagster stands in it as code, in which nothing is a mention, a link or a format.
struct EndingMessage {
  private let ending: Ending
  private var record: Record { ending.record }

  init(_ ending: Ending) { self.ending = ending }

  /// `{"text": …, "blocks": […]}`: the text is for notifications, and for servers that know no blocks.
  var json: JSONValue {
    let sections = sections
    let blocks = sections.map { text -> JSONValue in
      ["type": "section", "text": ["type": "mrkdwn", "text": .string(text), "verbatim": true]]
    }
    return ["text": .string(sections.joined(separator: "\n\n")), "blocks": .array(blocks)]
  }

  /// Slack takes 3,000 characters of each, and 50 of them. No line that is made here is as long.
  private static let sectionLimit = 2_900
  private static let mostSections = 50
  private static let stepLimit = 40

  var sections: [String] {
    let all =
      Self.joined(heading) + [ending.explanation.map(Self.block)].compactMap(\.self) + Self.joined(onward)
      + Self.joined(steps) + Self.joined(earlier)
    return Array(all.prefix(Self.mostSections))
  }

  private var heading: [String] {
    let attempt = ending.attempt
    var first = "*\(Self.escaped(record.job))* \(words(for: ending.outcome))"
    if let time = attempt.flatMap(Self.time) { first += " after \(time)" }
    let provenance = attempt?.provenance
    let particulars: [(String, String?)] = [
      ("started by", provenance?.actor), ("approved by", provenance?.approver), ("why", provenance?.reason),
      ("commit", provenance?.commit),
    ]
    let known = particulars.compactMap { name, value in value.map { "\(name) \(Self.code($0))" } }
    let number = attempt.flatMap { $0.number > 1 ? "attempt \($0.number)" : nil }
    let pipeline = provenance?.pipelineURL.flatMap { Self.link($0, "the pipeline's run") }
    let last = (known + [number, pipeline].compactMap(\.self)).joined(separator: ", ")
    return [first, "\(Self.code(record.owner)): \(Self.code(record.reason))", last].filter { !$0.isEmpty }
  }

  private func words(for outcome: String) -> String {
    switch Outcome(rawValue: outcome) {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .canceled: "was canceled"
    case .waiting: "waits for a person"
    case .other(let word): "ended: \(Self.code(word))"
    }
  }

  /// What is waited for, where to look, and what ends the wait.
  private var onward: [String] {
    guard let wait = ending.wait else { return [] }
    let condition = "step \(StepNumber(at: wait.step)): until \(Self.code(wait.until))"
    let places = wait.places.prefix(10).map { "look at \(Self.link($0, $0) ?? Self.code($0))" }
    let plan = "\(Self.code("runner plan \(record.job)")) says what is left"
    let run = "\(Self.code("runner run \(record.job) --plan DIGEST")) with the digest that it says goes on"
    return [condition] + places + [plan, run]
  }

  private var steps: [String] {
    let lines = record.steps.prefix(Self.stepLimit).map { step in
      let launch = step.launches.last
      let parts = [
        launch.flatMap(RecordReport.counts),
        launch.flatMap { launch in
          launch.url.flatMap { Self.link($0, "\(launch.kind.rawValue) \(launch.dagsterID ?? "")") }
        },
      ].compactMap(\.self)
      return "\(StepNumber(at: step.index)). \(step.state.rawValue) "
        + Self.code("\(step.command) \(step.summary)")
        + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")
    }
    let more = record.steps.count - lines.count
    return more > 0 ? lines + ["and \(counted(more, "step")) more"] : lines
  }

  /// Ends that nobody was told of when they came.
  private var earlier: [String] {
    ending.attempts.dropLast().map { attempt in
      let outcome = attempt.outcome ?? record.outcome
      return "Nobody was told that attempt \(attempt.number) \(words(for: outcome?.rawValue ?? "")) at "
        + (attempt.ended ?? attempt.started).readable
    }
  }

  private static func time(of attempt: Attempt) -> String? {
    attempt.ended.map { durationText($0.seconds(since: attempt.started)) }
  }
}

extension EndingMessage {
  /// Lines in as many sections as they need.
  private static func joined(_ lines: [String]) -> [String] {
    lines.reduce(into: []) { sections, line in
      if let last = sections.last, last.count + line.count < sectionLimit {
        sections[sections.count - 1] = "\(last)\n\(line)"
      } else {
        sections.append(line)
      }
    }
  }

  /// Nothing in it is a format, and nothing mentions anybody.
  private static func code(_ text: String) -> String {
    let line = onOneLine(text, cutTo: partLimit)
    return line.isEmpty ? "–" : "`\(escaped(plain(line), upTo: partLimit))`"
  }

  /// How long a part of a line may be: one has no more than six of them, and one link.
  private static let partLimit = 300
  private static let addressLimit = 1_000

  /// The same of several lines.
  private static func block(_ text: String) -> String {
    "```\n\(escaped(plain(legible(text)), upTo: sectionLimit - 10))\n```"
  }

  /// No mark in it ends the code that it stands in: Slack knows no other way to write one.
  private static func plain(_ text: String) -> String { text.replacing("`", with: "'") }

  /// - Returns: `nil` for what is no address of a page, or too long a one.
  private static func link(_ url: String, _ title: String) -> String? {
    let address = escaped(url).replacing("|", with: "%7C")
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), address.utf8.count <= addressLimit,
      url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let words = onOneLine(title, cutTo: partLimit).replacing("|", with: "/")
    return "<\(address)|\(escaped(words, upTo: partLimit))>"
  }

  /// What Slack takes for the beginning of links, mentions and characters.
  private static func escaped(_ text: String, upTo limit: Int = .max) -> String {
    var result = ""
    for character in text {
      let next =
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(character)
        }
      guard result.count + next.count <= limit else { return "\(result)…" }
      result += next
    }
    return result
  }
}
