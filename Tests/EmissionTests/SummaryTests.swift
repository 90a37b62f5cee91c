import Emission
import JobDSL
import Jobs
import Testing

@Suite struct SummaryTests {
  private static let heading =
    "| step | command | on | partitions | first | last | settings | conditions |\n"
    + "| --- | --- | --- | --- | --- | --- | --- | --- |\n"

  @Test func saysThatNothingChanged() {
    let plain = job { Materialize(.dimProducts).overwrites(.nothing) }
    // Another line in Swift, the same document.
    let moved = job {

      Materialize(.dimProducts).overwrites(.nothing)
    }
    #expect(
      summary(moved, since: base(plain))
        == "## Production jobs: no changes\n\nNo job's document differs from that at `main`.\n"
    )
  }

  @Test func tellsAllOfAnAddedJob() {
    let added = job {
      Backfill(.orders, .ordersClean, from: "2024-02-01", through: "2024-02-29")
        .maxConcurrentRuns(4)
        .requires(.noActiveBackfill)
        .atMost(partitions: 40, runs: 10)
        .tags(["ticket": "INC-1"])
      Backfill(.regionStats, partitions: [.us, .eu])
      Backfill(.ordersByRegion, partitions: .product(["2024-03-02", "2024-03-01"], [.eu]))
      Backfill(.storeStock, partitions: .product([.web], .all))
      Backfill(.customerProfile, partitions: .all)
      Materialize(.dimProducts).ensures(.runsSucceeded)
      Materialize(.orders, partition: "2024-02-01")
      Launch(
        .purge,
        config: PurgeConfig(olderThanDays: 30, target: .init(table: "orders"), tables: ["a", "1"])
      )
      Launch(.export, partition: "2024-01-05").priority(5)
    }
    let rows = [
      "| 1 | backfill | `orders`<br>`orders_clean` | 29 | `2024-02-01` | `2024-02-29` | `maxConcurrentRuns`: `4`"
        + "<br>`options.tags.ticket`: `INC-1` | no other backfill of its assets is under way<br>"
        + "at most 40 partitions<br>at most 10 runs |",
      "| 2 | backfill | `region_stats` | 2 | `us` | `eu` | – | – |",
      "| 3 | backfill | `orders_by_region` | 2 × 1 = 2 | <code>2024&#45;03&#45;01&#124;eu</code> "
        + "| <code>2024&#45;03&#45;02&#124;eu</code> | – | – |",
      "| 4 | backfill | `store_stock` | 1 × all | – | – | – | – |",
      "| 5 | backfill | `customer_profile` | all | – | – | – | – |",
      "| 6 | materialize | `dim_products` | – | – | – | – | its runs succeed, whatever they materialize |",
      "| 7 | materialize | `orders` | 1 | `2024-02-01` | `2024-02-01` | – | – |",
      "| 8 | launch | job `purge_job` of `lab` | – | – | – | `config.ops.purge.config.older_than_days`: `30`"
        + "<br>`config.ops.purge.config.tables`: `a`, `\"1\"`<br>`config.ops.purge.config.target.table`: `orders` | – |",
      "| 9 | launch | job `export_job` of `lab` | 1 | `2024-01-05` | `2024-01-05` | `options.priority`: `5` | – |",
    ]
    #expect(
      summary(added, since: base())
        == "## Production jobs: 1 added\n\nSince `main`. Ranges are counted by the calendar.\n\n"
        + "### Added: `x`\n\nOwner `me`, reason `why`\n\n" + Self.heading
        + rows.map { $0 + "\n" }.joined()
    )
  }

  @Test func tellsWhatChangedFromWhatToWhat() {
    let old = job {
      Materialize(.dimProducts)
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15").maxConcurrentRuns(4).atMost(partitions: 20)
      Backfill(.regionStats, partitions: [.eu, .us])
      Launch(.noop)
    }
    let new = Job("x", owner: "you", reason: "why not") {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-16").atMost(partitions: 30).requires(
        .noActiveBackfill
      )
      Backfill(.regionStats, partitions: [.eu, .apac])
      Launch(.noop)
      Launch(.failing)
    }
    let table = [
      "| – | `owner` | `me` | `you` |",
      "| – | `reason` | `why` | `why not` |",
      "| 1, was 2 | `partitions.through` | `\"2024-02-15\"` | `\"2024-02-16\"` |",
      "| 1, was 2 | `requires` | – | `noActiveBackfill` |",
      "| 1, was 2 | `atMost.partitions` | `20` | `30` |",
      "| 1, was 2 | `maxConcurrentRuns` | `4` | – |",
      "| was 1 | removed | materialize `dim_products` | – |",
      "| 2, was 3 | `partitions.keys` | − `us` | + `apac` |",
      "| 4 | added | – | launch job `failing_job` of `lab` |",
    ]
    let found = summary(new, since: base(old))
    #expect(found.hasPrefix("## Production jobs: 1 changed\n\nSince `main`."))
    let changes = found.split(separator: "\n").drop { !$0.hasPrefix("| step | setting |") }.dropFirst(2)
    #expect(changes.map(String.init) == table)
    #expect(found.contains("Owner `you`, reason `why not`\n\n" + Self.heading))
  }

  @Test func aStepThatMovedIsNotTakenForTwo() {
    let old = job {
      Materialize(.dimProducts)
      Launch(.noop)
      Launch(.failing)
    }
    let new = job {
      Launch(.noop)
      Launch(.failing)
      Materialize(.dimProducts)
    }
    #expect(
      summary(new, since: base(old)).hasSuffix(
        "\n| --- | --- | --- | --- |\n| 3, was 1 | moved | step 1 | step 3 |\n"
      )
    )
  }

  @Test func tellsWhatARemovedJobWas() {
    let removed = job { Materialize(.dimProducts) }
    #expect(
      summary(since: base(removed))
        == "## Production jobs: 1 removed\n\nSince `main`. Ranges are counted by the calendar.\n\n"
        + "### Removed: `x`\n\nOwner `me`, reason `why`\n\n" + Self.heading
        + "| 1 | materialize | `dim_products` | – | – | – | – | – |\n"
    )
  }

  @Test func countsEachKind() {
    let (a, b) = (job("a") { Launch(.noop) }, job("b") { Launch(.noop) })
    let found = summary(
      job("a") { Launch(.failing) },
      job("c") { Launch(.noop) },
      job("d") { Launch(.noop) },
      since: base(a, b)
    )
    #expect(found.hasPrefix("## Production jobs: 2 added, 1 changed, 1 removed\n"))
    let headings = found.split(separator: "\n").filter { $0.hasPrefix("### ") }
    #expect(headings == ["### Changed: `a`", "### Removed: `b`", "### Added: `c`", "### Added: `d`"])
  }
}
