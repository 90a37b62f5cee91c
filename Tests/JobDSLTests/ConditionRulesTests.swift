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

  static let broken: [Verdict] = [
    Verdict(
      backfill("requires: [noActiveBackfil]"),
      "backfill.requires[0]: expected one of noActiveBackfill, upstreamMaterialized, found \"noActiveBackfil\" "
        + "(did you mean `noActiveBackfill`?)"
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
      "launch: {job: a, location: b, requires: [noActiveBackfill]}",
      "launch.requires: unknown key `requires`, expected `job`, `location`, `partition`, `config`, `options`"
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
    }
    let issues = JobDocument.schema.issues(in: job.document).map { "\($0.path): \($0.message)" }
    let problems = JobReading(job.document.encoded(), file: "job.yaml").problems.map {
      "\($0.path): \($0.message)"
    }
    #expect(issues.sorted() == problems.sorted())
    #expect(issues.count == 6)
  }
}
