import Foundation
import Ledger
import TestSupport
import Testing

/// What a record says may have been written by anybody who can write the ledger, and goes to terminals and logs.
@Suite struct HostileRecordTests {
  /// Each field that a person sees, with each of the texts.
  private static func records() -> [Record] {
    Hostile.texts.flatMap { text -> [Record] in
      func record(_ change: (inout Record) -> Void) -> Record {
        var record = Record(
          job: "hostile",
          document: DocumentReference(digest: "sha256:00ff", text: nil, file: "job.yaml"),
          owner: "me",
          reason: "why",
          created: Timestamp(seconds: 0),
          updated: Timestamp(seconds: 1),
          steps: [StepRecord(index: 0, command: "materialize", summary: "dim_products")],
          attempts: [Attempt(number: 1, started: Timestamp(seconds: 0), provenance: Provenance(actor: "ada"))]
        )
        record.steps[0].launches = [
          LaunchRecord(launchID: "launch-1", kind: .run, intended: Timestamp(seconds: 0))
        ]
        change(&record)
        return record
      }
      return [
        record { $0.owner = text }, record { $0.reason = text }, record { $0.document.digest = text },
        record { $0.steps[0].command = text }, record { $0.steps[0].summary = text },
        record { $0.steps[0].message = text }, record { $0.steps[0].launches[0].url = text },
        record { $0.steps[0].launches[0].dagsterID = text }, record { $0.steps[0].launches[0].status = text },
        record {
          $0.steps[0].launches[0].setFailedPartitions([
            FailedPartition(partition: text, runID: text, reason: text)
          ])
        },
        record {
          $0.attempts[0] = Attempt(number: 1, started: $0.created, provenance: Provenance(actor: text))
        },
        record { $0.outcome = Outcome(rawValue: text) },
        record { $0.lease = Lease(holder: text, fencingToken: 1, expires: $0.updated) },
        record { $0.cancellation = Cancellation(requested: $0.updated, provenance: Provenance(actor: text)) },
      ]
    }
  }

  @Test func nothingThatSteersComesOut() async throws {
    let records = Self.records()
    #expect(records.count == 168)
    for batch in stride(from: 0, to: records.count, by: 24).map({ records[$0..<min($0 + 24, records.count)] })
    {
      let folder = try Folder()
      for (index, record) in batch.enumerated() {
        let text = try record.jsonText().replacing("\"hostile\"", with: "\"hostile-\(index)\"")
        try folder.write(text, to: "ledger/hostile-\(index).json")
      }
      let ledger = ["--ledger", "file://\(folder.path)/ledger"]
      var commands = [["history"], ["history", "--output", "json"]]
      for index in 0..<batch.count { commands.append(["status", "hostile-\(index)"]) }
      commands.append(["status", "hostile-0", "--output", "json"])
      for command in commands {
        let ending = try await Child(Checkout.runner, command + ledger).ending()
        Hostile.expectNone(in: ending, of: command)
      }
    }
  }
}
