import Diagnostics
import JobDSL

/// A kind of input that can be made as long as one likes: reading twice as much may take twice as long, no more.
package struct GrowingInput: Sendable {
  package let name: String
  private let beginning: String
  private let unit: @Sendable (Int) -> String

  /// - Parameter unit: the part of a number, from 0; parts are added until the input is long enough.
  private init(_ name: String, _ beginning: String = "", unit: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.beginning = beginning
    self.unit = unit
  }

  package func bytes(_ count: Int) -> [UInt8] {
    var bytes = Array(beginning.utf8)
    var number = 0
    while bytes.count < count {
      bytes += unit(number).utf8
      number += 1
    }
    return bytes
  }

  /// Reads a document as the runner does, and puts everything wrong with it into words; gives how much that is.
  package static func readAndReport(_ bytes: [UInt8]) -> (problems: Int, characters: Int) {
    let reading = JobReading(bytes, file: "job.yaml")
    let excerpt = Excerpt(of: String(decoding: bytes, as: UTF8.self))
    let report = reading.problems.map { $0.rendered(in: excerpt) }
    return (report.count, report.reduce(0) { $0 + $1.utf8.count })
  }
}

extension GrowingInput {
  private static let steps = """
    apiVersion: production-jobs/v1
    kind: Job
    metadata: {name: x, owner: me, reason: why}
    spec:
      steps:

    """
  private static let backfill =
    steps + "  - backfill:\n      assets: [a]\n      partitions:\n        partitioning: "
  private static let config = steps + "  - launch:\n      job: a\n      location: b\n      config:\n"

  /// A document with a thousand things wrong.
  package static let thousandProblems = Array(
    (steps + (0..<1000).map { "  - materialize: {asset: \"a \($0)\"}\n" }.joined()).utf8
  )

  package static let all: [GrowingInput] = wellFormed + deep + refused + wrong

  private static let wellFormed = [
    GrowingInput("partition keys", backfill + "dynamic\n        keys:\n") { "        - key-\($0)\n" },
    GrowingInput("steps", steps) { "  - materialize: {asset: a\($0)}\n" },
    GrowingInput("configuration", config) { "        key\($0): [1, 2.5, null, \"x\"]\n" },
    GrowingInput("comments") { "# comment \($0)\n" },
    GrowingInput("one comment", "#") { _ in "é comment " },
    GrowingInput("plain text", "a: b") { _ in " word" },
    GrowingInput("plain text of many lines", "a: b\n") { _ in "  wörd\n" },
    GrowingInput("quoted text", "a: \"") { _ in "\\u00e9 \\\n  " },
    GrowingInput("literal block", "a: |\n") { _ in "  line é\n" },
    GrowingInput("folded block", "a: >\n") { _ in "  line\n\n" },
    GrowingInput("blank lines", "a: |\n") { _ in "\n" },
    GrowingInput("one line", "[") { "{k\($0): [é, \"x\"]}, " },
    GrowingInput("keys of many", "a:\n") { "  k\($0): 1\n" },
  ]

  private static let deep = [
    GrowingInput("open sequences") { _ in "[" },
    GrowingInput("open mappings") { _ in "{a: " },
    GrowingInput("nested dashes") { _ in "- " },
    GrowingInput("nested keys") { _ in "? " },
    GrowingInput("indented keys") { "\(String(repeating: " ", count: $0 % 60))k\($0):\n" },
    GrowingInput("possible keys", "[") { _ in "\"a\" , " },
    GrowingInput("one long key") { _ in "key" },
    GrowingInput("one explicit key", "? ") { _ in "key " },
  ]

  private static let refused = [
    GrowingInput("aliases", "a: &a [") { _ in "*a, " },
    GrowingInput("aliases below a long key", "? \"" + String(repeating: "k", count: 100_000) + "\"\n: [") {
      _ in "*a, "
    },
    GrowingInput("anchors") { "- &a\($0) 1\n" },
    GrowingInput("tags") { "- !t\($0) 1\n" },
    GrowingInput("documents") { _ in "---\na: 1\n" },
    GrowingInput("directives") { "%TAG !\($0)! b\n" },
    GrowingInput("directives after the document", "a: 1\n...\n") { "%TAG !\($0)! b\n" },
    GrowingInput("control characters") { _ in "\0é\u{7}\n" },
    GrowingInput("control characters on one line") { _ in "é\0" },
    GrowingInput("carriage returns") { _ in "a: 1\r" },
    GrowingInput("the same key") { _ in "a: 1\n" },
    GrowingInput("few keys, twice each") { _ in "- {a: 1, b: 2, a: 3, b: 4}\n" },
    GrowingInput("keys that are collections") { _ in "? [a]\n: 1\n" },
    GrowingInput("keys that are no text") { "\($0): 1\n" },
    GrowingInput("tabs") { _ in "\t" },
  ]

  private static let wrong = [
    GrowingInput("unknown keys") { "partitionz\($0): 1\n" },
    GrowingInput("unknown keys on one line", "{") { "é\($0): 1, " },
    GrowingInput("wrong steps", steps) { _ in "  - 1\n" },
    GrowingInput("wrong steps on one line", "spec: {steps: [") { _ in "{a: é}, " },
    GrowingInput("steps with everything wrong", steps) { _ in
      "  - backfill: {assets: [], partitions: {partitioning: dayly, keys: [1]}, only: x, b: c}\n"
    },
    GrowingInput("a step with many keys", steps + "  - {") { "k\($0): 1, " },
    GrowingInput("wrong days", backfill + "daily\n        keys:\n") { "        - \"2024-02-3\($0)\"\n" },
    GrowingInput("unquoted days", backfill + "daily\n        keys:\n") { _ in "        - 2024-02-01\n" },
    GrowingInput("the same partition", backfill + "dynamic\n        keys:\n") { _ in "        - é\n" },
    GrowingInput("ranges over each other", backfill + "daily\n        ranges:\n") { _ in
      "        - {from: \"2024-02-01\", through: \"2024-02-02\"}\n"
    },
    GrowingInput("wrong configuration", config) { "        k\($0): 08\n" },
    GrowingInput("reserved tags", config + "        a: 1\n      options:\n        tags:\n") {
      "          dagster/\($0): x\n"
    },
    GrowingInput("the same asset", steps + "  - backfill:\n      partitions: {}\n      assets:\n") { _ in
      "      - a\n"
    },
  ]
}
