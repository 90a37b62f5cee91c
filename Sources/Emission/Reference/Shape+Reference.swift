import Diagnostics
import Schema

extension Shape {
  /// The shape without what rules say of it.
  private var core: Shape { if case .constrained(let shape, _) = self { shape.core } else { self } }

  var fields: [FieldShape] { if case .object(let object) = core { object.fields } else { [] } }

  var summary: String? { if case .object(let object) = core { object.summary } else { nil } }

  /// What a step can be.
  var commands: [FieldShape] {
    switch core {
    case .choice(let commands): commands
    case .list(let item, _): item.commands
    default: fields.flatMap(\.shape.commands)
    }
  }

  /// All fields, those of mappings within by their path.
  var table: String { Markdown.table(["field", "", "value", "what it says"], rows(at: "")) }

  private func rows(at path: String) -> [[String]] {
    fields.flatMap { field in
      let place = path + field.name
      let row = [
        "`\(place)`", field.isRequired ? "required" : "optional", field.shape.value(), field.summary,
      ]
      return [row] + field.shape.rows(at: "\(place).") + field.shape.items.rows(at: "\(place)[].")
    }
  }

  private var items: Shape { if case .list(let item, _) = core { item } else { .anything } }

  private func value() -> String {
    switch self {
    case .string, .integer, .boolean, .anything: noun
    case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let item, let minimum):
      "a list\(minimum > 0 ? " of at least \(minimum)" : ""): \(item.value())"
    case .map(.anything): "a mapping, by Dagster's own schema"
    case .map(let value): "a mapping: \(value.value())"
    case .wordOr(let words, let cases): "\(Shape.word(words).value()) or \(Shape.choice(cases).value())"
    case .choice(let cases) where cases.count == 1: "`\(cases[0].name): ` and \(cases[0].shape.value())"
    case .object, .choice: "a mapping"
    case .constrained(let shape, .isDistinct): "\(shape.value()), each once"
    case .constrained(let shape, _): shape.value()
    }
  }

  /// What rules say of the mappings here, each with the path of its mapping.
  func rules(at path: String) -> [String] {
    var found: [String] = []
    if case .constrained(let shape, let constraint) = self {
      if !shape.fields.isEmpty {
        found = constraint.sentences.map { (path.isEmpty ? "" : "`\(path)`: ") + $0 }
      }
      return found + shape.rules(at: path)
    }
    for field in fields {
      let place = path.isEmpty ? field.name : "\(path).\(field.name)"
      found += field.shape.rules(at: place) + field.shape.items.rules(at: "\(place)[]")
    }
    return found
  }
}

extension Constraint {
  /// One for each part of the rule.
  var sentences: [String] {
    if case .all(let parts) = self, subject == nil { return parts.flatMap(\.sentences) }
    return [text]
  }

  private var text: String {
    switch self {
    case .matches(let pattern, let noun): noun ?? "`\(pattern)`"
    case .isOneOf(let words): Self.listed(words, "or")
    case .isTrue: "`true`"
    case .isDistinct: "nothing twice"
    case .hasAtMost(let count): "of at most \(counted(count, "item"))"
    case .items(let item): "each \(item.text)"
    case .has(let keys): Self.listed(keys, "and")
    case .hasTogether(let keys): "\(Self.listed(keys, "and")) together or not at all"
    case .key(let key, let value): "`\(key)` is \(value.text)"
    case .keys(let key): "each key \(key.text)"
    case .not(.any(let constraints)): "no \(constraints.map(\.text).joined(separator: ", "))"
    case .not(.all(let constraints)): "never together: \(constraints.map(\.text).joined(separator: ", "))"
    case .not(let constraint): "not \(constraint.text)"
    case .all(let constraints): subject ?? Self.joined(constraints)
    case .any(let constraints): "at least one of \(constraints.map(\.text).joined(separator: ", "))"
    case .exactlyOne(let constraints): "exactly one of \(constraints.map(\.text).joined(separator: ", "))"
    case .either(let condition, let then, let otherwise):
      "where \(condition.text): \(then.everyText.map { "each key is \($0)" } ?? then.text)\(otherwise.map { "; otherwise \($0.text)" } ?? "")"
    }
  }

  /// What each text in a value has to be, where it is the same for all of them.
  private var everyText: String? {
    switch self {
    case .matches(_, let noun): noun
    case .items(let value), .key(_, let value): value.everyText
    case .all(let parts) where Set(parts.map(\.everyText)).count == 1: parts[0].everyText
    default: nil
    }
  }

  /// A key that has to be there and what it says, as one thing: `partitioning` is `multi`.
  private var subject: String? {
    guard case .all(let parts) = self, parts.count == 2, case .has(let keys) = parts[0],
      case .key(let key, let value) = parts[1], keys == [key]
    else { return nil }
    return if case .isTrue = value { "`\(key): true`" } else { "`\(key)` is \(value.text)" }
  }

  /// Keys that say alike stand together.
  private static func joined(_ constraints: [Constraint]) -> String {
    var parts: [(keys: [String], text: String)] = []
    for constraint in constraints.flatMap(\.parts) {
      guard case .key(let key, let value) = constraint else {
        parts.append(([], constraint.text))
        continue
      }
      if let index = parts.firstIndex(where: { !$0.keys.isEmpty && $0.text == value.text }) {
        parts[index].keys.append(key)
      } else {
        parts.append(([key], value.text))
      }
    }
    return parts.map { $0.keys.isEmpty ? $0.text : "\(listed($0.keys, "and")) \($0.text)" }.joined(
      separator: ", "
    )
  }

  private var parts: [Constraint] {
    if case .all(let parts) = self, subject == nil { parts.flatMap(\.parts) } else { [self] }
  }

  private static func listed(_ words: [String], _ last: String) -> String {
    let shown = words.map { "`\($0)`" }
    guard shown.count > 1 else { return shown.joined() }
    return "\(shown.dropLast().joined(separator: ", ")) \(last) \(shown[shown.count - 1])"
  }
}
