import Diagnostics
import Testing

@testable import SwiftSource

@Suite struct JobScannerTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var job: String?
    var problems: [String] = []
  }

  private static let hint = "(declare each job as a top-level constant; share steps between jobs, not jobs)"
  private static func unregistered(_ place: String) -> String {
    "X.swift:\(place): error: expected `public let name = Job(…)` at the top level of the file, "
      + "found a job that nothing would register \(hint)"
  }

  @Test(arguments: [
    Case(testDescription: "a job", source: "public let a = Job(\"a\") {}", job: "a"),
    Case(
      testDescription: "a job over several lines",
      source: "import JobDSL\n\nlet a =\n  Job(\n\"a\")",
      job: "a"
    ),
    Case(testDescription: "annotated", source: "let a: Job = Job(\"a\")", job: "a"),
    Case(testDescription: "annotated, with .init", source: "let a: Job = .init(\"a\")", job: "a"),
    Case(testDescription: "with a modifier", source: "let a = Job(\"a\") { }\n.kubernetes(x)", job: "a"),
    Case(testDescription: "no job", source: "let a = 1\nstruct Jobs { var job = 1 }", job: nil),
    Case(testDescription: "an empty file", source: "", job: nil),
    Case(testDescription: "a comment about one", source: "// let a = Job(\n/* let a = Job( */", job: nil),
    Case(testDescription: "text about one", source: "let text = \"let a = Job(\"", job: nil),
    Case(testDescription: "raw text", source: ##"let text = #"" let a = Job("#"##, job: nil),
    Case(
      testDescription: "several lines of text",
      source: "let text = \"\"\"\n let a = Job(\n \"\"\"",
      job: nil
    ),
    Case(testDescription: "an extension", source: "extension Job { var x: Int { 1 } }", job: nil),
    Case(testDescription: "other types", source: "let a = DagsterJob(1)\nlet b = JobStep(2)", job: nil),
    Case(
      testDescription: "steps to share beside a job",
      source: "@StepsBuilder var shared: [LocatedStep] { Materialize(.x) }\nlet a = Job(\"a\") { shared }",
      job: "a"
    ),
    Case(
      testDescription: "two jobs in a file",
      source: "let a = Job(\"a\") {}\nlet b: Job = .init(\"b\")",
      job: "a",
      problems: [
        "X.swift:2:5: error: expected one job in a file, found b beside a "
          + "(move one of them to a file of its own)"
      ]
    ),
    Case(
      testDescription: "in a function",
      source: "func make() {\n  let a = Job(\"a\") {}\n}",
      problems: [unregistered("2:11")]
    ),
    Case(
      testDescription: "private",
      source: "private let a = Job(\"a\") {}",
      problems: [
        "X.swift:1:13: error: expected `public let name = Job(…)` at the top level of the file, "
          + "found a private one, which the list of all jobs can't see \(hint)"
      ]
    ),
    Case(testDescription: "returned", source: "func make() -> Job { x }", problems: [unregistered("1:16")]),
    Case(
      testDescription: "in a type",
      source: "enum Jobs {\n  static let a = Job(\"a\")\n}",
      problems: [unregistered("2:18")]
    ),
    Case(testDescription: "a variable", source: "var a = Job(\"a\")", problems: [unregistered("1:9")]),
    Case(testDescription: "a list", source: "let a = [Job(\"a\")]", problems: [unregistered("1:10")]),
    Case(testDescription: "qualified", source: "let a = JobDSL.Job(\"a\")", problems: [unregistered("1:16")]),
    Case(testDescription: "optional", source: "let a: Job? = nil", problems: [unregistered("1:8")]),
    Case(
      testDescription: "within an interpolation",
      source: "let text = \"\\(Job(\"a\"))\"",
      problems: [unregistered("1:15")]
    ),
    Case(
      testDescription: "a second one within the first",
      source: "let a = Job(\"a\") {\n  Job(\"b\") {}\n}",
      job: "a",
      problems: [unregistered("2:3")]
    ),
  ])
  func findsTheJobAndWhatWouldGoUnnoticed(file: Case) {
    let scanner = JobScanner(file: "X.swift", tokens: SwiftTokens.of(file.source))
    #expect(scanner.job.map { String($0.text) } == file.job)
    #expect(scanner.problems.map(\.description) == file.problems)
  }

  @Test(arguments: [
    ("public let a = Job(\"a\") {\n  let b = 1\n}\n.kubernetes(x)", []),
    ("import struct M.S\nimport func M.f\nlet a: Job = .init(\"a\")", []),
    (
      "private let b = 1\nprivate final class C {}\nfileprivate extension Int { var d: Int { 1 } }\nlet a = Job(\"a\")",
      []
    ),
    (
      "let `default` = 1\nlet a = Job(\"a\")\npublic func f() { let c = 1 }\nenum E { case x }",
      ["default", "f", "E"]
    ),
    ("let a = Job(\"a\")\npublic private(set) var b = 1\nlet c = Job(\"c\")", ["b", "c"]),
    ("@MainActor extension M.S {}\ntypealias T = Int\nprefix operator +++", ["M", "T", "+"]),
  ])
  func findsWhatElseIsThere(source: String, others: [String]) {
    let scanner = JobScanner(file: "X.swift", tokens: SwiftTokens.of(source))
    #expect(scanner.others.map { String($0.text) } == others)
  }
}
