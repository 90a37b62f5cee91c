import Diagnostics
import JobDSL
import Schema
import Testing

@Suite struct JobTests {
  private struct Place: Equatable {
    var line: Int
    var column: Int
  }

  @Test func knowsWhereEachStepIsWritten() {
    let line = #line
    let job = Job("x", owner: "me", reason: "why") {
      Materialize(.products)
      Backfill(.orders, partitions: .all)
        .priority(1)
      for _ in 0..<2 { Launch(.noop) }
    }
    let places = job.stepLocations.map { Place(line: $0.line - line, column: $0.column) }
    #expect(
      places == [
        Place(line: 2, column: 7), Place(line: 3, column: 7), Place(line: 5, column: 24),
        Place(line: 5, column: 24),
      ]
    )
    #expect(Place(line: job.location.line - line, column: job.location.column) == Place(line: 1, column: 18))
    #expect(Set(job.stepLocations.map(\.file)) == [#filePath])
    #expect(job.location.file == #filePath)
  }

  @Test func modifiersLeaveTheOriginalAlone() {
    let plain = Backfill(.orders, partitions: .all)
    _ = plain.priority(3).tags(["a": "b"]).maxConcurrentRuns(1)
    #expect(plain == Backfill(.orders, partitions: .all))
  }

  @Test func kubernetesSettingsAreNotPartOfTheDocument() {
    let job = Job("x", owner: "me", reason: "why") { Launch(.noop) }
    let other = job.kubernetes(KubernetesSettings(cpu: "2", deadlineHours: 1))
    #expect(job.document == other.document)
    #expect(job.kubernetes == KubernetesSettings())
    #expect(other.kubernetes.cpu == "2")
  }

  struct Name: Sendable, CustomTestStringConvertible {
    var name: String
    var isValid: Bool
    var testDescription: String { "\"\(name)\"" }
  }

  @Test(arguments: [
    Name(name: "a", isValid: true),
    Name(name: "recover-orders-2024-02", isValid: true),
    Name(name: "0a", isValid: true),
    Name(name: String(repeating: "a", count: 63), isValid: true),
    Name(name: String(repeating: "a", count: 64), isValid: false),
    Name(name: "", isValid: false),
    Name(name: "-a", isValid: false),
    Name(name: "a-", isValid: false),
    Name(name: "A", isValid: false),
    Name(name: "a.b", isValid: false),
    Name(name: "a_b", isValid: false),
    Name(name: "ä", isValid: false),
    Name(name: "a\n", isValid: false),
    Name(name: "../a", isValid: false),
  ])
  func namesAreThoseOfKubernetes(name: Name) {
    let job = Job(name.name, owner: "me", reason: "why") { Launch(.noop) }
    let paths = JobDocument.schema.issues(in: job.document).map { "\($0.path)" }
    #expect(paths == (name.isValid ? [] : ["metadata.name"]))
  }

  @Test(arguments: ["", " ", "\n", "\u{A0}\t"])
  func ownerAndReasonAreNotBlank(text: String) {
    let job = Job("x", owner: text, reason: text) { Launch(.noop) }
    let paths = JobDocument.schema.issues(in: job.document).map { "\($0.path)" }
    #expect(paths == ["metadata.owner", "metadata.reason"])
  }
}
