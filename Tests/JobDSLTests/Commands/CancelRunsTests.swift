import Diagnostics
import JobDSL
import Testing

@Suite struct CancelRunsTests {
  private static let id = "3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"

  @Test func readsBackAsTheSame() {
    let job = Job("x", owner: "me", reason: "why") {
      CancelRuns([Self.id])
      CancelRuns(["a", "b"].map { $0 + Self.id }).requires(.succeeded("load"))
    }
    #expect(JobReading(job.document.encoded(), file: "job.yaml").document == job.document)
    #expect(job.document.steps.map(\.command.subject.summary) == [Self.id, "a\(Self.id), b\(Self.id)"])
  }

  static let many = (1...101).map { "run-\($0)" }.joined(separator: ", ")

  static let steps: [Verdict] = [
    Verdict("cancelRuns: {runs: [\(id), run-1]}"),
    Verdict("cancelRuns: {}", "cancelRuns: expected the key `runs`: the ids of the runs (add it)"),
    Verdict("cancelRuns: {runs: []}", "cancelRuns.runs: expected at least one item, found 0"),
    Verdict("cancelRuns: {runs: \(id)}", "cancelRuns.runs: expected a list, found \"\(id)\""),
    Verdict(
      "cancelRuns: {runs: [a, b, a]}",
      "cancelRuns.runs[2]: expected each run once, found \"a\" again: it is runs[0]"
    ),
    Verdict(
      "cancelRuns: {runs: [\" \"]}",
      "cancelRuns.runs[0]: expected text that is not blank, found \" \""
    ),
    Verdict(
      "cancelRuns: {runs: [3f0c7d0e]}",
      "cancelRuns.runs[0]: expected a run's whole id, found \"3f0c7d0e\", which is how its first digits are shown on "
        + "Dagster's pages (copy it from the run's own page, or from its address)"
    ),
    Verdict(
      "cancelRuns: {runs: [\(many)]}",
      "cancelRuns.runs: expected at most 100 runs, found 101 (make several steps of it)"
    ),
    Verdict(
      "cancelRuns: {runs: [a], options: {priority: 1}}",
      "cancelRuns.options: unknown key `options`, expected `runs`, `requires`"
    ),
  ]

  @Test(arguments: steps) func isReadStrictly(step: Verdict) {
    #expect(Verdict.problems(ofStep: step.text) == step.problems)
  }
}
