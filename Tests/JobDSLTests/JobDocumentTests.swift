import Diagnostics
import FuzzTargets
import JobDSL
import Schema
import TestSupport
import Testing

@Suite struct JobDocumentTests {
  @Test(arguments: 0..<200)
  func aRandomDocumentReadsBackAsTheSame(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed)
    let document = random.document()
    let bytes = document.encoded()
    let reading = JobReading(bytes, file: "job.yaml")
    try #require(reading.problems.map(\.description) == [], "\(String(decoding: bytes, as: UTF8.self))")
    #expect(reading.document == document)
    #expect(reading.document?.encoded() == bytes)
    #expect(JobDocument.schema.issues(in: document).isEmpty)
  }

  /// Their bytes, and so their digests, are others.
  @Test func documentsOfTwoFormsOfACharacterAreTwo() {
    func job(_ name: String, _ owner: String, _ reason: String) -> JobDocument {
      Job(name, owner: owner, reason: reason) { Launch(.noop) }.document
    }
    let (one, two) = ("\u{E9}", "e\u{301}")
    #expect(job("x", one, "r") != job("x", two, "r"))
    #expect(job("x", "o", one) != job("x", "o", two))
    #expect(job(one, "o", "r") != job(two, "o", "r"))
    #expect(job("x", one, one) == job("x", one, one))
  }

  /// One document with everything wrong that a value can have wrong.
  private static func brokenDocument() -> JobDocument {
    let job = Job("Bad Name", owner: "a\n\u{7}", reason: " \n", validUntil: "2024-02-30") {
      Backfill(.orders, from: "2024-02-30", through: "2024-02-01\n").maxConcurrentRuns(0).priority(1001)
      Backfill(
        .orders,
        partitions: .ranges(
          .range(from: "2024-01-01", through: "2024-01-31"),
          .range(from: "2024-01-09", through: "2024-01-05"),
          .range(from: "2024-01-11", through: "2024-01-12")
        )
      )
      Backfill(.customer, partitions: ["a\tb", "", "x", "x"]).tags(["dagster/x": "y", "z": ""])
      Backfill(.orders, partitions: [])
      Backfill(.ordersByRegion, partitions: .product(["2024-13-01"], []))
      Backfill(Asset<Daily>("a\tb/\"c\""), partitions: .all)
      Materialize(.orders, partition: "")
      Launch(DagsterJob<NoConfig, Unpartitioned>("", location: " "))
      Launch(
        .anything,
        config: AnyConfig(
          .fields(("a", .list([.float(.nan)])), ("b", .float(-.infinity)), ("c", .float(.infinity)))
        )
      )
      Launch(.anything, config: AnyConfig(.string("a\nb")))
      Launch(.anything, config: AnyConfig(.list([])))
    }
    return job.document
  }

  @Test func issuesAreWhatDecodingReports() {
    let document = Self.brokenDocument()
    let issues = JobDocument.schema.issues(in: document).map { issue in
      "\(issue.path): \(issue.message)" + (issue.hint.map { " (\($0))" } ?? "")
    }
    let problems = JobReading(document.encoded(), file: "job.yaml").problems.map { problem in
      "\(problem.path): \(problem.message)" + (problem.hint.map { " (\($0))" } ?? "")
    }
    #expect(issues.sorted() == problems.sorted())
    #expect(issues.count == 26)
    #expect(issues.allSatisfy { !$0.contains("\n") })
  }

  @Test func aKeyTwiceInAConfigurationIsAnIssue() {
    let config = ConfigValue.map([.init("a", .integer(1)), .init("a", .integer(2))])
    let job = Job("x", owner: "me", reason: "why") { Launch(.anything, config: AnyConfig(config)) }
    let issues = JobDocument.schema.issues(in: job.document).map { "\($0.path): \($0.message)" }
    #expect(issues == [#"spec.steps[0].launch.config.a: expected a new key, found "a" again"#])
  }
}
