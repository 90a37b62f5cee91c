import Diagnostics
import JobDSL
import Schema
import Testing

@testable import JobDSL
@testable import PartitionSelections

/// Windows that only Dagster counts, and the hour that comes twice.
@Suite struct TimeWindowTests {
  private func issues(_ kind: PartitioningKind, _ keys: KeySelection) -> [String] {
    KeyRules(kind: kind).issues(in: keys).map { "\($0.path): \($0.message)" }
  }

  @Test func anyPlainTextMayBeAWindow() {
    #expect(issues(.timeWindow, .keys(["2024-02", "20240201", "01.02.2024", "2024-02-01 00:15"])) == [])
    #expect(issues(.timeWindow, .range(KeyRange(from: "31.01.2024", through: "01.02.2024"))) == [])
    #expect(issues(.timeWindow, .keys(["a\u{7}"])).count == 1)
  }

  @Test(arguments: ["2024-11-03-01:00-0500", "2024-10-27-02:00+0100", "2025-04-06-02:00+1030"])
  func theSecondOfTwoHoursHasItsDistanceBehindIt(_ key: String) {
    #expect(issues(.hourly, .keys([key])) == [])
    #expect(issues(.daily, .keys([key])).count == 1)
  }

  @Test(arguments: [
    "2024-11-03-01:00 0500", "2024-11-03-01:00-05:0", "2024-11-03-01:00-2500", "2024-11-03-01:00Z0500",
  ])
  func whatIsNoDistanceIsRefused(_ key: String) { #expect(issues(.hourly, .keys([key])).count == 1) }

  @Test(arguments: [
    ("2024-11-03-01:00", "2024-11-03-01:00-0500", 2), ("2024-11-03-01:00-0500", "2024-11-03-01:00-0500", 1),
    ("2024-11-03-01:00-0500", "2024-11-03-02:00", 2), ("2024-11-03-00:00", "2024-11-03-01:00-0500", 3),
  ])
  func anHourThatComesTwiceIsCounted(_ from: String, _ through: String, _ count: Int) {
    #expect(issues(.hourly, .range(KeyRange(from: from, through: through))) == [])
    #expect(KeyRange(from: from, through: through).count(as: .hourly) == count)
  }

  @Test func theCalendarDoesNotCountWhatOnlyDagsterKnows() {
    let selection = Partitions.single(.timeWindow, .range(KeyRange(from: "2024-01", through: "2024-03")))
    #expect(selection.extent.count == nil)
    #expect(selection.extent.ends == .init(first: "2024-01", last: "2024-03"))
    let hours = Partitions.single(
      .hourly,
      .range(KeyRange(from: "2024-01-01-00:00", through: "2024-01-01-05:00"))
    )
    #expect(hours.extent.isByTheClock)
    #expect(hours.extent.count == 6)
  }

  @Test func theLanguageSaysThem() {
    let months = Asset<TimeWindows>("month_short")
    #expect(Backfill(months, from: "2024-01", through: "2024-03").partitions.kind == .timeWindow)
    #expect(Backfill(months, partitions: ["2024-01"]).partitions == .single(.timeWindow, .keys(["2024-01"])))
    #expect(Backfill(months, partitions: .all).partitions == .single(.timeWindow, .all))
    #expect(Materialize(months, partition: "2024-01").partition == "2024-01")
  }

  @Test func anAssetKeyIsSaidByItsParts() {
    #expect(Asset<Daily>("sales/orders").key == "sales/orders")
    #expect(Asset<Daily>(path: "data/orders").key == #"data\/orders"#)
    #expect(Asset<Daily>(path: "share", #"a\b"#, "c/d").key == #"share/a\\b/c\/d"#)
  }
}
