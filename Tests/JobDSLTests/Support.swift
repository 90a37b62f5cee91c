import Diagnostics
import JobDSL
import Schema

/// A document with these steps, each as YAML; the first begins on line 9.
func document(metadata: String = "name: x\nowner: me\nreason: why", steps: String...) -> String {
  let heading = "apiVersion: production-jobs/v1\nkind: Job\nmetadata:\n\(indented(metadata, by: 2))"
  return heading + "\nspec:\n  steps:\n" + steps.map { "  -\n\(indented($0, by: 4))\n" }.joined()
}

private func indented(_ text: String, by count: Int) -> String {
  text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
}

/// As errors list them; each begins as its file says.
let keywords = Commands.all.map { $0.keyword }.joined(separator: ", ")

/// Everything wrong with a document, each in one line.
func problems(_ text: String) -> [String] {
  JobReading(Array(text.utf8), file: "job.yaml").problems.map(\.description)
}

/// Everything wrong with a document, each with its line and a caret.
func rendered(_ text: String) -> [String] {
  JobReading(Array(text.utf8), file: "job.yaml").problems.map { $0.rendered(in: Excerpt(of: text)) }
}

/// What is wrong with the order of steps: `1.restore: expected …`.
func placed(_ issues: [Issue]) -> [String] {
  issues.map { issue in
    let path = "\(issue.path)".replacing("spec.steps[", with: "")
    return path.replacing("].", with: ".", maxReplacements: 1) + ": " + issue.message
  }
}

/// A text and what is said to it, without the file and the place.
struct Verdict: Sendable, CustomStringConvertible {
  var text: String
  var problems: [String]
  var description: String { text }

  init(_ text: String, _ problems: String...) {
    self.text = text
    self.problems = problems
  }

  /// The problems of a document whose only step is `step`.
  static func problems(ofStep step: String) -> [String] {
    JobReading(Array(document(steps: step).utf8), file: "job.yaml").problems.map { problem in
      let path = "\(problem.path)".replacing("spec.steps[0].", with: "")
      return "\(path): \(problem.message)" + (problem.hint.map { " (\($0))" } ?? "")
    }
  }
}
