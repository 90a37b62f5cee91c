import Dagster
import DagsterModel
import ExactText
import Ledger
import TestSupport
import Testing

/// One backfill, from the document to the partitions in Dagster.
@Suite(.onDagster) struct BackfillTests {
  static let steps = """
    - backfill:
        assets:
        - orders
        partitions:
          partitioning: daily
          from: "2024-05-01"
          through: "2024-05-03"
    """

  @Test func succeedsOnce() async throws {
    let job = try JobFile("backfill", steps: Self.steps)
    let first = try await job.run()
    let backfill = try #require(try await Witness().backfills(of: job.name).first)
    let page = "\(SharedServer.url ?? "")/runs/b/\(backfill.id.rawValue)"
    #expect(first.status == 0)
    #expect(first.output == "succeeded: \(job.name) succeeded\n  \(page)\n")

    let second = try await job.run()
    let message = "\(job.name) has succeeded already; nothing was launched"
    #expect(second.status == 0)
    #expect(second.output == "already_succeeded: \(message)\n  \(page)\n")
    #expect(second.errors == "")
    #expect(try await Witness().backfills(of: job.name).map(\.id) == [backfill.id])
    #expect(try await Witness().runs(of: job.name).count == 3)
  }

  @Test func isTaggedAndRecorded() async throws {
    // Days of its own: what another test has under way doesn't count as materialized meanwhile.
    let job = try JobFile("tagged", steps: Self.steps.replacing("2024-05-0", with: "2024-11-0"))
    let ending = try await job.run()
    #expect(ending.status == 0)
    #expect(ending.errors.contains(#""done":3,"failed":0,"total":3,"running":0,"queued":0,"elapsed":"#))
    let record = try #require(try await job.record())
    let launch = try #require(record.steps.first?.launches.first)
    let backfill = try #require(try await Witness().backfills(of: job.name).first)
    #expect(record.outcome == .succeeded)
    #expect(record.attempts.map(\.outcome) == [.succeeded])
    #expect(record.attempts.first?.provenance == Provenance(actor: "ada", commit: "0123abcd"))
    #expect(record.steps.first?.state == .succeeded)
    #expect(launch.dagsterID == backfill.id.rawValue)
    #expect([launch.targeted, launch.materialized, launch.failed] == [3, 3, 0])
    let tags = backfill.tags.filter { $0.key.hasPrefix("production-jobs/") }.sorted { $0.key < $1.key }
    #expect(
      tags == [
        Tag("production-jobs/actor", "ada"), Tag("production-jobs/commit", "0123abcd"),
        Tag("production-jobs/document", record.document.digest), Tag("production-jobs/job", job.name),
        Tag("production-jobs/launch-id", launch.launchID), Tag("production-jobs/step", "1"),
      ]
    )
    let there = try await Witness().ask {
      try await $0.materializedPartitions(of: AssetKey(path: ["orders"]))
    }
    #expect(there.isSuperset(of: ["2024-11-01", "2024-11-02", "2024-11-03"]))
  }

  @Test func isHeldToItsLimit() async throws {
    let steps = """
      - backfill:
          assets:
          - stamped
          partitions:
            partitioning: daily
            from: "2024-03-01"
            through: "2024-03-05"
          maxConcurrentRuns: 2
      """
    let job = try JobFile("limited", steps: steps)
    #expect(try await job.run().status == 0)
    let backfill = try #require(try await Witness().backfills(of: job.name).first)
    let stamps = Stamp.all(ofBackfill: backfill.id.rawValue)
    #expect(stamps.count == 5)
    // The most that ran at once ran at the start of one of them.
    let atOnce = stamps.map { stamp in stamps.count { $0.start <= stamp.start && stamp.start < $0.end } }
    #expect(atOnce.allSatisfy { $0 <= 2 })
  }

  @Test(arguments: Checkout.exampleJobs.filter { $0 != BackfillTests.filling })
  func carriesOutTheExample(_ example: String) async throws {
    let job = try JobFile(example.prefix(30).lowercased()) { name in
      try Checkout.text("generated/\(example)/job.yaml").replacing(
        "name: \(example)\n",
        with: "name: \(name)\n"
      )
    }
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let steps = try #require(try await job.record()).steps
    #expect(steps.allSatisfy { $0.state == .succeeded && $0.launches.count == 1 })
  }

  /// It is tied to conditions.
  static let filling = "fill-orders-2024-03"

  /// On assets that no other test works on: no backfill of them may be under way. All but two days are there.
  @Test func carriesOutTheExampleWithConditions() async throws {
    let days = (1...29).map { "2024-03-\($0 < 10 ? "0" : "")\($0)" }
    for asset in ["plan_filled", "plan_filled_clean"] { try await Witness().report(days, of: asset) }
    let example = try Checkout.text("generated/\(Self.filling)/job.yaml")
      .replacing("- orders\n", with: "- plan_filled\n")
      .replacing("- orders_clean\n", with: "- plan_filled_clean\n")
    let job = try JobFile("fill-orders") { name in
      example.replacing("name: \(Self.filling)\n", with: "name: \(name)\n")
    }
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Witness().runs(of: job.name).count == 4)
  }

  @Test func thereAreExamples() {
    #expect(Checkout.exampleJobs.count == 9)
  }
}

/// A line of the sandbox's `stamps.log`: when a run of the asset `stamped` ran.
private struct Stamp {
  var start: Double
  var end: Double

  static func all(ofBackfill id: String) -> [Stamp] {
    SharedServer.stamps.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 5, words[3] == id, let start = Double(words[0]), let end = Double(words[1]) else {
        return nil
      }
      return Stamp(start: start, end: end)
    }
  }
}
