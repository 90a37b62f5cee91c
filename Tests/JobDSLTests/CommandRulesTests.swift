import Diagnostics
import JobDSL
import Schema
import Testing

@Suite struct CommandRulesTests {
  private static let all = "partitions: {partitioning: daily, all: true}"
  private static let reserved =
    "(tags that begin with dagster/ or production-jobs/ are set by the runner and by Dagster)"

  static let steps: [Verdict] = [
    Verdict("backfill: {assets: [a, b/c], \(all), maxConcurrentRuns: 1000, config: {}}"),
    Verdict("materialize: {asset: a, options: {tags: {team: x}, priority: -1000}}"),
    Verdict("materialize: {asset: a, partition: \"2024-02-01\", config: {ops: {a: {config: {}}}}}"),
    Verdict("launch: {job: a, location: b, partition: \"2024-02-01\"}"),
    Verdict(
      "backfill: {assets: [a, b, a], \(all)}",
      "backfill.assets[2]: expected each asset once, found \"a\" again: it is assets[0]"
    ),
    Verdict("backfill: {assets: [], \(all)}", "backfill.assets: expected at least one item, found 0"),
    Verdict(
      "backfill: {assets: [\"\", a//b, \" /b\", \"a/\"], \(all)}",
      "backfill.assets[0]: expected an asset key like orders or sales/orders, found \"\"",
      "backfill.assets[1]: expected an asset key like orders or sales/orders, found \"a//b\"",
      "backfill.assets[2]: expected an asset key like orders or sales/orders, found \" /b\"",
      "backfill.assets[3]: expected an asset key like orders or sales/orders, found \"a/\""
    ),
    Verdict(
      "backfill: {assets: [a], \(all), maxConcurrentRuns: 0}",
      "backfill.maxConcurrentRuns: expected a whole number from 1 to 1000, found 0"
    ),
    Verdict(
      "backfill: {assets: [a], \(all), maxConcurentRuns: 1}",
      "backfill.maxConcurentRuns: unknown key `maxConcurentRuns`, expected `assets`, `partitions`, `part`, `config`, "
        + "`maxConcurrentRuns`, `requires`, `atMost`, `overwrites`, `only`, `ensures`, `options` "
        + "(did you mean `maxConcurrentRuns`?)"
    ),
    Verdict(
      "materialize: {}",
      "materialize: expected the key `asset`: the asset (add it; `assets` for several)"
    ),
    Verdict(
      "materialize: {asset: a, partition: \" \"}",
      "materialize.partition: expected text that is not blank, found \" \""
    ),
    Verdict(
      "materialize: {asset: a, options: {priority: 1001}}",
      "materialize.options.priority: expected a whole number from -1000 to 1000, found 1001"
    ),
    Verdict(
      "materialize: {asset: a, options: {tags: {dagster/priority: \"1\", production-jobs/name: x, \"\": z}}}",
      "materialize.options.tags.dagster/priority: expected a tag of your own, found \"dagster/priority\" "
        + "(write `priority` in `options`)",
      "materialize.options.tags.production-jobs/name: expected a tag of your own, "
        + "found \"production-jobs/name\" \(reserved)",
      "materialize.options.tags.\"\": expected a tag of your own, found \"\" \(reserved)"
    ),
    // To Swift the slash and the accent on it are one character.
    Verdict(
      "materialize: {asset: a, options: {tags: {\"dagster/\u{301}\": x}}}",
      "materialize.options.tags.dagster/\u{301}: expected a tag of your own, found \"dagster/\u{301}\" \(reserved)"
    ),
    Verdict(
      "materialize: {asset: a, options: {tags: {a: 1}}}",
      "materialize.options.tags.a: expected text, found 1 "
        + "(text that looks like something else goes in quotes: \"1\")"
    ),
    Verdict(
      "launch: {job: \"\", location: \"\\t\"}",
      "launch.job: expected text that is not blank, found \"\"",
      "launch.location: expected text that is not blank, found \"\\t\""
    ),
    Verdict("launch: {job: a, location: b, partition: p, config: {}}"),
    Verdict(
      "launch: {job: a, location: b, config: {o: {dry: false}}, "
        + "rehearsal: {field: [o, dry], expects: [{figure: deleted, atMost: 0}, {figure: Deleted}]}}"
    ),
    Verdict(
      "launch: {job: a, location: b, config: {o: {dry: true}}, rehearsal: {field: [o, dry], expects: [{figure: deleted}]}}",
      "launch.rehearsal.field: expected a field that the configuration has as false, found \"o.dry\" "
        + "(the rehearsal has \"dry\" true, and the launch says that it is false)"
    ),
    Verdict(
      "launch: {job: a, location: b, rehearsal: {field: [o, dry], expects: [{figure: deleted}]}}",
      "launch.rehearsal.field: expected a field that the configuration has as false, found \"o.dry\" "
        + "(the rehearsal has \"dry\" true, and the launch says that it is false)"
    ),
    Verdict(
      "launch: {job: a, location: b, config: {dry: false}, "
        + "rehearsal: {field: [dry], expects: [{figure: deleted}, {figure: deleted, atMost: -1}]}}",
      "launch.rehearsal.expects[1]: expected each figure once, found \"deleted\" again: it is expects[0]",
      "launch.rehearsal.expects[1].atMost: expected a whole number of at least 0, found -1"
    ),
    Verdict(
      "launch: {job: a, location: b, config: {dry: false}, rehearsal: {field: [], expects: []}}",
      "launch.rehearsal.field: expected at least one item, found 0",
      "launch.rehearsal.expects: expected at least one item, found 0"
    ),
    Verdict("materialize: {assets: [a, b], partition: p, options: {maxRetries: 0, maxRuntimeSeconds: 1}}"),
    Verdict(
      "materialize: {assets: [a]}",
      "materialize.assets: expected at least 2 items, found 1"
    ),
    Verdict(
      "materialize: {asset: a, assets: [b, c]}",
      "materialize.assets: expected `asset` or `assets`, found both (write all of them in `assets`)"
    ),
    Verdict(
      "materialize: {assets: [a, b, a]}",
      "materialize.assets[2]: expected each asset once, found \"a\" again: it is assets[0]"
    ),
    Verdict(
      "materialize: {asset: a, options: {maxRetries: -1, maxRuntimeSeconds: 0}}",
      "materialize.options.maxRetries: expected a whole number from 0 to 100, found -1",
      "materialize.options.maxRuntimeSeconds: expected a whole number from 1 to 10000000, found 0"
    ),
    Verdict(
      "materialize: {asset: a, options: {tags: {dagster/max_runtime: \"60\"}}}",
      "materialize.options.tags.dagster/max_runtime: expected a tag of your own, found \"dagster/max_runtime\" "
        + "(write `maxRuntimeSeconds` in `options`)"
    ),
    Verdict(
      "launch: {job: a, location: b, config: []}",
      "launch.config: expected a mapping, found a sequence (ops: {NAME: {config: …}})"
    ),
    Verdict(
      "launch: {job: a, location: b, config: {a: [yes, 1.5, {b: 0o7}], c: .nan}}",
      "launch.config.a[0]: expected a value that every YAML reader takes alike, found yes "
        + "(a boolean in YAML 1.1; text goes in quotes)",
      "launch.config.a[2].b: expected a value that every YAML reader takes alike, found 0o7 "
        + "(an octal number in YAML 1.2; text goes in quotes)",
      "launch.config.c: expected a value that every YAML reader takes alike, found .nan "
        + "(a float that is not a number or not finite; text goes in quotes)"
    ),
    Verdict(
      "lauch: {}",
      "lauch: expected a mapping with one of the keys \(keywords), "
        + "found `lauch` (did you mean `launch`?)"
    ),
    Verdict("reportMaterialized: {asset: a}"),
    Verdict("reportMaterialized: {asset: a, \(all)}"),
    Verdict("reportMaterialized: {}", "reportMaterialized: expected the key `asset`: the asset (add it)"),
    Verdict(
      "reportMaterialized: {asset: a, partitions: {partitioning: daily, keys: [\"2024-2-1\"]}}",
      "reportMaterialized.partitions.keys[0]: expected a day like 2024-02-01, found \"2024-2-1\" (write 2024-02-01)"
    ),
    Verdict("addPartitions: {asset: a, keys: [b, \"1\", é]}"),
    Verdict("addPartitions: {asset: a, keys: []}", "addPartitions.keys: expected at least one item, found 0"),
    Verdict(
      "addPartitions: {asset: a, keys: [b, \"\", \"c\\td\", b]}",
      "addPartitions.keys[1]: expected a partition key without control characters, found \"\"",
      "addPartitions.keys[2]: expected a partition key without control characters, found \"c\\td\"",
      "addPartitions.keys[3]: expected each key once, found \"b\" again: it is keys[0]"
    ),
    Verdict("deletePartitions: {asset: a, keys: [b]}"),
    Verdict(
      "deletePartitions: {asset: a, partitions: [b]}",
      "deletePartitions: expected the key `keys`: the keys to delete (add it)",
      "deletePartitions.partitions: unknown key `partitions`, expected `asset`, `keys`, `requires`"
    ),
    Verdict("check: {asset: a/b}"), Verdict("check: {asset: a, checks: [b, c]}"),
    Verdict(
      "check: {checks: [b]}",
      "check: expected the key `asset`: the asset that has the checks (add it)"
    ),
    Verdict("check: {asset: a, checks: []}", "check.checks: expected at least one item, found 0"),
    Verdict(
      "check: {asset: a, checks: [b, c, b]}",
      "check.checks[2]: expected each check once, found \"b\" again: it is checks[0]"
    ),
    Verdict("wipeAsset: {asset: a/b, confirmed: a/b}"),
    Verdict(
      "wipeAsset: {asset: a}",
      "wipeAsset: expected the key `confirmed`: the asset's key once more (add it)"
    ),
    Verdict(
      "wipeAsset: {asset: a, confirmed: b}",
      "wipeAsset.confirmed: expected the key of the asset whose history is deleted, found \"b\" "
        + "(write .confirmed(\"a\"), or `confirmed: a` in a document)"
    ),
  ]

