import JobDSL
import Schema

/// Documents made from the shape of the schema alone, so that a new command is tried without a word about it here. Some are
/// right and most are nearly so.
package struct ShapedDocuments {
  private var choices: Choices

  package init(seed: UInt64) { choices = Choices(seed: seed) }

  package init(_ choices: Choices) { self.choices = choices }

  package mutating func document() -> String {
    paired(value(of: JobDocument.schema.shape, constraints: [])) + "\n"
  }

  /// Of a step that stands only with another one both: no shape says that.
  private mutating func paired(_ text: String) -> String {
    guard let steps = text.firstRange(of: "steps: [{pause: "), choices.number(0...1) == 0 else { return text }
    let of = "of: [{kind: sensor, name: \"a\", location: \"b\"}]"
    return text[..<steps.lowerBound]
      + "steps: [{pause: {\(of)}}, {materialize: {asset: \"a\"}}, {restore: {\(of)}}]}}"
  }

  /// In flow style, which is on one line.
  private mutating func value(of shape: Shape, constraints: [Constraint]) -> String {
    switch shape {
    case .string: return quoted(text(constraints))
    case .integer(let range):
      return "\(range.lowerBound + choices.number(0...min(9, range.upperBound - range.lowerBound)))"
    case .boolean: return choices.element(of: ["true", "false"])
    case .word(let words): return choices.element(of: words)
    case .list(let item, let minimum):
      let items = (0..<minimum + choices.number(0...2)).map { _ in
        value(of: item, constraints: constraints.flatMap(\.ofItems))
      }
      return "[\(items.joined(separator: ", "))]"
    case .map(let item):
      let entries = (0..<choices.number(0...2)).map { "k\($0): \(value(of: item, constraints: []))" }
      return "{\(entries.joined(separator: ", "))}"
    case .object(let object):
      let fields = object.fields.filter { $0.isRequired || choices.number(0...2) == 0 }
      let entries = fields.map { "\($0.name): \(value(of: $0.shape, constraints: []))" }
      return "{\(entries.joined(separator: ", "))}"
    case .choice(let alternatives):
      let alternative = choices.element(of: alternatives)
      return "{\(alternative.name): \(value(of: alternative.shape, constraints: []))}"
    case .wordOr(let words, let alternatives):
      let shape = choices.number(0...1) == 0 ? Shape.word(words) : .choice(alternatives)
      return value(of: shape, constraints: constraints)
    case .anything: return choices.element(of: ["1", "true", "null", "\"a\"", "[]", "{}"])
    case .constrained(let shape, let constraint):
      return value(of: shape, constraints: constraints + [constraint])
    }
  }

  private mutating func text(_ constraints: [Constraint]) -> String {
    let words = constraints.flatMap(\.texts)
    if !words.isEmpty { return choices.element(of: words) }
    return choices.element(of: ["a", "a", "a", "b", "2024-02-01", "2024-02-01", "c/d", "1", "é", ""])
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

extension Constraint {
  /// The texts that it lets through, where it lists them.
  fileprivate var texts: [String] {
    switch self {
    case .isOneOf(let texts): texts
    case .all(let constraints): constraints.flatMap(\.texts)
    default: []
    }
  }

  /// What it says of each item of a list.
  fileprivate var ofItems: [Constraint] {
    switch self {
    case .items(let constraint): [constraint]
    case .all(let constraints): constraints.flatMap(\.ofItems)
    default: []
    }
  }
}
