import Dagster
import Testing

@testable import Execution

/// Which partitions of another asset a step reads.
@Suite struct UpstreamNeedTests {
  static let days = PartitionDefinition(kind: .timeWindow(format: "%Y-%m-%d"))
  static let hours = PartitionDefinition(kind: .timeWindow(format: "%Y-%m-%d-%H:%M"))
  static let names = PartitionDefinition(kind: .static)
  static let crossed = PartitionDefinition(
    kind: .multi([
      .init(name: "date", kind: .timeWindow, isPrimary: true),
      .init(name: "region", kind: .static, isPrimary: false),
    ])
  )
  static let hoursOfTwoDays = (1...2).flatMap { day in
    (0...23).map { hour in "2024-01-0\(day)-\(hour < 10 ? "0" : "")\(hour):00" }
  }

  private func need(
    _ keys: [String]?,
    _ own: PartitionDefinition?,
    of all: [String],
    reading upstream: PartitionDefinition?,
    of upstreamKeys: [String],
    mapping: AssetLinks.PartitionMapping? = nil
  ) -> UpstreamNeed {
    UpstreamNeed(
      of: .init(asset: AssetKey(path: ["up"]), mapping: mapping),
      keys: keys,
      partitioning: own,
      allKeys: all,
      upstream: upstream,
      upstreamKeys: upstreamKeys
    )
  }

  @Test func theSameKeysWherePartitionedAlike() {
    let all = ["2024-01-01", "2024-01-02", "2024-01-03"]
    #expect(
      need(["2024-01-02"], Self.days, of: all, reading: Self.days, of: all) == .partitions(["2024-01-02"])
    )
  }

  @Test func theHoursOfADay() {
    let days = ["2024-01-01", "2024-01-02"]
    let found = need(["2024-01-01"], Self.days, of: days, reading: Self.hours, of: Self.hoursOfTwoDays)
    #expect(found == .partitions(Array(Self.hoursOfTwoDays.prefix(24))))
  }

  @Test func theDayOfAnHour() {
    let days = ["2024-01-01", "2024-01-02"]
    let found = need(["2024-01-02-05:00"], Self.hours, of: Self.hoursOfTwoDays, reading: Self.days, of: days)
    #expect(found == .partitions(["2024-01-02"]))
  }

  @Test func everythingForAnAssetWithoutPartitions() {
    #expect(need(nil, nil, of: [], reading: Self.names, of: ["a", "b"]) == .partitions(["a", "b"]))
    #expect(need(["a"], Self.names, of: ["a"], reading: nil, of: []) == .whole)
  }

  @Test func oneOfTwoDimensions() {
    let all = ["2024-01-01|eu", "2024-01-01|us", "2024-01-02|eu"]
    let days = ["2024-01-01", "2024-01-02"]
    #expect(
      need(["2024-01-01|us"], Self.crossed, of: all, reading: Self.days, of: days)
        == .partitions(["2024-01-01"])
    )
    #expect(
      need(["2024-01-01"], Self.days, of: days, reading: Self.crossed, of: all)
        == .partitions(["2024-01-01|eu", "2024-01-01|us"])
    )
  }

  @Test(arguments: ["StaticPartitionMapping", "SpecificPartitionsPartitionMapping"])
  func whatTheServerDoesNotTellIsUndecided(_ name: String) {
    let mapping = AssetLinks.PartitionMapping(className: name, description: "")
    #expect(
      need(["a"], Self.names, of: ["a"], reading: Self.names, of: ["a"], mapping: mapping) == .undecided(name)
    )
  }

  @Test func whatDoesNotFitIsUndecided() {
    let other = need(["a", "b"], Self.names, of: ["a", "b"], reading: Self.names, of: ["a"])
    #expect(other == .undecided("the same keys, and it has no \"b\""))
    let kinds = need(["a"], Self.names, of: ["a"], reading: Self.days, of: ["2024-01-01"])
    #expect(kinds == .undecided("two kinds of partitions"))
    let crossed = need(["x|y"], Self.crossed, of: ["x|y"], reading: Self.names, of: ["a"])
    #expect(crossed == .undecided("one of two dimensions"))
    let crossing = need(["a"], Self.names, of: ["a"], reading: Self.crossed, of: ["x|y"])
    #expect(crossing == .undecided("one of two dimensions"))
    let formats = need(["01/02"], Self.days, of: ["02/01", "01/02"], reading: Self.hours, of: ["a"])
    #expect(formats == .undecided("time windows of unlike formats"))
    let early = need(
      ["2024-01-01"],
      Self.days,
      of: ["2024-01-01", "2024-01-02"],
      reading: Self.hours,
      of: []
    )
    #expect(early == .undecided("a window in \"2024-01-01\", which it doesn't have"))
  }

  @Test func offsetsAreUndecided() {
    let mapping = AssetLinks.PartitionMapping(
      className: "TimeWindowPartitionMapping",
      description:
        "The start and end of the upstream time window is offsetted by -1 and -1 partitions respectively."
    )
    let all = ["2024-01-01", "2024-01-02"]
    #expect(
      need(["2024-01-02"], Self.days, of: all, reading: Self.days, of: all, mapping: mapping)
        == .undecided("a TimeWindowPartitionMapping with offsets")
    )
  }
}
