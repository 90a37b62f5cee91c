import Diagnostics
import JobDSL
import Schema
import YAML

extension FuzzTarget {
  /// Reading any bytes as a job's document.
  package static let document = FuzzTarget(
    "document",
    seeds: { try PackageFiles.goldenDocuments() + PackageFiles.generatedDocuments() },
    words: Words.yaml + Words.ofDocument
  ) { bytes throws(Violation) in
    let reading = JobReading(bytes, file: "job.yaml")
    try ProblemProperties.check(reading.problems, of: bytes)
    try require(
      (reading.document == nil) == !reading.problems.isEmpty,
      "expected a document or problems, found both or neither"
    )
    if let document = reading.document { try DocumentProperties.check(document) }
  }
}

/// What holds for every document that nothing is wrong with.
enum DocumentProperties {
  static func check(_ document: JobDocument) throws(Violation) {
    let issues = JobDocument.schema.issues(in: document)
    try require(issues.isEmpty, "expected the rules that reading has and no others: \(issues)")
    let written = document.encoded()
    try requireReadsBack(written, as: document)
    try require(document.encoded() == written, "expected the same bytes each time")
    try requireReadsBack(
      document.encoded(header: ["Generated.\u{1B}\n"], comments: comments(on: document)),
      as: document
    )
    for step in document.steps {
      _ = step.conditions.listed
      _ = step.command.subject.extent?.count
    }
  }

  private static func requireReadsBack(_ text: [UInt8], as document: JobDocument) throws(Violation) {
    let reading = JobReading(text, file: "written.yaml")
    try require(reading.problems.isEmpty, "expected no problem in what was written: \(reading.problems)")
    try require(reading.document == document, "expected the same document again")
    guard let again = reading.document?.encoded() else { return }
    try require(again == document.encoded(), "expected the same bytes when written again")
  }

  private static func comments(on document: JobDocument) -> [Path: String] {
    var comments: [Path: String] = [.root["metadata"]["reason"]: "why # it\u{2028} is"]
    for index in document.steps.indices { comments[.root["spec"]["steps"][index]] = "step: \(index)" }
    return comments
  }
}
