import JobDSL
import Schema
import YAML

extension FuzzTarget {
  /// Writing and reading a well-formed document; the input decides which.
  package static let roundTrip = FuzzTarget(
    "round-trip",
    seeds: { (0..<64).map { Choices.bytes(300, seed: $0) } }
  ) { bytes throws(Violation) in
    var random = RandomDocuments(Choices(bytes))
    try check(random.document(), random.kubernetes())
  }

  /// The same for the documents of a seed.
  package static func roundTrip(seed: UInt64) throws(Violation) {
    var random = RandomDocuments(seed: seed)
    try check(random.document(), random.kubernetes())
  }

  private static func check(_ document: JobDocument, _ settings: KubernetesSettings) throws(Violation) {
    let reading = JobReading(document.encoded(), file: "job.yaml")
    try require(reading.problems.isEmpty, "expected a well-formed document: \(reading.problems)")
    try require(reading.document == document, "expected the same document again")
    try DocumentProperties.check(document)
    try check(settings)
  }

  private static func check(_ settings: KubernetesSettings) throws(Violation) {
    let schema = KubernetesSettings.schema
    try require(schema.issues(in: settings).isEmpty, "expected well-formed settings: \(settings)")
    var writer = Writer()
    schema.encode(settings, into: &writer)
    let reading = Reading(writer.finish(), file: "settings.yaml")
    var problems = reading.problems
    let again = reading.root.flatMap { schema.decode($0, problems: &problems) }
    try require(again == settings && problems.isEmpty, "expected the same settings again: \(problems)")
  }
}
