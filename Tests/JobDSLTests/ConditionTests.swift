import Diagnostics
import FuzzTargets
import JobDSL
import Testing
import YAML

@Suite struct ConditionTests {
  private struct Listed: Equatable {
    var path: String
    var meaning: String
  }

  private func listed(_ command: some Command) -> [Listed] {
    command.conditions.listed.map { Listed(path: "\($0.path)", meaning: $0.condition.meaning) }
  }

  @Test func areListedInTheDocumentsOrder() {
    let backfill = Backfill(.orders, partitions: .all)
      .ensures(.runsSucceeded)
      .only(.missing)
      .overwrites(.nothing)
      .atMost(runs: 1)
      .atMost(partitions: 40)
      .requires(.upstreamMaterialized)
      .requires(.succeeded("load-orders"), .noActiveBackfill)
    #expect(
      listed(backfill) == [
        Listed(path: "requires[0]", meaning: "everything that it reads is materialized"),
        Listed(path: "requires[1]", meaning: "the job load-orders has succeeded"),
        Listed(path: "requires[2]", meaning: "no other backfill of its assets is under way"),
        Listed(path: "atMost.partitions", meaning: "at most 40 partitions"),
        Listed(path: "atMost.runs", meaning: "at most 1 run"),
        Listed(path: "overwrites", meaning: "nothing that it targets is materialized already"),
        Listed(path: "only", meaning: "only partitions that are not materialized yet"),
        Listed(path: "ensures", meaning: "its runs succeed, whatever they materialize"),
      ]
    )
  }

  @Test func everyCommandCanWaitForAnotherJob() {
    let order = [Listed(path: "requires[0]", meaning: "the job a has succeeded")]
    #expect(listed(Materialize(.products).requires(.succeeded("a"))) == order)
    #expect(listed(Launch(.noop).requires(.succeeded("a"))) == order)
    #expect(listed(ReportMaterialized(.products).requires(.succeeded("a"))) == order)
    #expect(listed(AddPartitions(["x"], to: .customer).requires(.succeeded("a"))) == order)
    #expect(listed(DeletePartitions(["x"], of: .customer).requires(.succeeded("a"))) == order)
    #expect(listed(WipeAsset(.products).requires(.succeeded("a")).confirmed("products")) == order)
  }

  @Test func thereAreNoneByDefault() {
    #expect(listed(Backfill(.orders, partitions: .all)) == [])
    #expect(listed(Materialize(.products).overwrites(.anything).ensures(.allMaterialized)) == [])
    #expect(listed(Launch(.noop)) == [])
  }

  @Test func everyListedPathIsInTheDocument() throws {
    var random = RandomDocuments(seed: 7)
    var count = 0
    for _ in 0..<50 {
      let document = random.document()
      let root = try #require(JobReading(document.encoded(), file: "job.yaml").root)
      for (index, step) in document.steps.enumerated() {
        let command = try #require(root[document.path(ofStep: index)])
        for (path, _) in step.conditions.listed {
          let node = try #require(command[path])
          #expect(node.kind == .scalar || (node.kind == .mapping && node.count == 1))
          count += 1
        }
      }
    }
    #expect(count > 50)
  }

  @Test func whereTheyAreWrittenDoesNotMatterToTheJob() {
    let near = Materialize(.products).overwrites(.nothing)
    let far = Materialize(.products)
      .overwrites(.nothing)
    #expect(near == far)
    #expect(Set([near, far]).count == 1)
  }

  @Test func knowWhereTheyAreWritten() {
    let line = #line
    let job = Job("x", owner: "me", reason: "why") {
      Materialize(.products)
      Backfill(.orders, partitions: .all)
        .requires(.noActiveBackfill)
        .priority(1)
        .atMost(partitions: 40, runs: 10)
        .requires(.upstreamMaterialized)
      Backfill(.orders, partitions: .all).only(.missing)
    }
    let backfill = Path.root["spec"]["steps"][1]["backfill"]
    #expect(
      job.conditionLocations.mapValues { $0.line - line } == [
        backfill["requires"][0]: 4, backfill["atMost"]["partitions"]: 6, backfill["atMost"]["runs"]: 6,
        backfill["requires"][1]: 7, Path.root["spec"]["steps"][2]["backfill"]["only"]: 8,
      ]
    )
    #expect(Set(job.conditionLocations.values.map(\.file)) == [#filePath])
  }
}
