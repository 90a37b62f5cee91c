import Ledger
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

  struct Contradiction: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var record: Record

    init(_ why: String, _ change: (inout Record) -> Void) {
      testDescription = why
      record = Sample.record()
      change(&record)
    }
  }

  static let contradictions = [
    Contradiction("its outcome is succeeded, and steps[0] is pending") { $0.outcome = .succeeded },
    Contradiction("its outcome is succeeded, and it has no steps") {
      ($0.outcome, $0.steps) = (.succeeded, [])
    },
    Contradiction("steps[0] succeeded, and nothing was launched for it") { $0.steps[0].state = .succeeded },
    Contradiction("steps[0] succeeded, and Dagster's id of its last launch is not known") {
      $0.steps[0].state = .succeeded
      $0.steps[0].launches = [LaunchRecord(launchID: "l", kind: .run, intended: Sample.start)]
    },
    Contradiction("steps[0] is launched, and no launch has Dagster's id") { $0.steps[0].state = .launched },
    Contradiction("steps[0] is intended, and has no launch") { $0.steps[0].state = .intended },
    Contradiction("steps[0].index is 7") { $0.steps[0].index = 7 },
  ]

  /// Made up, or edited by hand: it is neither a success nor the end of the process that reads it.
  @Test(arguments: contradictions) func isNotBelieved(_ example: Contradiction) throws {
    let text = try example.record.jsonText()
    #expect(throws: LedgerError.damaged(source: "a.json", why: example.testDescription)) {
      try Record(json: text, source: "a.json")
    }
  }

  @Test func aStepThatNeededNoLaunchSaysSo() throws {
    var record = Sample.record()
    (record.outcome, record.steps[0].state) = (.succeeded, .succeeded)
    record.steps[0].message = "nothing was left to launch"
    #expect(try Record(json: record.jsonText(), source: "a.json") == record)
  }

  @Test func keepsTheFirstFailedPartitionsAndCountsAll() {
    var launch = LaunchRecord(launchID: "l", kind: .run, intended: Sample.start)
    launch.setFailedPartitions((0..<250).map { FailedPartition(partition: "\($0)", runID: "r") })
    #expect(launch.failedPartitions.map(\.partition) == (0..<100).map(String.init))
    #expect(launch.failedPartitionCount == 250)
  }

  @Test func provenanceComesFromTheEnvironment() {
    let provenance = Provenance(
      environment: ["JOB_ACTOR": "ada", "JOB_APPROVER": "grace", "JOB_COMMIT": "", "JOB_IMAGE": "i:1"]
    )
    #expect(provenance == Provenance(actor: "ada", approver: "grace", image: "i:1"))
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
