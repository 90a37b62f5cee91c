import Diagnostics
import JobDSL
import Schema
import Testing

@Suite struct ConditionRulesTests {
  private static let listed = "partitions: {partitioning: daily, keys: [\"2024-02-01\", \"2024-02-02\"]}"
  private static let pairs =
    "partitions: {partitioning: multi, dimensions: [{name: a, partitioning: static, keys: [x, z]}, "
    + "{name: b, partitioning: static, keys: [p, q, r]}]}"

  private static func backfill(_ conditions: String, assets: String = "[a]") -> String {
    "backfill: {assets: \(assets), partitions: {partitioning: daily, all: true}, \(conditions)}"
  }

  static let met: [Verdict] = [
    Verdict(backfill("requires: [noActiveBackfill]")),
    Verdict(backfill("requires: [upstreamMaterialized, noActiveBackfill]")),
    Verdict(backfill("requires: [{succeeded: load-orders}, noActiveBackfill, {succeeded: a}]")),
    Verdict("materialize: {asset: a, requires: [{succeeded: load-orders}]}"),
    Verdict("launch: {job: a, location: b, requires: [{succeeded: load-orders}]}"),
    Verdict("reportMaterialized: {asset: a, requires: [{succeeded: load-orders}]}"),
    Verdict("addPartitions: {asset: a, keys: [b], requires: [{succeeded: load-orders}, {succeeded: c}]}"),
    Verdict("deletePartitions: {asset: a, keys: [b], requires: [{succeeded: load-orders}]}"),
    Verdict("wipeAsset: {asset: a, confirmed: a, requires: [{succeeded: load-orders}]}"),
    Verdict(backfill("atMost: {partitions: 1}")),
    Verdict(backfill("atMost: {runs: 1}, only: missing")),
    Verdict(backfill("overwrites: nothing, ensures: runsSucceeded")),
    Verdict(backfill("overwrites: anything, ensures: allMaterialized")),
    Verdict(backfill("ensures: checksPassed")),
    Verdict(backfill("overwrites: nothing, only: missing", assets: "[a, b]")),
    Verdict(
      "materialize: {asset: a, requires: [noActiveBackfill], overwrites: nothing, ensures: runsSucceeded}"
    ),
    Verdict("backfill: {assets: [a], \(listed), atMost: {partitions: 2}}"),
    Verdict("backfill: {assets: [a], \(listed), atMost: {partitions: 1}, only: missing}"),
    Verdict("backfill: {assets: [a], \(pairs), atMost: {partitions: 6}}"),
  ]

  @Test(arguments: met)
  func areMet(step: Verdict) {
    #expect(Verdict.problems(ofStep: step.text) == [])
  }

  private static let requirement =
    "expected one of noActiveBackfill, upstreamMaterialized or a mapping with the key succeeded"
  private static let order = "expected a mapping with the key succeeded"
  private static let name = "expected a DNS-1123 name of at most 63 small letters, digits and `-`"

