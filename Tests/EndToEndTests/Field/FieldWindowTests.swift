import Dagster
import DagsterModel
import Ledger
import TestSupport
import Testing

/// Time windows of any length and format, spelled, ordered and counted as Dagster does.
@Suite(.inTheField) struct FieldWindowTests {
  private let witness = Witness(url: SharedServer.fieldURL ?? "")

  static func steps(_ asset: String, _ kind: String, _ selection: String) -> String {
    "- backfill:\n    assets: [\(asset)]\n    partitions:\n      partitioning: \(kind)\n      \(selection)\n"
  }

  struct Window: Sendable, CustomTestStringConvertible {
    var asset: String
    var kind = "timeWindow"
    var selection: String
    var keys: [String]
    var testDescription: String { "\(asset), \(selection)" }
  }

  static let windows = [
    Window(
      asset: "month_short",
      selection: "keys: [\"2024-03\", \"2024-01\"]",
      keys: ["2024-01", "2024-03"]
    ),
    Window(
      asset: "compact_days",
      selection: "{from: \"20240130\", through: \"20240201\"}",
      keys: ["20240130", "20240131", "20240201"]
    ),
    // Not the order of the text.
    Window(
      asset: "dotted_days",
      selection: "{from: \"31.01.2024\", through: \"02.02.2024\"}",
      keys: ["31.01.2024", "01.02.2024", "02.02.2024"]
    ),
    Window(
      asset: "quarters",
      selection: "keys: [\"2024-04-01\", \"2023-10-01\"]",
      keys: ["2023-10-01", "2024-04-01"]
    ),
    Window(
      asset: "quarter_hours",
      selection: "{from: \"2024-02-01 00:45\", through: \"2024-02-01 01:15\"}",
      keys: ["2024-02-01 00:45", "2024-02-01 01:00", "2024-02-01 01:15"]
    ),
    // From Friday through Monday.
    Window(
      asset: "bank_days",
      selection: "{from: \"2024-01-05\", through: \"2024-01-08\"}",
      keys: ["2024-01-05", "2024-01-08"]
    ),
    Window(
      asset: "odd_weeks",
      kind: "weekly",
      selection: "{from: \"2024-01-10\", through: \"2024-01-17\"}",
      keys: ["2024-01-10", "2024-01-17"]
    ),
    Window(
      asset: "clicks_ny",
      kind: "hourly",
      selection: "{from: \"2024-11-03-01:00\", through: \"2024-11-03-01:00-0500\"}",
      keys: ["2024-11-03-01:00", "2024-11-03-01:00-0500"]
    ),
    Window(
      asset: "clicks_ny",
      kind: "hourly",
      selection: "{from: \"2024-11-03-01:00-0500\", through: \"2024-11-03-02:00\"}",
      keys: ["2024-11-03-01:00-0500", "2024-11-03-02:00"]
    ),
    Window(
      asset: "clicks_ny",
      kind: "hourly",
      selection: "keys: [\"2024-11-03-01:00-0500\"]",
      keys: ["2024-11-03-01:00-0500"]
    ),
    Window(
      asset: "clicks_ny",
      kind: "hourly",
      selection: "{from: \"2024-11-03-00:00\", through: \"2024-11-03-02:00\"}",
      keys: ["2024-11-03-00:00", "2024-11-03-01:00", "2024-11-03-01:00-0500", "2024-11-03-02:00"]
    ),
  ]

  @Test(arguments: windows) func launchesThoseAndNoOthers(_ window: Window) async throws {
    let selection = window.selection.trimmedBraces.replacing(", through", with: "\n      through")
    let job = try JobFile(
      "windows",
      steps: Self.steps(window.asset, window.kind, selection),
      url: SharedServer.fieldURL
    )
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(try await witness.runs(of: job.name).compactMap(\.partition).sorted() == window.keys.sorted())
    let launch = try #require(try await job.record()?.steps.first?.launches.last)
    #expect(
      [launch.targeted, launch.materialized, launch.failed] == [window.keys.count, window.keys.count, 0]
    )
  }

  @Test(arguments: [
    ("month_short", 12), ("quarters", 8), ("quarter_hours", 24), ("bank_days", 44), ("clicks_ny", 73),
  ])
  func allIsWhatDagsterHas(_ asset: String, _ count: Int) async throws {
    let kind = asset == "clicks_ny" ? "hourly" : "timeWindow"
    let job = try JobFile("windows", steps: Self.steps(asset, kind, "all: true"), url: SharedServer.fieldURL)
    let found = try #require(try await job.printedPlan().steps.first?.assets?.first)
    #expect(found.new + found.overwritten == count)
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    var asset: String
    var kind: String
    var selection: String
    var message: String
    var testDescription: String { "\(asset) as \(kind), \(selection)" }
  }

  static let wrong = [
    Wrong(
      asset: "near_daily",
      kind: "monthly",
      selection: "{from: \"2024-01-01\", through: \"2024-03-01\"}",
      message: "job.yaml:12:23: error: spec.steps[0].backfill.partitions.partitioning: "
        + "expected monthly windows, found \"near_daily\" with windows daily"
    ),
    Wrong(
      asset: "odd_weeks",
      kind: "daily",
      selection: "keys: [\"2024-01-10\"]",
      message: "expected daily windows, found \"odd_weeks\" with windows weekly"
    ),
    Wrong(
      asset: "quarters",
      kind: "monthly",
      selection: "all: true",
      message: "expected monthly windows, found \"quarters\" with windows of 3 months"
    ),
    Wrong(
      asset: "bank_days",
      kind: "daily",
      selection: "{from: \"2024-01-05\", through: \"2024-01-08\"}",
      message: "job.yaml:13:15: error: spec.steps[0].backfill.partitions.from: "
        + "expected 4 partitions of \"bank_days\" by the calendar, found 2 in Dagster"
    ),
    Wrong(
      asset: "month_short",
      kind: "monthly",
      selection: "all: true",
      message:
        "expected an asset with monthly partitions, found \"month_short\" with time windows spelled %Y-%m "
        + "(declare it in the catalog as TimeWindows (`partitioning: timeWindow`)"
    ),
    Wrong(
      asset: "dotted_days",
      kind: "timeWindow",
      selection: "{from: \"02.02.2024\", through: \"31.01.2024\"}",
      message: "expected a range in the order of \"dotted_days\", found \"02.02.2024\" after \"31.01.2024\""
    ),
    Wrong(
      asset: "compact_days",
      kind: "timeWindow",
      selection: "keys: [\"2024-01-30\"]",
      message: "expected a partition of \"compact_days\", found \"2024-01-30\""
    ),
    Wrong(
      asset: "quarter_hours",
      kind: "timeWindow",
      selection: "keys: [\"2024-02-01 00:10\"]",
      message: "expected a partition of \"quarter_hours\", found \"2024-02-01 00:10\""
    ),
  ]

  @Test(arguments: wrong) func refuses(_ wrong: Wrong) async throws {
    let selection = wrong.selection.trimmedBraces.replacing(", through", with: "\n      through")
    let job = try JobFile(
      "windows",
      steps: Self.steps(wrong.asset, wrong.kind, selection),
      url: SharedServer.fieldURL
    )
    for ending in [try await job.plan(), try await job.run()] {
      #expect(ending.status == 65)
      #expect(ending.errors.contains(wrong.message), "\(ending.errors)")
    }
    #expect(try await witness.backfills(of: job.name).isEmpty)
  }
}

extension String {
  fileprivate var trimmedBraces: String { hasPrefix("{") ? String(dropFirst().dropLast()) : self }
}
