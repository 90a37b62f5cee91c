import TestSupport
import Testing

/// `upstreamMaterialized` across windows of other lengths, offsets, zones and formats.
@Suite(.inTheField) struct FieldConditionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var asset: String
    var kind = "daily"
    var key: String
    var upstream: String
    /// What is there of it: for no other case.
    var made: [String]
    /// What is missing, or why it can't be told; `nil` where the condition is met.
    var complaint: String?
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static func hours(_ day: String, _ hours: ClosedRange<Int> = 0...23) -> [String] {
    hours.map { "\(day)-\(two($0)):00" }
  }

  static func first(_ key: String) -> String { "missing, first \"\(key)\"" }

  static let newYork = hours("2024-11-03") + hours("2024-11-04")

  static let cases = [
    Case(
      testDescription: "a day's hours are there",
      asset: "report_utc",
      key: "2024-07-01",
      upstream: "clicks_utc",
      made: hours("2024-07-01")
    ),
    Case(
      testDescription: "the last hour of a day is missing",
      asset: "report_utc",
      key: "2024-07-03",
      upstream: "clicks_utc",
      made: hours("2024-07-03", 0...22) + ["2024-07-02-23:00"],
      complaint: first("2024-07-03-23:00")
    ),
    Case(
      testDescription: "the last day there is",
      asset: "report_utc",
      key: "2024-07-31",
      upstream: "clicks_utc",
      made: hours("2024-07-31")
    ),
    Case(
      testDescription: "the day of an hour is there",
      asset: "clicks_priced",
      kind: "hourly",
      key: "2024-07-05-23:00",
      upstream: "rates_utc",
      made: ["2024-07-05"]
    ),
    Case(
      testDescription: "the day of an hour is not there, the one before is",
      asset: "clicks_priced",
      kind: "hourly",
      key: "2024-07-06-00:00",
      upstream: "rates_utc",
      made: ["2024-07-05"],
      complaint: first("2024-07-06")
    ),
    Case(
      testDescription: "the last hour there is",
      asset: "clicks_priced",
      kind: "hourly",
      key: "2024-07-31-23:00",
      upstream: "rates_utc",
      made: ["2024-07-31"]
    ),
    Case(
      testDescription: "an offset reads the day before as well",
      asset: "report_lagging",
      key: "2024-07-10",
      upstream: "clicks_utc",
      made: hours("2024-07-10"),
      complaint: first("2024-07-09-00:00")
    ),
    Case(
      testDescription: "an offset, all of it there",
      asset: "report_lagging",
      key: "2024-07-13",
      upstream: "clicks_utc",
      made: hours("2024-07-12") + hours("2024-07-13")
    ),
    Case(
      testDescription: "an offset before the first",
      asset: "report_lagging",
      key: "2024-06-01",
      upstream: "clicks_utc",
      made: hours("2024-06-01"),
      complaint: "found for \"2024-06-01\" windows before its first or after its last partition"
    ),
    Case(
      testDescription: "an offset reads the day after as well",
      asset: "report_ahead",
      key: "2024-07-15",
      upstream: "clicks_utc",
      made: hours("2024-07-15") + hours("2024-07-16", 0...22),
      complaint: first("2024-07-16-23:00")
    ),
    Case(
      testDescription: "days that begin at six",
      asset: "report_shifted",
      key: "2024-07-20",
      upstream: "clicks_utc",
      made: hours("2024-07-20", 6...23) + hours("2024-07-21", 0...5)
    ),
    Case(
      testDescription: "days that begin at six, hours from midnight",
      asset: "report_shifted",
      key: "2024-07-23",
      upstream: "clicks_utc",
      made: hours("2024-07-23"),
      complaint: first("2024-07-24-00:00")
    ),
    Case(
      testDescription: "a day of New York with an hour that comes twice, which is missing once",
      asset: "report_ny",
      key: "2024-11-03",
      upstream: "clicks_ny_apart",
      made: newYork,
      complaint: first("2024-11-03-01:00-0500")
    ),
    Case(
      testDescription: "the last day of New York",
      asset: "report_ny",
      key: "2024-11-04",
      upstream: "clicks_ny_apart",
      made: newYork
    ),
    Case(
      testDescription: "a month of days of another format",
      asset: "month_of_days",
      kind: "monthly",
      key: "2024-01-01",
      upstream: "dotted_days_apart",
      made: (1...31).map { "\(two($0)).01.2024" }
    ),
    Case(
      testDescription: "a month of days of another format without its last",
      asset: "month_of_days",
      kind: "monthly",
      key: "2024-02-01",
      upstream: "dotted_days_apart",
      made: (1...28).map { "\(two($0)).02.2024" },
      complaint: first("29.02.2024")
    ),
    Case(
      testDescription: "a month of bank days",
      asset: "month_of_bank_days",
      kind: "monthly",
      key: "2024-01-01",
      upstream: "bank_days_apart",
      made: (1...31).filter { ![0, 6].contains($0 % 7) }.map { "2024-01-\(two($0))" }
    ),
  ]

  @Test(arguments: cases) func holdsOrSaysWhatIsMissing(_ test: Case) async throws {
    try await Witness(url: SharedServer.fieldURL ?? "").report(test.made, of: test.upstream)
    let steps = """
      - backfill:
          assets: [\(test.asset)]
          partitions: {partitioning: \(test.kind), keys: ["\(test.key)"]}
          requires: [upstreamMaterialized]
      """
    let job = try JobFile("upstream", steps: steps, url: SharedServer.fieldURL)
    let condition = try #require(try await job.printedPlan().steps.first?.conditions.first)
    #expect(condition.isMet == (test.complaint == nil), "\(condition.complaint ?? "")")
    if let complaint = test.complaint {
      #expect(condition.complaint?.contains(complaint) == true, "\(condition)")
    }
  }
}
