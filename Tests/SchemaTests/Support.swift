import Diagnostics
import Schema
import YAML

/// What a schema makes of a text, with each problem in one line; a broken text is a mistake in the test.
func decode<Value>(_ schema: Schema<Value>, _ text: String) -> (value: Value?, problems: [String]) {
  let reading = Reading(Array(text.utf8), file: "f")
  var problems = reading.problems
  guard let root = reading.root else { return (nil, problems.map(\.description)) }
  let value = schema.decode(root, problems: &problems)
  return (value, problems.map(\.description))
}

/// The text that a schema writes for a value.
func encode<Value>(_ schema: Schema<Value>, _ value: Value) -> String {
  var writer = Writer()
  schema.encode(value, into: &writer)
  return String(decoding: writer.finish(), as: UTF8.self)
}

/// Each issue in one line, in the form of a diagnostic without a place.
func issues<Value>(_ schema: Schema<Value>, _ value: Value) -> [String] {
  schema.issues(in: value).map { issue in
    let path = issue.path == .root ? "" : "\(issue.path): "
    return path + issue.message + (issue.hint.map { " (\($0))" } ?? "")
  }
}

/// A case of decoding that fails: a text and what is said to it.
struct Refusal<Value: Sendable>: Sendable {
  var text: String
  var problems: [String]

  init(_ text: String, _ problems: String...) {
    self.text = text
    self.problems = problems
  }
}

/// Here and not in a test's file, since Testing has an `Issue` as well.
let ascending = Schema<[Int]>.list(of: .integer(atLeast: 0)).checked { values in
  values.indices.dropFirst().filter { values[$0] < values[$0 - 1] }.map { index in
    Issue(at: .root[index], "expected ascending numbers, found \(values[index])", hint: "sort them")
  }
}
