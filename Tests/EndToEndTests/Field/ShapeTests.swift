import Dagster
import DagsterModel
import TestSupport
import Testing

/// Assets and jobs of all shapes, in one run.
@Suite(.inTheField) struct ShapeTests {
  private static let url = SharedServer.fieldURL ?? ""

  struct Taken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var step: String
    /// Tags of the run.
    var tags: [DagsterModel.Tag] = []
  }

  static let taken = [
    Taken(
      testDescription: "assets that are made in one go",
      step: "materialize: {assets: [pair_a, pair_b], options: {maxRetries: 2, maxRuntimeSeconds: 600}}",
      tags: [DagsterModel.Tag("dagster/max_retries", "2"), DagsterModel.Tag("dagster/max_runtime", "600")]
    ),
    Taken(
      testDescription: "three of them, with a prefix, in another order",
      step: "materialize: {assets: [trio/three, trio/one, trio/two]}"
    ),
    Taken(
      testDescription: "one partition of those",
      step: "materialize: {assets: [daily_pair_b, daily_pair_a], partition: \"2024-02-29\"}",
      tags: [DagsterModel.Tag("dagster/partition", "2024-02-29")]
    ),
    Taken(testDescription: "one of those that can be split", step: "materialize: {asset: loose_b}"),
    Taken(
      testDescription: "assets that have nothing to do with each other",
      step: "materialize: {assets: [loose_a, vaulted]}"
    ),
    Taken(
      testDescription: "a partition of two dimensions",
      step: "materialize: {asset: crossed_stats, partition: \"2024-02-01|eu\"}",
      tags: [
        DagsterModel.Tag("dagster/partition/day", "2024-02-01"),
        DagsterModel.Tag("dagster/partition/region", "eu"),
      ]
    ),
    Taken(testDescription: "a dynamic partition", step: "materialize: {asset: profiles, partition: acme}"),
    Taken(
      testDescription: "a partitioned job that needs configuration",
      step: "launch: {job: export_days_job, location: \"data platform/v2 (eu)\", partition: \"2024-02-01\", "
        + "config: {ops: {export_day: {config: {table: orders}}}}}"
    ),
    Taken(
      testDescription: "a job of static partitions, whose own configuration is made whole",
      step: "launch: {job: export_regions_job, location: \"data platform/v2 (eu)\", partition: us, "
        + "config: {ops: {export_region: {config: {table: orders, region: us}}}}}",
      tags: [DagsterModel.Tag("dagster/partition", "us")]
    ),
    Taken(
      testDescription: "a job of dynamic partitions",
      step: "launch: {job: greet_job, location: \"data platform/v2 (eu)\", partition: globex}"
    ),
    Taken(
      testDescription: "a job of two dimensions",
      step: "launch: {job: crossed_job, location: \"data platform/v2 (eu)\", partition: \"2024-02-01|apac\"}",
      tags: [DagsterModel.Tag("dagster/partition/region", "apac")]
    ),
  ]

  @Test(arguments: taken) func isOneRun(_ input: Taken) async throws {
    let job = try JobFile("shape", steps: "- \(input.step)", url: Self.url)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)\(ending.output)")
    let runs = try await Witness(url: Self.url).runs(of: job.name)
    #expect(runs.count == 1)
    for tag in input.tags { #expect(runs.first?.tags.contains(tag) == true, "\(tag)") }
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var step: String
    var says: String
  }

  static let refused = [
    Refused(
      testDescription: "one of two that are made in one go",
      step: "materialize: {asset: pair_a}",
      says:
        "job.yaml:9:26: error: spec.steps[0].materialize.asset: expected all assets that are made in one go, found "
        + "\"pair_a\" without \"pair_b\" (name them in the same step: assets: [pair_a, pair_b])"
    ),
    Refused(
      testDescription: "two of three that are made in one go",
      step: "materialize: {assets: [loose_a, trio/one, trio/three]}",
      says: "found \"trio/one\", \"trio/three\" without \"trio/two\" (name them in the same step: assets: "
        + "[trio/one, trio/three, trio/two])"
    ),
    Refused(
      testDescription: "a backfill of one of two that are made in one go",
      step: "backfill: {assets: [near_daily, daily_pair_a], partitions: {partitioning: daily, all: true}}",
      says: "found \"daily_pair_a\" without \"daily_pair_b\""
    ),
    Refused(
      testDescription: "assets of two locations in one run",
      step: "materialize: {assets: [vaulted, far_total]}",
      says:
        "materialize.assets[1]: expected assets of one code location, found \"far_total\" of \"other\" beside "
        + "\"vaulted\" of \"data platform/v2 (eu)\" (make a step for each: one run can't be of both)"
    ),
    Refused(
      testDescription: "a partition whose own configuration says something else",
      step: "launch: {job: export_regions_job, location: \"data platform/v2 (eu)\", partition: us, "
        + "config: {ops: {export_region: {config: {table: orders, region: eu}}}}}",
      says:
        "launch.config.ops.export_region.config.region: expected what the job itself has for this partition, found "
        + "another value (leave it out: "
    ),
    Refused(
      testDescription: "a partitioned job without the configuration that it needs",
      step: "launch: {job: export_days_job, location: \"data platform/v2 (eu)\", partition: \"2024-02-01\"}",
      says:
        "launch.config: Dagster's configuration schema refuses this: Missing required config entry \"ops\""
    ),
    Refused(
      testDescription: "a pair of keys that isn't there",
      step: "materialize: {asset: crossed_stats, partition: \"eu|2024-02-01\"}",
      says: "materialize.partition: expected a partition of \"crossed_stats\", found \"eu|2024-02-01\""
    ),
  ]

  @Test(arguments: refused) func isRefused(_ input: Refused) async throws {
    let job = try JobFile("refused-shape", steps: "- \(input.step)", url: Self.url)
    let ending = try await job.run()
    #expect(ending.status == 65, "\(ending.errors)")
    #expect(ending.errors.contains(input.says), "\(ending.errors)")
    try await Witness(url: Self.url).expectNothingLaunched(by: job.name)
  }

  @Test func retriesAndRunTimeOfABackfillAreTagsOfItsRuns() async throws {
    let job = try JobFile(
      "shape-options",
      steps: "- backfill: {assets: [near_daily], partitions: {partitioning: daily, keys: [\"2024-05-01\"]}, "
        + "options: {maxRetries: 0, maxRuntimeSeconds: 600}}",
      url: Self.url
    )
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.errors)")
    let run = try await Witness(url: Self.url).runs(of: job.name).first
    #expect(run?.tags[key: "dagster/max_retries"] == "0")
    #expect(run?.tags[key: "dagster/max_runtime"] == "600")
  }
}
