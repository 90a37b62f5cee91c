import Dagster
import DagsterModel
import Diagnostics
import JobDSL
import Testing

import struct Schema.Issue

@testable import Planning

/// What a selection comes to on the server, and what is said of keys that it doesn't have.
@Suite struct PartitionExpansionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var asset = "orders"
    var selection: Partitions
    var keys: [String] = []
    /// Each as `path: message (hint)`.
    var problems: [String] = []
  }

  static func days(_ keys: KeySelection) -> Partitions { .single(.daily, keys) }
  static func regions(_ keys: KeySelection) -> Partitions { .single(.static, keys) }
  static func range(_ from: String, _ through: String) -> KeyRange { KeyRange(from: from, through: through) }

  static let good = [
    Case(
      testDescription: "all",
      asset: "regions",
      selection: regions(.all),
      keys: ["eu", "us", "apac"]
    ),
    Case(
      testDescription: "keys, in the server's order",
      asset: "regions",
      selection: regions(.keys(["apac", "eu"])),
      keys: ["eu", "apac"]
    ),
    Case(
      testDescription: "a range, its ends included",
      selection: days(.range(range("2024-02-03", "2024-02-05"))),
      keys: ["2024-02-03", "2024-02-04", "2024-02-05"]
    ),
    Case(
      testDescription: "a range of static keys, in the order of their definition",
      asset: "regions",
      selection: regions(.range(range("us", "apac"))),
      keys: ["us", "apac"]
    ),
    Case(
      testDescription: "ranges that overlap, each key once",
      selection: days(.ranges([range("2024-02-08", "2024-02-09"), range("2024-02-07", "2024-02-08")])),
      keys: ["2024-02-07", "2024-02-08", "2024-02-09"]
    ),
    Case(
      testDescription: "every pair of two dimensions",
      asset: "sales",
      selection: sales(date: .keys(["2024-02-01", "2024-02-02"]), region: .all),
      keys: ["2024-02-01|eu", "2024-02-01|us", "2024-02-02|eu", "2024-02-02|us"]
    ),
  ]

  static func sales(date: KeySelection, region: KeySelection) -> Partitions {
    .multi([
      DimensionPartitions(name: "date", kind: .daily, keys: date),
      DimensionPartitions(name: "region", kind: .static, keys: region),
    ])
  }

  static let daysKnown = #"it has 9, from "2024-02-01" through "2024-02-09""#
  static let regionsKnown = #"it has 3, from "eu" through "apac""#

  static let bad = [
    Case(
      testDescription: "every key that is not there",
      selection: days(.keys(["2024-02-10", "2024-02-01", "1999-01-01"])),
      keys: ["2024-02-01"],
      problems: [
        #"partitions.keys[0]: expected a partition of "orders", found "2024-02-10" (\#(daysKnown); "#
          + #"did you mean "2024-02-01"?)"#,
        #"partitions.keys[2]: expected a partition of "orders", found "1999-01-01" (\#(daysKnown))"#,
      ]
    ),
    Case(
      testDescription: "both ends of a range",
      selection: days(.range(range("1999-01-01", "2031-12-31"))),
      problems: [
        #"partitions.from: expected a partition of "orders", found "1999-01-01" (\#(daysKnown))"#,
        #"partitions.through: expected a partition of "orders", found "2031-12-31" (\#(daysKnown))"#,
      ]
    ),
    Case(
      testDescription: "a reversed range",
      asset: "regions",
      selection: regions(.range(range("apac", "eu"))),
      problems: [#"partitions.from: expected a range in the order of "regions", found "apac" after "eu""#]
    ),
    Case(
      testDescription: "a reversed range among several",
      selection: days(.ranges([range("2024-02-01", "2024-02-02"), range("2024-02-05", "2024-02-04")])),
      keys: ["2024-02-01", "2024-02-02"],
      problems: [
        #"partitions.ranges[1].from: expected a range in the order of "orders", found "2024-02-05" after "2024-02-04""#
      ]
    ),
    Case(
      testDescription: "all of nothing",
      asset: "customers",
      selection: .single(.dynamic, .all),
      problems: [#"partitions.all: expected partitions, found none in "customers""#]
    ),
    Case(
      testDescription: "a key of nothing",
      asset: "customers",
      selection: .single(.dynamic, .keys(["acme"])),
      problems: [
        #"partitions.keys[0]: expected a partition of "customers", found "acme" (it has no partitions)"#
      ]
    ),
    Case(
      testDescription: "a key of a dimension",
      asset: "sales",
      selection: sales(date: .keys(["2024-02-01"]), region: .keys(["mars"])),
      problems: [
        #"partitions.dimensions[1].keys[0]: expected a partition of dimension region of "sales", "#
          + #"found "mars" (it has 2, from "eu" through "us")"#
      ]
    ),
  ]

  @Test(arguments: good + bad) func expands(_ example: Case) async throws {
    let client = try FakeDagster().client()
    var problems: [Issue] = []
    let keys = try await PartitionExpansion(
      keys: PartitionKeysByAsset(client: client),
      at: .root["partitions"]
    )
    .keys(of: AssetKey(path: [example.asset]), in: example.selection, problems: &problems)
    #expect(problems.map(\.text) == example.problems)
    #expect(keys == example.keys)
  }
}

extension Issue {
  /// `path: message (hint)`.
  fileprivate var text: String { "\(path): \(message)\(hint.map { " (\($0))" } ?? "")" }
}
