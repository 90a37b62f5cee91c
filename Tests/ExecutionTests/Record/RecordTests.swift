import Execution
import Testing

@Suite struct RecordTests {
  @Test func isWrittenForPeople() throws {
    var record = Sample.record()
    record.attempts = [Attempt(number: 1, started: Sample.start, provenance: Provenance(actor: "ada"))]
    #expect(try record.jsonText() == Self.golden)
  }

  @Test func isReadAsItWasWritten() throws {
    let record = Sample.full()
    #expect(try Record(json: record.jsonText(), source: "a.json") == record)
  }

  @Test func unknownOutcomesSurvive() throws {
    var record = Sample.record()
    record.outcome = .other("superseded")
    #expect(try Record(json: record.jsonText(), source: "a.json") == record)
  }

  @Test func unknownFieldsAreIgnored() throws {
    let text = Self.golden.replacing("{\n  \"attempts\"", with: "{\n  \"color\" : 1,\n  \"attempts\"")
    #expect(try Record(json: text, source: "a.json").job == "recover-orders")
  }

  struct Bad: Sendable {
    var find: String
    var replacement: String
    var error: LedgerError
  }

  static let bad = [
    Bad(
      find: "\"version\" : 1",
      replacement: "\"version\" : 2",
      error: .unsupportedVersion(source: "a.json", found: 2)
    ),
    Bad(
      find: "\"version\" : 1",
      replacement: "\"version\" : \"1\"",
      error: .damaged(source: "a.json", why: "version is not of type Int")
    ),
    Bad(
      find: "\"owner\"",
      replacement: "\"owned\"",
      error: .damaged(source: "a.json", why: "owner is missing")
    ),
    Bad(
      find: "T10:00:00.000Z\"\n    }",
      replacement: "T10:00\"\n    }",
      error: .damaged(
        source: "a.json",
        why: "attempts[0].started: expected a time like 2024-03-01T10:00:00.250Z, "
          + "found \"2024-03-01T10:00\""
      )
    ),
    Bad(
      find: "{\n  \"att",
      replacement: "{\n  att",
      error: .damaged(source: "a.json", why: "it is not JSON")
    ),
    Bad(
      find: "\"number\" : 1",
      replacement: "\"number\" : 9223372036854775807",
      error: .damaged(
        source: "a.json",
        why: "attempts[0].number is 9223372036854775807, which no runner writes"
      )
    ),
    Bad(
      find: "\"number\" : 1",
      replacement: "\"number\" : -1",
      error: .damaged(source: "a.json", why: "attempts[0].number is -1, which no runner writes")
    ),
  ]

  @Test(arguments: bad) func refuses(_ example: Bad) {
    let text = Self.golden.replacing(example.find, with: example.replacement)
    #expect(text != Self.golden)
    #expect(throws: example.error) { try Record(json: text, source: "a.json") }
  }

  @Test func keepsTheFirstFailedPartitionsAndCountsAll() {
    var launch = LaunchRecord(launchID: "l", kind: .run, intended: Sample.start)
    launch.setFailedPartitions((0..<250).map { FailedPartition(partition: "\($0)", runID: "r") })
    #expect(launch.failedPartitions.map(\.partition) == (0..<100).map(String.init))
    #expect(launch.failedPartitionCount == 250)
  }

  @Test func provenanceComesFromTheEnvironment() {
    let provenance = Provenance(environment: ["JOB_ACTOR": "ada", "JOB_COMMIT": "", "JOB_IMAGE": "i:1"])
    #expect(provenance == Provenance(actor: "ada", image: "i:1"))
  }

  static let golden = """
    {
      "attempts" : [
        {
          "number" : 1,
          "provenance" : {
            "actor" : "ada"
          },
          "started" : "2024-03-01T10:00:00.000Z"
        }
      ],
      "created" : "2024-03-01T10:00:00.000Z",
      "document" : {
        "digest" : "sha256:00ff",
        "file" : "generated/recover-orders/job.yaml",
        "text" : "kind: Job\\n"
      },
      "job" : "recover-orders",
      "owner" : "data-platform",
      "reason" : "Vendor delivered late, INC-1234",
      "steps" : [
        {
          "command" : "materialize",
          "index" : 0,
          "launches" : [

          ],
          "state" : "pending",
          "summary" : "dim_products"
        }
      ],
      "updated" : "2024-03-01T10:00:00.000Z",
      "version" : 1
    }

    """
}