  static let broken: [Verdict] = [
    Verdict(
      backfill("requires: [noActiveBackfil]"),
      "backfill.requires[0]: \(requirement), found \"noActiveBackfil\" (did you mean `noActiveBackfill`?)"
    ),
    Verdict(
      backfill("requires: [succeeded, sucseeded, \"succeeded:a\", {}]"),
      "backfill.requires[0]: \(requirement), found \"succeeded\" (write `succeeded: ` and what follows it)",
      "backfill.requires[1]: \(requirement), found \"sucseeded\" (did you mean `succeeded`?)",
      "backfill.requires[2]: \(requirement), found \"succeeded:a\" (write `succeeded: ` and what follows it)",
      "backfill.requires[3]: \(requirement), found an empty mapping"
    ),
    Verdict(
      backfill(
        "requires: [{succeded: a}, {noActiveBackfill: true}, [succeeded], {succeeded: a, noActiveBackfill: b}]"
      ),
      "backfill.requires[0].succeded: \(requirement), found `succeded` (did you mean `succeeded`?)",
      "backfill.requires[1].noActiveBackfill: \(requirement), found `noActiveBackfill` (write the word alone: "
        + "`noActiveBackfill`)",
      "backfill.requires[2]: \(requirement), found a sequence",
      "backfill.requires[3]: \(requirement), found the keys `succeeded`, `noActiveBackfill`"
    ),
    Verdict(
      backfill("requires: [{succeeded: }, {succeeded: Load_Orders}, {succeeded: [a]}, {succeeded: \"\"}]"),
      "backfill.requires[0].succeeded: \(name), found nothing",
      "backfill.requires[1].succeeded: \(name), found \"Load_Orders\"",
      "backfill.requires[2].succeeded: \(name), found a sequence",
      "backfill.requires[3].succeeded: \(name), found \"\""
    ),
    Verdict(
      backfill("requires: [{succeeded: a}, noActiveBackfill, {succeeded: a}]"),
      "backfill.requires[2]: expected each requirement once, found \"succeeded: a\" again: it is requires[0]"
    ),
    // The document's own name.
    Verdict(
      backfill("requires: [{succeeded: x}]"),
      "backfill.requires[0]: expected another job than this one, found \"x\", which has not succeeded while it runs "
        + "(remove it: a job's steps are done in their order)"
    ),
    Verdict(
      "wipeAsset: {asset: a, confirmed: a, requires: [succeeded, {succeed: a}, upstreamMaterialized]}",
      "wipeAsset.requires[0]: \(order), found \"succeeded\"",
      "wipeAsset.requires[1].succeed: \(order), found `succeed` (did you mean `succeeded`?)",
      "wipeAsset.requires[2]: \(order), found \"upstreamMaterialized\""
    ),
    Verdict(
      backfill("requires: noActiveBackfill"),
      "backfill.requires: expected a list, found \"noActiveBackfill\""
    ),
    Verdict(backfill("requires: []"), "backfill.requires: expected at least one item, found 0"),
    Verdict(
      backfill("requires: [noActiveBackfill, upstreamMaterialized, noActiveBackfill]"),
      "backfill.requires[2]: expected each requirement once, found \"noActiveBackfill\" again: it is requires[0]"
    ),
    Verdict(backfill("atMost: {}"), "backfill.atMost: expected `partitions`, `runs` or both, found neither"),
    Verdict(
      backfill("atMost: 40"),
      "backfill.atMost: expected a mapping with the keys `partitions`, `runs`, found 40"
    ),
    Verdict(
      backfill("atMost: {partitions: 0, runs: -1}"),
      "backfill.atMost.partitions: expected a whole number of at least 1, found 0",
      "backfill.atMost.runs: expected a whole number of at least 1, found -1"
    ),
    Verdict(
      backfill("atMost: {partitions: \"40\", run: 1}"),
      "backfill.atMost.partitions: expected a whole number of at least 1, found \"40\"",
      "backfill.atMost.run: unknown key `run`, expected `partitions`, `runs` (did you mean `runs`?)"
    ),
    Verdict(
      backfill("overwrites: noting"),
      "backfill.overwrites: expected one of anything, nothing, found \"noting\" (did you mean `nothing`?)"
    ),
    Verdict(
      backfill("overwrites: no"),
      "backfill.overwrites: expected one of anything, nothing, found no (a boolean in YAML 1.1)"
    ),
    Verdict(
      backfill("only: failed"),
      "backfill.only: expected one of missing, found \"failed\""
    ),
    Verdict(
      backfill("ensures: [allMaterialized]"),
      "backfill.ensures: expected one of allMaterialized, runsSucceeded, checksPassed, found a sequence"
    ),
    Verdict(
      backfill("overwrites: nothing, only: missing"),
      "backfill.overwrites: expected no `overwrites` beside `only: missing`, which leaves nothing to write over "
        + "(remove one of the two)"
    ),
    Verdict(
      "backfill: {assets: [a], \(listed), atMost: {partitions: 1}}",
      "backfill.atMost.partitions: expected a limit of at least the 2 partitions that are listed, found 1"
    ),
    Verdict(
      "backfill: {assets: [a], \(pairs), atMost: {partitions: 5}}",
      "backfill.atMost.partitions: expected a limit of at least the 6 partitions that are listed, found 5"
    ),
    Verdict(
      "materialize: {asset: a, only: missing}",
      "materialize.only: unknown key `only`, expected `asset`, `assets`, `partition`, `config`, `requires`, `overwrites`, "
        + "`ensures`, `options`"
    ),
    Verdict(
      "launch: {job: a, location: b, requires: [noActiveBackfill], atMost: {runs: 1}}",
      "launch.requires[0]: \(order), found \"noActiveBackfill\"",
      "launch.atMost: unknown key `atMost`, expected `job`, `location`, `partition`, `config`, `rehearsal`, `requires`, `options`"
    ),
  ]

  @Test(arguments: broken)
  func areBroken(step: Verdict) {
    #expect(Verdict.problems(ofStep: step.text) == step.problems)
  }

  /// A document can't say a key twice, and the later call would silently win.
  @Test func aConditionThatIsWrittenTwiceIsReportedAtTheLater() {
    let line = #line
    let job = Job("x", owner: "me", reason: "why") {
      Backfill(.orders, partitions: .all)
        .overwrites(.nothing)
        .atMost(partitions: 4)
        .overwrites(.nothing)
        .atMost(partitions: 5, runs: 1)
      Materialize(.products).ensures(.runsSucceeded).ensures(.allMaterialized)
    }
    let issues = JobDocument.schema.issues(in: job.document)
    let again = { "expected this condition once, found it again: it is on line \(line + $0) already" }
    #expect(
      issues.map { "\($0.path): \($0.message) (\($0.hint ?? ""))" } == [
        "spec.steps[0].backfill.overwrites: \(again(3)) (remove one of the two)",
        "spec.steps[0].backfill.atMost.partitions: \(again(4)) (remove one of the two)",
        "spec.steps[1].materialize.ensures: \(again(7)) (remove one of the two)",
      ]
    )
    let lines = issues.map { job.conditionLocations[$0.path]?.line }
    #expect(lines == [line + 5, line + 6, line + 7])
  }

  @Test func issuesAreWhatDecodingReports() {
    let job = Job("x", owner: "me", reason: "why") {
      Backfill(.orders, partitions: ["2024-02-01"])
        .requires(.noActiveBackfill, .noActiveBackfill)
        .atMost(partitions: 0, runs: 0)
        .only(.missing)
        .overwrites(.nothing)
      Backfill(.orders, partitions: ["2024-02-01", "2024-02-02"]).atMost(partitions: 1)
      Materialize(.products).requires(.upstreamMaterialized).requires(.upstreamMaterialized)
      Launch(.noop).requires(.succeeded("x"), .succeeded("Y"), .succeeded("z"), .succeeded("z"))
    }
    let issues = JobDocument.schema.issues(in: job.document).map { "\($0.path): \($0.message)" }
    let problems = JobReading(job.document.encoded(), file: "job.yaml").problems.map {
      "\($0.path): \($0.message)"
    }
    #expect(issues.sorted() == problems.sorted())
    #expect(issues.count == 9)
  }
}
