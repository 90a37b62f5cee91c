import Dagster
import DagsterModel
import ExactText
import JobDSL
import Testing

@testable import Planning

/// What is said where the server's partitioning is not the document's.
@Suite struct PartitionMismatchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: PartitionDefinition.Kind
    var wanted: Partitions
    /// What the server has; `nil` where it is what is wanted.
    var mismatch: String?

    var testDescription: String { "\(wanted.kind) of \(kind)" }
  }

  static let days = PartitionDefinition.Kind.timeWindow(format: "%Y-%m-%d")
  static let hours = PartitionDefinition.Kind.timeWindow(format: "%Y-%m-%d-%H:%M")
  static let sales = PartitionDefinition.Kind.multi([
    .init(name: "region", kind: .static, isPrimary: false),
    .init(name: "date", kind: .timeWindow, isPrimary: true),
  ])

  static func multi(_ names: String...) -> Partitions {
    .multi(names.map { DimensionPartitions(name: $0, kind: .static, keys: .all) })
  }

  static let cases = [
    Case(kind: days, wanted: .single(.daily, .all)),
    Case(kind: days, wanted: .single(.weekly, .all)),
    Case(kind: days, wanted: .single(.monthly, .all)),
    Case(kind: hours, wanted: .single(.hourly, .all)),
    Case(kind: .static, wanted: .single(.static, .all)),
    Case(kind: .dynamic(name: "customers"), wanted: .single(.dynamic, .all)),
    Case(kind: sales, wanted: multi("date", "region")),
    Case(kind: days, wanted: .single(.hourly, .all), mismatch: "time windows spelled %Y-%m-%d"),
    Case(kind: hours, wanted: .single(.daily, .all), mismatch: "time windows spelled %Y-%m-%d-%H:%M"),
    Case(kind: days, wanted: .single(.static, .all), mismatch: "time windows spelled %Y-%m-%d"),
    Case(kind: .static, wanted: .single(.daily, .all), mismatch: "static partitions"),
    Case(kind: .static, wanted: .single(.dynamic, .all), mismatch: "static partitions"),
    Case(
      kind: .dynamic(name: "customers"),
      wanted: .single(.static, .all),
      mismatch: "the dynamic partitions \"customers\""
    ),
    Case(kind: sales, wanted: multi("day", "region"), mismatch: "the dimensions date, region"),
    Case(kind: sales, wanted: .single(.daily, .all), mismatch: "the dimensions date, region"),
    Case(kind: .static, wanted: multi("date", "region"), mismatch: "static partitions"),
    Case(kind: .unknown("CRON"), wanted: .single(.daily, .all), mismatch: "partitions of the kind CRON"),
  ]

  @Test(arguments: cases) func compares(_ example: Case) {
    #expect(PartitionDefinition(kind: example.kind).mismatch(with: example.wanted) == example.mismatch)
  }
}
