import Dagster
import Foundation
import TestSupport
import Testing

/// What several code locations have between them.
@Suite(.inTheField) struct LocationTests {
  private static let url = SharedServer.fieldURL ?? ""

  private func backfill(_ assets: String, config: String = "") -> String {
    """
    - backfill:
        assets: [\(assets)]
        partitions: {partitioning: daily, keys: ["2024-03-01", "2024-03-02"]}
    """ + (config.isEmpty ? "" : "\n    config: \(config)")
  }

  @Test(arguments: [
    "near_daily, far_daily", "far_daily, near_daily", "near_daily, far_daily, daily_pair_a, daily_pair_b",
  ])
  func aBackfillOfTwoLocationsIsOne(assets: String) async throws {
    let job = try JobFile("two-locations", steps: backfill(assets), url: Self.url)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.hasPrefix("succeeded: "))
    #expect(try await Witness(url: Self.url).backfills(of: job.name).count == 1)
  }

  /// Each location has a run of its own for the partition, of which one fails.
  @Test func aPartitionThatOneLocationHasNotMadeIsMadeAgain() async throws {
    let mark = URL(fileURLWithPath: try #require(SharedServer.fieldHome)).appending(path: "far_is_open")
    let steps = """
      - backfill:
          assets: [near_daily, far_closed]
          partitions: {partitioning: daily, keys: ["2024-03-05"]}
      """
    let job = try JobFile("half-made", steps: steps, url: Self.url)
    let first = try await job.run()
    #expect(first.status == 1, "\(first)")
    #expect(first.output.contains("1 of 2 done, 1 failed"), "\(first.output)")
    try Data().write(to: mark)
    let second = try await job.run()
    #expect(second.status == 0, "\(second)")
    let backfills = try await Witness(url: Self.url).backfills(of: job.name)
    #expect(backfills.count == 2)
    let third = try await job.run()
    #expect(third.status == 0)
    #expect(try await Witness(url: Self.url).backfills(of: job.name).count == 2)
  }

  @Test func eachLocationIsGivenTheConfigurationOfItsOwn() async throws {
    let job = try JobFile(
      "two-configurations",
      steps: backfill("near_daily, far_export", config: "{ops: {far_export: {config: {table: t}}}}"),
      url: Self.url
    )
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.hasPrefix("succeeded: "))
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: String
    var says: [String]
  }

  static let refused = [
    Refused(
      testDescription: "an asset of two locations",
      steps: "- materialize: {asset: orders}",
      says: [
        "job.yaml:9:26: error: spec.steps[0].materialize.asset: expected an asset of one code location, found \"orders\" "
          + "in \"data platform/v2 (eu)\" and \"other\" (Dagster would choose one by itself: "
      ]
    ),
    Refused(
      testDescription: "a partitioned asset of two locations beside one of one",
      steps: "- backfill: {assets: [near_daily, twice_daily], partitions: {partitioning: daily, all: true}}",
      says: [
        "spec.steps[0].backfill.assets[1]: expected an asset of one code location, found \"twice_daily\" in "
      ]
    ),
    Refused(
      testDescription: "an op of the asset's last part",
      steps: "- materialize: {asset: raw/payments, config: {ops: {payments: {config: {table: t}}}}}",
      says: [
        "materialize.config.ops: Dagster's configuration schema refuses this: Missing required config entry "
          + "\"raw__payments\"",
        "materialize.config.ops.payments: expected an op that this step runs, found \"payments\"",
        "job.yaml: 2 problems",
      ]
    ),
    Refused(
      testDescription: "an op too many",
      steps: "- materialize: {asset: raw/payments, "
        + "config: {ops: {raw__payments: {config: {table: t}}, payments: {config: {table: t}}}}}",
      says: [
        "materialize.config.ops.payments: expected an op that this step runs, found \"payments\", which Dagster would drop "
          + "silently (it has \"raw__payments\")"
      ]
    ),
    Refused(
      testDescription: "an op of another asset",
      steps: "- backfill: {assets: [near_daily], partitions: {partitioning: daily, all: true}, "
        + "config: {ops: {far_daily: {config: {table: t}}}}}",
      says: ["backfill.config.ops.far_daily: expected an op that this step runs, found \"far_daily\""]
    ),
    Refused(
      testDescription: "an op within a graph, outside of it",
      steps:
        "- materialize: {asset: nested_pages, config: {ops: {nested_pages: {ops: {counted: {ops: {fetch_pages: "
        + "{config: {table: t}}}}}}, fetch_pages: {config: {table: t}}}}}",
      says: ["materialize.config.ops.fetch_pages: expected an op that this step runs, found \"fetch_pages\""]
    ),
    Refused(
      testDescription: "a graph that is not in the graph",
      steps:
        "- materialize: {asset: nested_pages, config: {ops: {nested_pages: {ops: {counted: {ops: {fetch_pages: "
        + "{config: {table: t}}, fetch_page: {config: {}}}}}}}}}",
      says: [
        "counted.ops: Dagster's configuration schema refuses this: Received unexpected config entry \"fetch_page\""
      ]
    ),
    Refused(
      testDescription: "a resource that is none",
      steps: "- materialize: {asset: vaulted, config: {resources: {valut: {config: {path: x}}}}}",
      says: [
        "materialize.config.resources.valut: expected a resource that this step runs, found \"valut\", which Dagster would "
          + "drop silently (did you mean \"vault\"?)"
      ]
    ),
    Refused(
      testDescription: "a logger that is none, told once for two locations",
      steps: "- backfill: {assets: [near_daily, far_daily], partitions: {partitioning: daily, all: true}, "
        + "config: {loggers: {nope: {}}}}",
      says: ["Received unexpected config entry \"nope\"", "job.yaml: 1 problem"]
    ),
    Refused(
      testDescription: "a job of a broken location",
      steps: "- launch: {job: sweep, location: also-broken}",
      says: [
        "(the code location \"also-broken\" failed to load: ", "no vendor key for the location `also-broken`",
      ]
    ),
    Refused(
      testDescription: "an asset that a broken location may have",
      steps: "- materialize: {asset: quite_something_else}",
      says: ["the code location \"broken\" failed", "the code location \"also-broken\" failed"]
    ),
  ]

  @Test(arguments: refused) func isRefused(_ input: Refused) async throws {
    let job = try JobFile("refused-in-field", steps: input.steps, url: Self.url)
    let ending = try await job.run()
    #expect(ending.status == 65, "\(ending.errors)")
    for text in input.says { #expect(ending.errors.contains(text), "\(ending.errors)") }
    try await Witness(url: Self.url).expectNothingLaunched(by: job.name)
  }

  @Test(arguments: [
    "{asset: raw/payments, config: {ops: {raw__payments: {config: {table: t}}}}}",
    "{asset: nested_pages, config: {ops: {nested_pages: {ops: {counted: {ops: {fetch_pages: {config: {table: t}}}}}}}}}",
    "{asset: vaulted, config: {resources: {vault: {config: {path: x}}}, loggers: {console: {config: {log_level: INFO}}}}}",
  ])
  func isTaken(_ step: String) async throws {
    let job = try JobFile("taken-in-field", steps: "- materialize: \(step)", url: Self.url)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
  }
}
