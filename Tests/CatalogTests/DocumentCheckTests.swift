import CodeLocations
import Diagnostics
import ExactText
import JobDSL
import Schema
import Testing

@testable import Catalog

/// What `emit` says of a job from locks alone.
@Suite struct DocumentCheckTests {
  private static let locks = [LocationLock]().renewed(by: [Sample.lab, Sample.other], inUse: NamesInUse())

  struct Lie: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: String

    /// - Parameter message: where it is, what is said, and the hint in brackets.
    init(_ steps: String, _ message: String) { (self.steps, testDescription) = (steps, message) }
  }

  private func issues(_ steps: String, locks: [LocationLock] = Self.locks) throws -> [String] {
    // What looks like a date is no text without quotes.
    let dates = #/([ \[])(\d{4}-\d\d(?:-\d\d)?(?:\|\w+)?)(?=[,\]}])/#
    let steps = steps.replacing(dates) { "\($0.output.1)\"\($0.output.2)\"" }
    let text = """
      apiVersion: production-jobs/v1
      kind: Job
      metadata: {name: x, owner: o, reason: r}
      spec:
        steps: [\(steps)]
      """
    let reading = JobReading(Array(text.utf8), file: "x")
    #expect(reading.problems.isEmpty)
    return DocumentCheck(locks: locks).issues(in: try #require(reading.document)).map { issue in
      "\(issue.path): \(issue.message)" + (issue.hint.map { " [\($0)]" } ?? "")
    }
  }

  @Test(arguments: [
    "backfill: {assets: [raw/payments], partitions: {partitioning: daily, from: 2024-01-01, through: 2024-12-31}}",
    "backfill: {assets: [clicks], partitions: {partitioning: hourly, keys: [\"2024-01-31-23:00\"]}}",
    "backfill: {assets: [weekly_report], partitions: {partitioning: weekly, keys: [2024-01-14]}}",
    "backfill: {assets: [weekly_report], partitions: {partitioning: timeWindow, keys: [2024-01-14]}}",
    "backfill: {assets: [invoice], partitions: {partitioning: monthly, all: true}}",
    "backfill: {assets: [month_short], partitions: {partitioning: timeWindow, keys: [2024-02]}}",
    "backfill: {assets: [weekdays], partitions: {partitioning: timeWindow, keys: [2024-01-05]}}",
    "backfill: {assets: [orders_open], partitions: {partitioning: daily, keys: [2031-01-01]}}",
    "backfill: {assets: [region_stats], partitions: {partitioning: static, keys: [eu, apac]}}",
    "backfill: {assets: [big], partitions: {partitioning: static, keys: [whatever]}}",
    "backfill: {assets: [customer], partitions: {partitioning: dynamic, keys: [whoever]}}",
    "materialize: {asset: dim}", "materialize: {asset: dim, config: {ops: {dim: {config: {full: true}}}}}",
    "materialize: {asset: orders_open, partition: 2024-01-01}",
    "materialize: {asset: orders_by_region, partition: 2024-01-01|eu}",
    "wipeAsset: {asset: orders, confirmed: orders}", "addPartitions: {asset: customer, keys: [new]}",
    "reportMaterialized: {asset: source}", "check: {asset: orders}",
    "launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {older_than_days: 3, target: {table: x, more: 1}}}}, execution: {}}}",
    "launch: {job: purge_job, location: other.place, config: {ops: {purge: {config: {older_than_days: {env: DAYS}, target: {table: x}}}}}}",
    "launch: {job: export_job, location: lab, partition: 2024-01-01}",
  ])
  func whatIsRightIsLeftAlone(steps: String) throws {
    #expect(try issues("{\(steps)}") == [])
  }

  @Test(arguments: [
    Lie(
      "backfill: {assets: [ordres], partitions: {partitioning: daily, all: true}}",
      "spec.steps[0].backfill.assets[0]: expected an asset that Dagster has, found \"ordres\" [did you mean \"orders\"?]"
    ),
    Lie(
      "materialize: {asset: orders.open, partition: 2024-01-01}",
      "spec.steps[0].materialize.asset: expected an asset that Dagster has, found \"orders.open\" [did you mean \"orders_open\"?]"
    ),
    Lie(
      "backfill: {assets: [clicks], partitions: {partitioning: daily, all: true}}",
      "spec.steps[0].backfill.assets[0]: expected an asset with daily partitions, found \"clicks\", which dagster.lock has as hourly from 2024-01-01-00:00 through 2024-01-31-23:00 (UTC) [take its name from the catalog; if Dagster was changed, `runner catalog pull` looks again]"
    ),
    Lie(
      "backfill: {assets: [raw/payments], partitions: {partitioning: monthly, from: 2024-01-01, through: 2024-03-01}}",
      "spec.steps[0].backfill.assets[0]: expected an asset with monthly partitions, found \"raw/payments\", which dagster.lock has as daily from 2024-01-01 through 2024-12-31 (UTC) [take its name from the catalog; if Dagster was changed, `runner catalog pull` looks again]"
    ),
    Lie(
      "backfill: {assets: [orders_by_region], partitions: {partitioning: multi, dimensions: [{name: region, partitioning: static, keys: [eu]}, {name: date, partitioning: daily, keys: [2024-01-01]}]}}",
      "spec.steps[0].backfill.assets[0]: expected the dimensions region, date, found \"orders_by_region\" with date, region [take its name from the catalog, which has the dimensions in Dagster's order]"
    ),
    Lie(
      "materialize: {asset: raw/payments}",
      "spec.steps[0].materialize.asset: expected asset without partitions, found \"raw/payments\", which is partitioned: daily from 2024-01-01 through 2024-12-31 (UTC) [say which partitions]"
    ),
    Lie(
      "backfill: {assets: [dim], partitions: {partitioning: daily, all: true}}",
      "spec.steps[0].backfill.assets[0]: expected a partitioned asset, found \"dim\", which has no partitions [leave the partitions out]"
    ),
    Lie(
      "materialize: {asset: feed}",
      "spec.steps[0].materialize.asset: expected an asset that Dagster can make, found the source \"feed\""
    ),
    Lie(
      "launch: {job: purge_job, location: lap, config: {}}",
      "spec.steps[0].launch.location: expected a code location of dagster.lock, found \"lap\" [it has \"lab\", \"other.place\"]"
    ),
    Lie(
      "launch: {job: purge_jobs, location: lab}",
      "spec.steps[0].launch.job: expected a job of \"lab\", found \"purge_jobs\" [did you mean \"purge_job\"?]"
    ),
    Lie(
      "launch: {job: export_job, location: lab}",
      "spec.steps[0].launch.job: expected job without partitions, found \"export_job\", which is partitioned: daily from 2024-01-01 through 2024-12-31 (UTC) [say which partitions]"
    ),
    Lie(
      "launch: {job: purge_job, location: lab}",
      "spec.steps[0].launch.config: expected the configuration of \"purge_job\", found none [it has to have ops.purge.config.older_than_days]"
    ),
    Lie(
      "launch: {job: purge, location: lab, config: {ops: {}}}",
      "spec.steps[0].launch.config: expected no configuration of \"purge\", found one [leave it out]"
    ),
    Lie(
      "launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {older_than_days: 3}}}}}",
      "spec.steps[0].launch.config.ops.purge.config: expected the field \"target\" of \"purge_job\", found none"
    ),
    Lie(
      "launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {older_than_days: many, target: {table: x}}}}}}",
      "spec.steps[0].launch.config.ops.purge.config.older_than_days: expected an integer, found \"many\""
    ),
    Lie(
      "launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {older_than_days: 3, dryrun: true, target: {table: x}}}}}}",
      "spec.steps[0].launch.config.ops.purge.config.dryrun: expected a field of \"purge_job\", found \"dryrun\" [did you mean \"dry_run\"?]"
    ),
    Lie(
      "launch: {job: purge_job, location: lab, config: {ops: {purge: {config: {older_than_days: 3, mode: full, target: {table: x}}}}}}",
      "spec.steps[0].launch.config.ops.purge.config.mode: expected one of FULL_REFRESH, DELTA, found \"full\""
    ),
    Lie(
      "materialize: {asset: dim, config: {ops: {dim__x: {config: {full: true}}}}}",
      "spec.steps[0].materialize.config.ops.dim__x: expected a field of \"dim\", found \"dim__x\" [it has \"dim\"]"
    ),
    Lie(
      "backfill: {assets: [raw/payments], partitions: {partitioning: daily, from: 2023-12-31, through: 2025-01-01}}",
      "spec.steps[0].backfill.partitions.from: expected a partition of \"raw/payments\", found \"2023-12-31\": the first is \"2024-01-01\"\nspec.steps[0].backfill.partitions.through: expected a partition of \"raw/payments\", found \"2025-01-01\": the last is \"2024-12-31\""
    ),
    Lie(
      "backfill: {assets: [weekly_report], partitions: {partitioning: weekly, keys: [2024-01-16]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"weekly_report\", found \"2024-01-16\": weeks begin 2 days earlier"
    ),
    Lie(
      "backfill: {assets: [invoice], partitions: {partitioning: monthly, keys: [2024-02-15]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"invoice\", found \"2024-02-15\": months begin on day 01 [did you mean \"2024-02-01\"?]"
    ),
    Lie(
      "backfill: {assets: [clicks], partitions: {partitioning: hourly, keys: [\"2024-01-02-03:30\"]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"clicks\", found \"2024-01-02-03:30\": hours begin at minute 00"
    ),
    Lie(
      "backfill: {assets: [weekdays], partitions: {partitioning: timeWindow, keys: [2024-01-06]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"weekdays\", found \"2024-01-06\": windows begin by the cron \"0 0 * * 1-5\""
    ),
    Lie(
      "backfill: {assets: [holidays], partitions: {partitioning: timeWindow, keys: [2024-12-25]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"holidays\", found \"2024-12-25\": Dagster leaves it out"
    ),
    Lie(
      "backfill: {assets: [month_short], partitions: {partitioning: timeWindow, keys: [2025-01]}}",
      "spec.steps[0].backfill.partitions.keys[0]: expected a partition of \"month_short\", found \"2025-01\": the last is \"2024-12\""
    ),
    Lie(
      "backfill: {assets: [region_stats], partitions: {partitioning: static, keys: [eu, uss]}}",
      "spec.steps[0].backfill.partitions.keys[1]: expected a partition of \"region_stats\", found \"uss\" [did you mean \"us\"?]"
    ),
    Lie(
      "materialize: {asset: orders_by_region, partition: 2024-01-01|mars}",
      "spec.steps[0].materialize.partition: expected a partition of dimension region of \"orders_by_region\", found \"mars\" [it has \"eu\", \"us\", \"apac\"]"
    ),
    Lie(
      "materialize: {asset: orders_by_region, partition: eu}",
      "spec.steps[0].materialize.partition: expected a key of each dimension (date, region), found \"eu\""
    ),
    Lie(
      "addPartitions: {asset: orders_open, keys: [a]}",
      "spec.steps[0].addPartitions.asset: expected an asset with dynamic partitions, found \"orders_open\", which dagster.lock has as daily from 2024-01-01 (Europe/Berlin) [take its name from the catalog; if Dagster was changed, `runner catalog pull` looks again]"
    ),
  ])
  func aLieIsFound(lie: Lie) throws {
    #expect(try issues("{\(lie.steps)}").joined(separator: "\n") == lie.testDescription)
  }

  @Test func anAssetOfTwoLocationsIsNotMade() throws {
    #expect(
      try issues("{materialize: {asset: orders, partition: 2024-01-01}}", locks: Self.locks).map {
        $0.prefix(90)
      }
        == ["spec.steps[0].materialize.asset: expected an asset of one code location, found \"orders\" in"]
    )
  }

  @Test func whatIsGoneIsSaid() throws {
    var lab = Sample.lab
    lab.assets.removeAll { $0.key == "dim" }
    let locks = Self.locks.renewed(by: [lab], inUse: NamesInUse(assets: ["dim"]))
    #expect(
      try issues("{materialize: {asset: dim}}", locks: locks) == [
        "spec.steps[0].materialize.asset: expected an asset that Dagster has, found \"dim\", which it has no longer "
          + "[take it out of the job; one that was run is retired: `swift run emit retire x`]"
      ]
    )
  }

  @Test func withoutLocksNothingIsKnown() throws {
    #expect(try issues("{materialize: {asset: nobody}}", locks: []) == [])
  }
}

