import Diagnostics
import JobDSL
import Testing

@Suite struct ReexecuteTests {
  private static let id = "3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"

  @Test func readsBackAsTheSame() {
    let job = Job("x", owner: "me", reason: "why") {
      Reexecute(.failedPartitions(ofBackfill: "hqzkvmwt"))
      Reexecute(.run(Self.id, from: .failure))
      Reexecute(.run(Self.id, from: .start)).requires(.succeeded("load"))
    }
    #expect(JobReading(job.document.encoded(), file: "job.yaml").document == job.document)
    #expect(
      job.document.steps.map(\.command.subject.summary) == [
        "failed partitions of backfill hqzkvmwt", "run \(Self.id) from its failure",
        "run \(Self.id) from its start",
      ]
    )
  }

  static let steps: [Verdict] = [
    Verdict("reexecute: {failedPartitionsOf: hqzkvmwt}"),
    Verdict("reexecute: {run: \(id), from: start}"),
    Verdict(
      "reexecute: {}",
      "reexecute: expected the key `failedPartitionsOf` or `run`, found neither (say what is run again)"
    ),
    Verdict(
      "reexecute: {failedPartitionsOf: hqzkvmwt, run: \(id), from: start}",
      "reexecute.run: expected `failedPartitionsOf` or `run`, found both (make two steps of it)"
    ),
    Verdict(
      "reexecute: {failedPartitionsOf: hqzkvmwt, from: start}",
      "reexecute.from: expected no `from` beside `failedPartitionsOf`, found one (remove it: it is a run's)"
    ),
    Verdict(
      "reexecute: {run: \(id)}",
      "reexecute: expected the key `from`: `failure` or `start` (add it: from: failure)"
    ),
    Verdict(
      "reexecute: {run: \(id), from: end}",
      "reexecute.from: expected one of failure, start, found \"end\""
    ),
    Verdict(
      "reexecute: {run: 3f0c7d0e, from: start}",
      "reexecute.run: expected a run's whole id, found \"3f0c7d0e\", which is how its first digits are shown on "
        + "Dagster's pages (copy it from the run's own page, or from its address)"
    ),
    Verdict(
      "reexecute: {failedPartitionsOf: \(id)}",
      "reexecute.failedPartitionsOf: expected a backfill's id, found \"\(id)\", a run's (write it as `run`)"
    ),
  ]

  @Test(arguments: steps) func isReadStrictly(step: Verdict) {
    #expect(Verdict.problems(ofStep: step.text) == step.problems)
  }
}
