import ExactText
import FuzzTargets
import JSONTree

/// Makes up answers that have the fields that a query selects, of whatever types the choices say.
struct AnswerGenerator {
  var choices: Choices

  mutating func answer(to query: String) -> JSONValue {
    ["data": object(SelectionSet(query: query), depth: 0)]
  }

  private mutating func object(_ selection: SelectionSet, depth: Int) -> JSONValue {
    var members: [ExactString: JSONValue] = [:]
    for field in selection.fields { members[ExactString(field.name)] = value(field.selection, depth: depth) }
    if !selection.fragments.isEmpty {
      let fragment = choices.element(of: selection.fragments)
      members["__typename"] = .string(fragment.name)
      if case .object(let more) = object(fragment.selection, depth: depth) {
        members.merge(more) { first, _ in first }
      }
    }
    return .object(members)
  }

  private mutating func value(_ selection: SelectionSet, depth: Int) -> JSONValue {
    let isLeaf = selection.fields.isEmpty && selection.fragments.isEmpty
    if isLeaf || depth > 12 { return leaf() }
    switch choices.number(0...7) {
    case 0: return .null
    case 1...3:
      let count = choices.number(0...3)
      return .array((0..<count).map { _ in object(selection, depth: depth + 1) })
    default: return object(selection, depth: depth + 1)
    }
  }

  private static let words = [
    "", "a", "x/y", "[\"a\"]", "2024-02-01", "2024-02-01-13:00", "TIME_WINDOW", "STATIC", "DYNAMIC",
    "MULTIPARTITIONED", "%Y-%m-%d", "SUCCESS", "COMPLETED_SUCCESS", "IN_PROGRESS", "FAILURE", "1.11.0",
    "1709290800",
    "1709290800.25", "a|b", "é\u{0}", "\n", "{}", "ops: {a: 1}", "- &a [*a]", "__ASSET_JOB", "__repository__",
    "lab",
  ]
  private static let numbers: [Double] = [0, 1, -1, 1.5, 1_709_290_800, -1e300, 1e300, 9.2e18, -0.0]

  private mutating func leaf() -> JSONValue {
    switch choices.number(0...9) {
    case 0: .null
    case 1: .bool(false)
    case 2: .bool(true)
    case 3: .int(choices.number(0...5))
    case 4: .int(choices.number(.min ... .max))
    case 5: .double(choices.element(of: Self.numbers))
    case 6: .array((0..<choices.number(0...4)).map { _ in .string(word()) })
    case 7: .object(["key": .string(word())])
    default: .string(word())
    }
  }

  private mutating func word() -> String { choices.element(of: Self.words) }
}
