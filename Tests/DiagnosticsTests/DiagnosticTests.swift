import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var diagnostic: Diagnostic
    var text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(
      diagnostic: Diagnostic(file: "job.yaml", position: nil, message: "expected a document, found nothing"),
      text: "job.yaml: error: expected a document, found nothing"
    ),
    Case(
      diagnostic: Diagnostic(
        file: "a/job.yaml",
        position: Position(line: 3, column: 5),
        path: .root["spec"]["steps"][0],
        message: "expected a mapping, found 1"
      ),
      text: "a/job.yaml:3:5: error: spec.steps[0]: expected a mapping, found 1"
    ),
    Case(
      diagnostic: Diagnostic(
        .warning,
        file: "X.swift",
        position: Position(line: 1, column: 1),
        message: "old",
        hint: "write new"
      ),
      text: "X.swift:1:1: warning: old (write new)"
    ),
    Case(diagnostic: Diagnostic(.note, file: "x", position: nil, message: "more"), text: "x: note: more"),
  ])
  func isOneLineInTheCompilersForm(diagnostic: Case) {
    #expect(diagnostic.diagnostic.description == diagnostic.text)
  }

  @Test func isRenderedWithItsLine() {
    let problem = Diagnostic(file: "f", position: Position(line: 2, column: 4), width: 3, message: "no")
    #expect(problem.rendered(in: Excerpt(of: "a\nb: one\n")) == "f:2:4: error: no\n  b: one\n     ^~~")
  }

  struct Bare: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var position: Position?
    var text: String?
  }

  @Test(arguments: [
    Bare(testDescription: "no text", position: Position(line: 1, column: 1), text: nil),
    Bare(testDescription: "no position", position: nil, text: "a"),
    Bare(testDescription: "a line after the end", position: Position(line: 3, column: 1), text: "a\n"),
    Bare(testDescription: "a line before the start", position: Position(line: 0, column: 1), text: "a"),
  ])
  func isRenderedAloneWhereThereIsNoLine(bare: Bare) {
    let problem = Diagnostic(file: "f", position: bare.position, message: "no")
    #expect(problem.rendered(in: bare.text.map(Excerpt.init(of:))) == problem.description)
  }
}
