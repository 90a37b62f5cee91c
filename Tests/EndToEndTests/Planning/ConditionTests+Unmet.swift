import Testing

extension ConditionTests {
  /// A condition that isn't met.
  struct Unmet: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The step's command and its settings but for the condition, one a line.
    var step: [String]
    /// The condition, one line.
    var condition: String
    var made: [(asset: String, partitions: [String])] = []
    /// Where it stands, from the step, and what is wrong.
    var path: String
    var message: String
  }

  static func backfill(_ asset: String, _ from: String, _ through: String, _ kind: String = "daily")
    -> [String]
  {
    [
      "backfill:", "  assets: [\(asset)]",
      "  partitions: {partitioning: \(kind), from: \"\(from)\", through: \"\(through)\"}",
    ]
  }

  static let unmet: [Unmet] = [
    Unmet(
      testDescription: "too many partitions",
      step: backfill("plan_alone", "2024-01-01", "2024-01-03"),
      condition: "  atMost: {partitions: 2}",
      path: "backfill.atMost.partitions",
      message: "expected at most 2 partitions, found 3"
    ),
    Unmet(
      testDescription: "too many runs",
      step: backfill("plan_batched", "2024-07-01", "2024-07-05"),
      condition: "  atMost: {runs: 2}",
      path: "backfill.atMost.runs",
      message: "expected at most 2 runs, found 3"
    ),
    Unmet(
      testDescription: "something is there",
      step: backfill("plan_alone", "2024-02-01", "2024-02-04"),
      condition: "  overwrites: nothing",
      made: [("plan_alone", ["2024-02-02", "2024-02-03"])],
      path: "backfill.overwrites",
      message: "expected nothing that is materialised already, found 2 of 4 partitions of \"plan_alone\": "
        + "2024-02-02, 2024-02-03"
    ),
    Unmet(
      testDescription: "an upstream partition is missing",
      step: backfill("plan_child", "2024-03-01", "2024-03-02"),
      condition: "  requires: [upstreamMaterialized]",
      made: [("plan_parent", ["2024-03-01"])],
      path: "backfill.requires[0]",
      message:
        "expected everything that it reads to be materialised, found partitions of \"plan_parent\" missing: "
        + "\"2024-03-02\""
    ),
    Unmet(
      testDescription: "a day of an upstream week is missing",
      step: backfill("plan_weekly", "2024-04-07", "2024-04-07", "weekly"),
      condition: "  requires: [upstreamMaterialized]",
      made: [("plan_parent", (7...12).map { "2024-04-\($0 < 10 ? "0" : "")\($0)" })],
      path: "backfill.requires[0]",
      message:
        "expected everything that it reads to be materialised, found partitions of \"plan_parent\" missing: "
        + "\"2024-04-13\""
    ),
    Unmet(
      testDescription: "a mapping that can't be followed",
      step: backfill("plan_offset", "2024-05-01", "2024-05-02"),
      condition: "  requires: [upstreamMaterialized]",
      path: "backfill.requires[0]",
      message:
        "expected a mapping of partitions that this runner can follow from \"plan_offset\" to \"plan_parent\", "
        + "found a TimeWindowPartitionMapping with offsets"
    ),
  ]
}
