import Dagster
import DagsterModel
import Testing

@testable import Works

/// What a step reads of another asset, as far as the definitions tell; `FieldConditionTests` asks a real Dagster.
@Suite struct UpstreamNeedTests {
  private func need(_ mapping: String?, isPartitioned: Bool, _ upstreamKeys: [String]?) -> UpstreamNeed {
    UpstreamNeed(
      of: .init(
        asset: AssetKey(path: ["up"]),
        mapping: mapping.map { .init(className: $0, description: "") }
      ),
      isPartitioned: isPartitioned,
      upstreamKeys: upstreamKeys
    )
  }

  @Test func everythingForAnAssetWithoutPartitions() {
    #expect(need(nil, isPartitioned: false, ["a", "b"]) == .partitions(["a", "b"]))
    #expect(need(nil, isPartitioned: true, nil) == .whole)
  }

  @Test func whatTheMappingItselfNames() {
    #expect(need("AllPartitionMapping", isPartitioned: true, ["a", "b"]) == .partitions(["a", "b"]))
    #expect(need("LastPartitionMapping", isPartitioned: false, ["a", "b"]) == .partitions(["b"]))
  }

  @Test(arguments: [
    nil, "TimeWindowPartitionMapping", "StaticPartitionMapping", "SpecificPartitionsPartitionMapping",
  ])
  func whatDagsterMaps(_ name: String?) {
    #expect(need(name, isPartitioned: true, ["a"]) == .mapped)
  }

  @Test func whatNobodyTellsIsUndecided() {
    let name = "SpecificPartitionsPartitionMapping"
    #expect(need(name, isPartitioned: false, ["a"]) == .undecided(name))
  }
}

/// Times read from keys by the server's format.
@Suite struct WindowTimesTests {
  struct Case: Sendable {
    var format: String
    var keys: [String]
    var steps: [Int]?
  }

  static let day = 24 * 60
  static let cases = [
    Case(format: "%Y-%m-%d", keys: ["2024-02-28", "2024-02-29", "2024-03-01"], steps: [day, day]),
    Case(format: "%Y-%m-%d-%H:%M", keys: ["2024-12-31-23:00", "2025-01-01-00:00"], steps: [60]),
    Case(format: "%d.%m.%Y", keys: ["31.01.2024", "01.02.2024"], steps: [day]),
    Case(format: "%Y%m%d", keys: ["20240229", "20240301"], steps: [day]),
    Case(format: "%Y-%m", keys: ["2023-12", "2024-01", "2024-02"], steps: [31 * day, 31 * day]),
    Case(format: "%Y-%m-%d %H:%M:%S", keys: ["2024-02-01 00:00:00", "2024-02-01 00:15:00"], steps: [15]),
    Case(
      format: "%Y-%m-%d-%H:%M",
      keys: ["2024-11-03-01:00", "2024-11-03-01:00-0500", "2024-11-03-02:00"],
      steps: [0, 60]
    ),
    Case(format: "%d %b %Y", keys: ["01 Feb 2024"]),
    Case(format: "%Y-%m-%d", keys: ["2024-02-30"]),
    Case(format: "%Y-%m-%d", keys: ["2024-02-01x"]),
    Case(format: "%Y%", keys: ["2024%"]),
  ]

  @Test(arguments: cases) func readsWhatItKnows(_ test: Case) {
    let times = WindowTimes(test.keys, format: test.format)
    #expect(times.map { zip($0.begins, $0.begins.dropFirst()).map { $1 - $0 } } == test.steps)
  }

  @Test func theWindowThatHasBegun() throws {
    let times = try #require(WindowTimes(["2024-01", "2024-02", "2024-04"], format: "%Y-%m"))
    #expect(times.window(at: times.begins[0] - 1) == nil)
    #expect(times.window(at: times.begins[1]) == 1)
    #expect(times.window(at: times.begins[2] - 1) == 1)
    #expect(times.end == times.begins[2] + 31 * Self.day)
    #expect(times.end(ofWindow: 2) == times.begins[2] + 60 * Self.day)
  }
}
