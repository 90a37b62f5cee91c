import JSONTree
import RunHistory
import Testing

@Suite struct ForecastTests {
  private func past(_ samples: (Double, Int)...) -> PastRuns {
    PastRuns(samples.map { PastRuns.Sample(seconds: $0, partitions: $1) })
  }

  @Test func theMedianOfRunsOfTheSameSizeIsTaken() throws {
    let runs = past((10, 1), (30, 1), (20, 1), (900, 30))
    let one = try #require(runs.expected(partitions: 1))
    #expect(one.seconds == 20 && one.basis == 3)
    let even = try #require(past((10, 1), (30, 1), (20, 1), (40, 1)).expected(partitions: 1))
    #expect(even.seconds == 25)
  }

  @Test func ofAnotherSizeTheTimeForEachPartitionCounts() throws {
    let found = try #require(past((100, 10), (240, 12), (90, 3)).expected(partitions: 20))
    #expect(found.seconds == 400 && found.basis == 3)
  }

  /// One run of the same size beside many of another says less than all of them.
  @Test func aSingleRunOfTheSameSizeIsNoMedian() throws {
    let found = try #require(past((1_000, 2), (10, 1), (10, 1), (10, 1)).expected(partitions: 2))
    #expect(found.basis == 4 && found.seconds == 20)
  }

  @Test func theOnlyRunIsTaken() throws {
    let found = try #require(past((60, 4)).expected(partitions: 4))
    #expect(found.seconds == 60 && found.basis == 1)
  }

  @Test func withoutRunsNothingIsExpected() {
    #expect(PastRuns([]).expected(partitions: 1) == nil)
    #expect(Forecast([Forecast.Load(runs: 3, partitionsEach: 1, past: PastRuns([]))], atOnce: nil) == nil)
    let known = past((10, 1))
    #expect(Forecast([Forecast.Load(runs: 0, partitionsEach: 1, past: known)], atOnce: nil) == nil)
    #expect(Forecast([Forecast.Load(runs: 3, partitionsEach: 1, past: known)], atOnce: 0) == nil)
    let loads = [
      Forecast.Load(runs: 3, partitionsEach: 1, past: known),
      Forecast.Load(runs: 1, partitionsEach: 1, past: PastRuns([])),
    ]
    #expect(Forecast(loads, atOnce: nil) == nil)
  }

  @Test(arguments: [
    (14, 4 as Int?, 40.0), (14, nil, 10.0), (3, 10, 10.0), (1, 1, 10.0), (4, 1, 40.0), (8, 4, 20.0),
  ])
  func asManyRunAtOnceAsTheLimitLets(runs: Int, atOnce: Int?, seconds: Double) throws {
    let load = Forecast.Load(runs: runs, partitionsEach: 1, past: past((10, 1)))
    let forecast = try #require(Forecast([load], atOnce: atOnce))
    #expect(forecast.seconds == seconds && forecast.runs == runs && forecast.basis == 1)
  }

  @Test func theLongestRunIsWaitedFor() throws {
    let loads = [
      Forecast.Load(runs: 10, partitionsEach: 1, past: past((1, 1))),
      Forecast.Load(runs: 1, partitionsEach: 10, past: past((600, 10))),
    ]
    let unlimited = try #require(Forecast(loads, atOnce: nil))
    #expect(unlimited.seconds == 600)
    // Eleven runs of 610 s in all, two at a time.
    let limited = try #require(Forecast(loads, atOnce: 2))
    #expect(limited.seconds == 600)
    let one = try #require(Forecast(loads, atOnce: 1))
    #expect(one.seconds == 610)
  }
}

@Suite struct RunConfigurationTests {
  private let defaults: JSONValue = [
    "ops": ["purge": ["config": ["dry_run": true, "limits": [:], "target": ["schema": "public"]]]]
  ]

  @Test func whatIsNotGivenIsFilledIn() {
    let given: JSONValue = ["ops": ["purge": ["config": ["target": ["table": "orders"], "tables": ["a"]]]]]
    let fields = RunConfiguration(given: given, defaults: defaults).fields
    #expect(
      fields.map { "\($0.path)\($0.isDefault ? " by default" : "")" } == [
        "ops.purge.config.dry_run by default", "ops.purge.config.limits by default",
        "ops.purge.config.tables",
        "ops.purge.config.target.schema by default", "ops.purge.config.target.table",
      ]
    )
    #expect(fields[0].value == true && fields[2].value == ["a"])
  }

  @Test func whatIsGivenInPlaceOfAMappingIsNotCompleted() {
    let given: JSONValue = ["ops": ["purge": ["config": ["env": "X"], "other": .null]], "execution": [:]]
    let configuration = RunConfiguration(given: given, defaults: ["ops": ["purge": ["config": "text"]]])
    #expect(
      configuration.fields.map(\.path) == ["execution", "ops.purge.config.env", "ops.purge.other"]
    )
  }

  @Test func withoutAnyConfigurationThereIsNoField() {
    #expect(RunConfiguration(given: nil, defaults: nil).fields.isEmpty)
    #expect(RunConfiguration(given: [:], defaults: [:]).fields.isEmpty)
    #expect(RunConfiguration(given: nil, defaults: defaults).fields.allSatisfy { $0.isDefault })
  }

  @Test func aDifferenceIsToldByItsField() {
    let earlier = RunConfiguration(given: ["a": 1, "b": ["x": true, "y": 2]], defaults: nil)
    let now = RunConfiguration(given: ["a": 1, "b": ["x": false], "c": "new"], defaults: nil)
    let found = now.differences(from: earlier)
    #expect(found.map(\.path) == ["b.x", "b.y", "c"])
    #expect(found.map(\.before) == [true, 2, nil])
    #expect(found.map(\.now) == [false, nil, "new"])
    #expect(now.differences(from: now).isEmpty)
  }
}
