import JobDSL
import Planning
import Testing

/// A step on one line.
@Suite struct StepSummaryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The step as it stands in a document.
    var step: String
    var command: String
    var summary: String

    var testDescription: String { summary }
  }

  static func backfill(_ partitions: String, assets: String = "orders") -> String {
    "backfill: {assets: [\(assets)], partitions: {\(partitions)}}"
  }

  static let cases = [
    Case(
      step: backfill(#"partitioning: daily, from: "2024-02-01", through: "2024-02-03""#),
      command: "backfill",
      summary: "orders 2024-02-01…2024-02-03"
    ),
    Case(
      step: backfill("partitioning: static, keys: [eu, us, apac]", assets: "a, b"),
      command: "backfill",
      summary: "a, b eu, us, apac"
    ),
    Case(
      step: backfill("partitioning: static, keys: [a, b, c, d]"),
      command: "backfill",
      summary: "orders a, b and 2 more"
    ),
    Case(
      step: backfill("partitioning: static, all: true"),
      command: "backfill",
      summary: "orders all partitions"
    ),
    Case(
      step: backfill("partitioning: static, ranges: [{from: a, through: b}, {from: d, through: e}]"),
      command: "backfill",
      summary: "orders a…b, d…e"
    ),
    Case(
      step: backfill(
        "partitioning: multi, dimensions: [{name: date, partitioning: static, keys: [a]}, "
          + "{name: region, partitioning: static, all: true}]"
      ),
      command: "backfill",
      summary: "orders date a × region all partitions"
    ),
    Case(step: "materialize: {asset: products}", command: "materialize", summary: "products"),
    Case(step: "materialize: {asset: orders, partition: eu}", command: "materialize", summary: "orders eu"),
    Case(step: "launch: {job: purge, location: lab}", command: "launch", summary: "purge"),
    Case(
      step: "launch: {job: export, location: lab, partition: eu}",
      command: "launch",
      summary: "export eu"
    ),
    Case(
      step: "addPartitions: {asset: customers, keys: [a, b, c, d, e]}",
      command: "addPartitions",
      summary: "customers a, b and 3 more"
    ),
    Case(
      step: "wipeAsset: {asset: orders, confirmed: orders}",
      command: "wipeAsset",
      summary: "orders"
    ),
    Case(step: "check: {asset: orders, checks: [rows]}", command: "check", summary: "checks of orders"),
  ]

  @Test(arguments: cases) func says(_ example: Case) throws {
    let step = try #require(try Lab.job(Lab.document(step: example.step)).document.steps.first)
    #expect(step.keyword == example.command)
    #expect(step.command.subject.summary == example.summary)
  }
}
