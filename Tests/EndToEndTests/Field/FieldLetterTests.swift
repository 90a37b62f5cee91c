import Dagster
import DagsterModel
import TestSupport
import Testing

/// Names and keys that look alike and are not, and asset keys with what else stands between their parts.
@Suite(.inTheField) struct FieldLetterTests {
  private let witness = Witness(url: SharedServer.fieldURL ?? "")

  private func document(_ steps: String) throws -> JobFile {
    try JobFile("letters", steps: steps, url: SharedServer.fieldURL)
  }

  private func backfill(_ asset: String, _ selection: String, kind: String = "static") -> String {
    "- backfill:\n    assets: [\(asset)]\n    partitions: {partitioning: \(kind), \(selection)}\n"
  }

  /// As they come in the tags, byte for byte.
  private func partitions(of job: JobFile) async throws -> [[UInt8]] {
    try await witness.runs(of: job.name).compactMap(\.partition).map { Array($0.utf8) }
  }

  @Test(arguments: ["Orl\u{E9}ans", "Orle\u{301}ans", "\u{212B}ngelholm", "\u{C5}ngelholm"])
  func runsTheFormThatIsWritten(_ key: String) async throws {
    let job = try document(backfill("city_pages", "keys: [\"\(key)\"]"))
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(try await partitions(of: job) == [Array(key.utf8)])
  }

  @Test func bothFormsAreTwoPartitions() async throws {
    let text = backfill("city_pages", "keys: [\"Orl\u{E9}ans\", \"Orle\u{301}ans\", \"Bonn\"]")
    let job = try document(text)
    let plan = try await job.printedPlan()
    let counted = try #require(plan.steps.first?.assets?.first)
    #expect(counted.new + counted.overwritten == 3)
  }

  @Test func onlyMissingLeavesOutTheOneThatIsThere() async throws {
    try await witness.report(["\u{212B}ngelholm"], of: "city_pages_apart")
    let text = backfill("city_pages_apart", "keys: [\"\u{212B}ngelholm\", \"\u{C5}ngelholm\"]")
    let job = try document(text + "    only: missing\n")
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(try await partitions(of: job) == [Array("\u{C5}ngelholm".utf8)])
  }

  @Test func anotherFormAloneIsRefusedInWords() async throws {
    let job = try document(backfill("file_pages", "keys: [\"r\u{E9}sum\u{E9}.pdf\"]", kind: "dynamic"))
    let ending = try await job.run()
    #expect(ending.status == 65)
    #expect(
      Array(ending.errors.utf8).contains(
        """
        found "r\u{E9}sum\u{E9}.pdf" (that is there in another Unicode form alone: \
        "\u{E9}" is U+00E9 here and U+0065 U+0301 there; \
        write it with escapes, "re\\u{301}sume\\u{301}.pdf" in Swift)
        """.utf8
      ),
      "\(ending.errors)"
    )
    try await nothing(of: job)
  }

  @Test func aJobIsLaunchedWithTheFormThatIsWritten() async throws {
    let location = "    location: data platform/v2 (eu)\n"
    let good = try document(
      "- launch:\n    job: city_job\n\(location)    partition: \"\u{C5}ngelholm\"\n"
    )
    let ending = try await good.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(try await partitions(of: good) == [Array("\u{C5}ngelholm".utf8)])
    let bad = try document(
      "- launch:\n    job: city_job\n\(location)    partition: \"A\u{30A}ngelholm\"\n"
    )
    let refusal = try await bad.run()
    #expect(refusal.status == 65)
    #expect(refusal.errors.contains("is U+0041 U+030A here and U+"), "\(refusal.errors)")
    try await nothing(of: bad)
  }

  private func nothing(of job: JobFile) async throws {
    #expect(try await witness.backfills(of: job.name).isEmpty)
    #expect(try await witness.runs(of: job.name).isEmpty)
  }

  struct Odd: Sendable {
    var text: String
    var path: [String]
  }

  @Test(arguments: [
    Odd(text: #"data\/orders"#, path: ["data/orders"]), Odd(text: "data/orders", path: ["data", "orders"]),
    Odd(text: "my tables/orders 2024", path: ["my tables", "orders 2024"]),
    Odd(text: #"share/a\\b/c\/d"#, path: ["share", #"a\b"#, "c/d"]),
  ])
  func partsMayHoldAnything(_ odd: Odd) async throws {
    let job = try document("- materialize:\n    asset: '\(odd.text)'\n")
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    let run = try #require(try await witness.runs(of: job.name).first)
    let made = try await witness.ask { try await $0.materializations(ofRun: run.id) }
    #expect(made.map(\.asset.path) == [odd.path])
  }
}