  @Test(arguments: steps)
  func areMetOrBroken(step: Verdict) {
    #expect(Verdict.problems(ofStep: step.text) == step.problems)
  }

  /// Only Swift knows how the asset is partitioned: the document has the key alone.
  @Test func aPartitionThatDoesNotExistIsReportedWhereItIsWritten() {
    let job = Job("x", owner: "me", reason: "why") {
      Materialize(.orders, partition: "2024-02-30")
      Materialize(.clicks, partition: "2024-02-01")
      Launch(.export, partition: "2023-02-29")
      Materialize(.orders, partition: "2024-02-29")
      Materialize(.stats, partition: .eu)
      Materialize(.ordersByRegion, partition: "2024-02-31", .eu)
      Materialize(.customer, partition: "a\tb")
      Launch(.crossed, partition: "2024-13-01", .us)
    }
    let issues = JobDocument.schema.issues(in: job.document).map { "\($0.path): \($0.message)" }
    #expect(
      issues == [
        "spec.steps[0].materialize.partition: expected a day like 2024-02-01, found \"2024-02-30\"",
        "spec.steps[1].materialize.partition: expected an hour like 2024-02-01-13:00, found \"2024-02-01\"",
        "spec.steps[2].launch.partition: expected a day like 2024-02-01, found \"2023-02-29\"",
        "spec.steps[5].materialize.partition: expected a day like 2024-02-01, found \"2024-02-31\"",
        "spec.steps[6].materialize.partition: expected a partition key without control characters, found \"a\\tb\"",
        "spec.steps[7].launch.partition: expected a day like 2024-02-01, found \"2024-13-01\"",
      ]
    )
  }
}
