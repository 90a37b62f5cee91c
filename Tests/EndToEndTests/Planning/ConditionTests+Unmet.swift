import Foundation
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
    /// Where it stands, from the step, what is pointed at, what is wrong with it, and what to do.
    var path: String
    var value: String
    var message: String
    var hint: String

    /// What stands on stderr; the source line is shown as it is in the document.
    func problems(line: Int) -> String {
      let text = "    \(condition)"
      let start = text.range(of: value).map { text.distance(from: text.startIndex, to: $0.lowerBound) } ?? 0
      return """
        job.yaml:\(line):\(start + 1): error: spec.steps[0].\(path): \(message) (\(hint))
          \(text)
          \(String(repeating: " ", count: start))^\(String(repeating: "~", count: value.count - 1))
        job.yaml: 1 problem

        """
    }
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
      value: "2",
      message: "expected at most 2 partitions, found 3",
      hint: "select fewer, or raise the limit in the job and have it reviewed"
    ),
    Unmet(
      testDescription: "too many runs",
      step: backfill("plan_batched", "2024-07-01", "2024-07-05"),
      condition: "  atMost: {runs: 2}",
      path: "backfill.atMost.runs",
      value: "2",
      message: "expected at most 2 runs, found 3",
      hint: "select fewer partitions, or raise the limit in the job and have it reviewed"
    ),
    Unmet(
      testDescription: "too many runs, perhaps",
      step: [
        "backfill:", "  assets: [plan_daily, plan_single_after_daily]",
        "  partitions: {partitioning: daily, from: \"2024-07-01\", through: \"2024-07-03\"}",
      ],
      condition: "  atMost: {runs: 3}",
      path: "backfill.atMost.runs",
      value: "3",
      message: "expected at most 3 runs, found 4 to 6, as Dagster goes along",
      hint: "select fewer partitions, or raise the limit in the job and have it reviewed"
    ),
    Unmet(
      testDescription: "the whole of it is there",
      step: ["materialize:", "  asset: plan_made"],
      condition: "  overwrites: nothing",
      made: [("plan_made", [])],
      path: "materialize.overwrites",
      value: "nothing",
      message: "expected nothing that is materialized already, found \"plan_made\"",
      hint: "to materialize it again, remove this condition and have it reviewed"
    ),
    Unmet(
      testDescription: "something is there",
      step: backfill("plan_alone", "2024-02-01", "2024-02-04"),
      condition: "  overwrites: nothing",
      made: [("plan_alone", ["2024-02-02", "2024-02-03"])],
      path: "backfill.overwrites",
      value: "nothing",
      message: "expected nothing that is materialized already, found 2 of 4 partitions of \"plan_alone\": "
        + "2024-02-02, 2024-02-03",
      hint:
        "leave them out with `.only(.missing)` in place of this condition, or remove it, and have it reviewed"
    ),
    Unmet(
      testDescription: "an upstream partition is missing",
      step: backfill("plan_child", "2024-03-01", "2024-03-02"),
      condition: "  requires: [upstreamMaterialized]",
      made: [("plan_parent", ["2024-03-01"])],
      path: "backfill.requires[0]",
      value: "upstreamMaterialized",
      message:
        "expected everything that it reads to be materialized, found partitions of \"plan_parent\" missing, "
        + "first \"2024-03-02\": \"2024-03-02\" of \"plan_child\" is the first to read what is missing",
      hint: "materialize it first, in an earlier step or another job"
    ),
    Unmet(
      testDescription: "the whole of an upstream asset is missing",
      step: ["materialize:", "  asset: plan_of_unmade"],
      condition: "  requires: [upstreamMaterialized]",
      path: "materialize.requires[0]",
      value: "upstreamMaterialized",
      message: "expected everything that it reads to be materialized, found \"plan_unmade\" not materialized",
      hint: "materialize it first, in an earlier step or another job"
    ),
    Unmet(
      testDescription: "a day of an upstream week is missing",
      step: backfill("plan_weekly", "2024-04-07", "2024-04-07", "weekly"),
      condition: "  requires: [upstreamMaterialized]",
      made: [("plan_parent", (7...12).map { "2024-04-\($0 < 10 ? "0" : "")\($0)" })],
      path: "backfill.requires[0]",
      value: "upstreamMaterialized",
      message:
        "expected everything that it reads to be materialized, found partitions of \"plan_parent\" missing, "
        + "first \"2024-04-13\": \"2024-04-07\" of \"plan_weekly\" is the first to read what is missing",
      hint: "materialize it first, in an earlier step or another job"
    ),
    Unmet(
      testDescription: "what an offset reads is missing",
      step: backfill("plan_offset", "2024-05-01", "2024-05-02"),
      condition: "  requires: [upstreamMaterialized]",
      path: "backfill.requires[0]",
      value: "upstreamMaterialized",
      message:
        "expected everything that it reads to be materialized, found partitions of \"plan_parent\" missing, "
        + "first \"2024-04-30\": \"2024-05-01\" of \"plan_offset\" is the first to read what is missing",
      hint: "materialize it first, in an earlier step or another job"
    ),
  ]
}
