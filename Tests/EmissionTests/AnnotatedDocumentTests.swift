import Diagnostics
import Emission
import JobDSL
import Jobs
import Testing
import YAML

@Suite struct AnnotatedDocumentTests {
  private static var job: Job {
    // The compiler's own places, as if this were a file of Sources/Jobs.
    #sourceLocation(file:"/home/me/Sources/repository/Sources/Jobs/Careful.swift",line:1)
    Job("careful", owner: "me", reason: "line one\n  # line two\n") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15")
        .requires(.noActiveBackfill)
        .atMost(partitions: 40, runs: 10)
        .only(.missing)
        .requires(.upstreamMaterialized)
        .tags(["note": "a\nb\n"])
      Materialize(.dimProducts)
        .overwrites(.nothing)
        .ensures(.allMaterialized)
      Launch(.noop)
    }
    #sourceLocation()
  }

  @Test func eachConditionHasItsLineInSwift() throws {
    let files = try GeneratedFiles(of: [Self.job]).files
    #expect(
      text(files["careful/job.yaml"]) == """
        # Generated from Sources/Jobs/Careful.swift by `swift run emit`. Change the Swift file, not this one.
        # yaml-language-server: $schema=../job.schema.json
        apiVersion: production-jobs/v1
        kind: Job
        metadata:
          name: careful
          owner: me
          reason: |
            line one
              # line two
        spec:
          steps:
          - backfill:
              assets:
              - orders
              partitions:
                partitioning: daily
                from: "2024-02-01"
                through: "2024-02-15"
              requires:
              - noActiveBackfill  # Sources/Jobs/Careful.swift:3
              - upstreamMaterialized  # Sources/Jobs/Careful.swift:6
              atMost:
                partitions: 40  # Sources/Jobs/Careful.swift:4
                runs: 10  # Sources/Jobs/Careful.swift:4
              only: missing  # Sources/Jobs/Careful.swift:5
              options:
                tags:
                  note: |
                    a
                    b
          - materialize:
              asset: dim_products
              overwrites: nothing  # Sources/Jobs/Careful.swift:9
          - launch:
              job: noop_job
              location: lab

        """
    )
  }

  @Test func theLinesAreNotPartOfTheDocument() throws {
    let job = Self.job
    let files = try GeneratedFiles(of: [job]).files
    let reading = JobReading(try #require(files["careful/job.yaml"]), file: "job.yaml")
    #expect(reading.problems == [])
    #expect(reading.document == job.document)
    #expect(reading.document?.encoded() == job.document.encoded())
    #expect(try #require(text(job.document.encoded())).contains("Careful.swift") == false)
  }

  /// What a runner would print of a condition that is not met.
  @Test func theLineThatIsShownOfAConditionNamesBothPlaces() throws {
    let bytes = try #require(try GeneratedFiles(of: [Self.job]).files["careful/job.yaml"])
    let root = try #require(JobReading(bytes, file: "job.yaml").root)
    let node = try #require(root[Path.root["spec"]["steps"][0]["backfill"]["atMost"]["partitions"]])
    let problem = node.diagnostic("expected at most 40 partitions, found 41")
    #expect(
      problem.rendered(in: Excerpt(of: String(decoding: bytes, as: UTF8.self))) == """
        job.yaml:24:21: error: spec.steps[0].backfill.atMost.partitions: expected at most 40 partitions, found 41
                  partitions: 40  # Sources/Jobs/Careful.swift:4
                              ^~
        """
    )
  }

  @Test func aBrokenConditionIsReportedAtItsOwnLine() {
    var broken: Job {
      #sourceLocation(file:"/build/Sources/Jobs/Careless.swift",line:1)
      Job("broken", owner: "me", reason: "why") {
        Backfill(.orders, partitions: ["2024-02-01", "2024-02-02"])
          .atMost(partitions: 0)
          .requires(.noActiveBackfill)
          .requires(.noActiveBackfill)
        Backfill(.orders, partitions: ["2024-02-01", "2024-02-02"])
          .atMost(partitions: 1)
          .only(.missing).overwrites(.nothing)
          .atMost(partitions: 1)
      }
      #sourceLocation()
    }
    let path = "spec.steps[0].backfill"
    #expect(
      problems(of: [broken]) == [
        "Sources/Jobs/Careless.swift:3:18: error: \(path).atMost.partitions: expected a whole number of at least 1, "
          + "found 0",
        "Sources/Jobs/Careless.swift:5:20: error: \(path).requires[1]: expected each requirement once, "
          + "found \"noActiveBackfill\" again: it is requires[0]",
        "Sources/Jobs/Careless.swift:8:37: error: spec.steps[1].backfill.overwrites: expected no `overwrites` beside "
          + "`only: missing`, which leaves nothing to write over (remove one of the two)",
        "Sources/Jobs/Careless.swift:9:18: error: spec.steps[1].backfill.atMost.partitions: expected this condition "
          + "once, found it again: it is on line 7 already (remove one of the two)",
      ]
    )
  }
}