@Suite struct CronTests {
  @Test(arguments: [
    ("0 0 * * 1-5", "2024-01-05", true), ("0 0 * * 1-5", "2024-01-06", false),
    ("0 0 * * sun", "2024-01-07", true),
    ("0 0 * * 7", "2024-01-07", true), ("0 0 1 */3 *", "2024-04-01", true),
    ("0 0 1 */3 *", "2024-05-01", false),
    ("0 0 1,15 * *", "2024-02-15", true), ("0 0 1,15 * *", "2024-02-16", false),
    ("0 0 13 * 5", "2024-01-12", true),
    ("0 0 13 * 5", "2024-01-13", true), ("0 0 13 * 5", "2024-01-14", false),
    ("0 0 1 jan *", "2024-01-01", true),
    ("0 9-17/4 * * *", "2024-01-01", true),
    // Either of the two, unless one of them leaves it to the other. 2024-01-02 is a Tuesday.
    ("0 0 */2 * 2", "2024-01-02", true), ("0 0 */2 * 2", "2024-01-03", true),
    ("0 0 */2 * 2", "2024-01-04", false), ("0 0 2 * */3", "2024-01-02", true),
    ("0 0 2 * */3", "2024-01-03", true), ("0 0 2 * */3", "2024-01-04", false),
    ("0 0 1-31 * 2", "2024-01-03", true), ("0 0 */1 * 2", "2024-01-03", true),
    ("0 0 */1 * */2", "2024-01-03", false), ("0 0 */1 * */2", "2024-01-04", true),
    ("0 0 *,5 * 2", "2024-01-03", false), ("0 0 5 * *,2", "2024-01-02", false),
    ("0 0 * * 1/2", "2024-01-07", false), ("0 0 * * 2-2", "2024-01-03", true),
    ("0 0 * * 6/3", "2024-01-03", true), ("0 0 * * 6/3", "2024-01-04", false),
  ])
  func daysAreFound(expression: String, key: String, isIn: Bool) throws {
    #expect(try #require(Cron(expression)).matches(key, format: "%Y-%m-%d") == isIn)
  }

  @Test(arguments: [
    ("*/15 * * * *", "2024-01-01-00:45", true), ("*/15 * * * *", "2024-01-01-00:50", false),
    ("5/20 * * * *", "2024-01-01-00:25", true), ("0 9-17/4 * * *", "2024-01-01-13:00", true),
    ("0 9-17/4 * * *", "2024-01-01-10:00", false),
  ])
  func minutesAreFound(expression: String, key: String, isIn: Bool) throws {
    #expect(try #require(Cron(expression)).matches(key, format: "%Y-%m-%d-%H:%M") == isIn)
  }

  @Test(arguments: [
    "", "@daily", "0 0 * *", "0 0 L * *", "60 0 * * *", "0 0 * * 5-1", "0 0 */0 * *", "a b c d e",
  ])
  func whatIsNotKnownIsLetThrough(expression: String) { #expect(Cron(expression) == nil) }
}
