import Foundation
import JobDSL
import Planning
import Reporting
import TestSupport
import Testing

@testable import Ledger

/// What an earlier version wrote is read, and means the same: Tests/Compatibility.
@Suite struct CompatibilityTests {
  private static func files(_ folder: String) throws -> [(name: String, text: String)] {
    let url = inPackage("Tests/Compatibility/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().map {
      ($0, try String(contentsOf: url.appending(path: $0), encoding: .utf8))
    }
  }

  @Test func documentsHaveTheirDigests() throws {
    let digests = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: inPackage("Tests/Compatibility/digests.json"))
    )
    let documents = try Self.files("documents")
    #expect(documents.map(\.name) == digests.keys.sorted())
    #expect(documents.count >= 38)
    for (name, text) in documents {
      let reading = JobReading(Array(text.utf8), file: name)
      #expect(reading.problems == [], "\(name)")
      #expect(reading.document?.digest == digests[name], "\(name)")
    }
  }

  @Test func recordsAreReadAndWrittenAsTheyWere() throws {
    let records = try Self.files("records")
    #expect(records.count >= 14)
    for (name, text) in records {
      let file = try RecordFile(json: text, source: name)
      #expect(try file.jsonText() == text, "\(name)")
      #expect(try Record(json: text, source: name) == file.record, "\(name)")
    }
  }

  @Test func plansHaveTheirDigests() throws {
    struct Plan: Decodable { var digest: String }
    let plans = try Self.files("plans")
    #expect(plans.count >= 15)
    for (name, text) in plans {
      // Nil where the digest isn't that of the effect.
      let approval = try #require(Approval(json: text), "\(name)")
      #expect(
        approval.digest == (try JSONDecoder().decode(Plan.self, from: Data(text.utf8))).digest,
        "\(name)"
      )
    }
  }
}
