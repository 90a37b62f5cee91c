import Dagster
import DagsterModel
import KubernetesDouble
import TestSupport
import Testing

/// A job that waits for another one: the runner's own process, on the real server.
@Suite(.onDagster) struct OrderTests {
  /// A job, and one that requires that it has succeeded, with one ledger.
  private static func pair(first: String = "asset: plan_whole") throws -> (first: JobFile, second: JobFile) {
    let first = try JobFile("first", steps: "- materialize: {\(first)}")
    var second = try JobFile(
      "second",
      steps: """
        - launch:
            job: plan_job
            location: lab
            partition: "2024-09-01"
            requires:
            - succeeded: \(first.name)
        """
    )
    second.environment["PRODUCTION_JOBS_LEDGER"] = first.environment["PRODUCTION_JOBS_LEDGER"]
    return (first, second)
  }

  private func expectRefused(_ job: JobFile, _ found: String, of other: JobFile) async throws {
    let complaint = "expected the job \(other.name) to have succeeded, found \(found)"
    let plan = try await job.start("plan", "job.yaml").ending()
    #expect(plan.status == 77)
    #expect(plan.output.contains("  not met: \(complaint)"), "\(plan.output)")
    let ending = try await job.run()
    #expect(ending.status == 77)
    #expect(ending.output.contains("\n  spec.steps[0].launch.requires[0]: \(complaint)"), "\(ending.output)")
    #expect(
      ending.errors.contains("job.yaml:14:9: error: spec.steps[0].launch.requires[0]: \(complaint)"),
      "\(ending.errors)"
    )
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test func isLaunchedOnceTheOtherHasSucceeded() async throws {
    let (first, second) = try Self.pair()
    try await expectRefused(second, "no record of it: it never ran", of: first)

    var alone = second
    alone.environment["PRODUCTION_JOBS_LEDGER"] = .some(nil)
    let undecided = try await alone.start("plan", "job.yaml").ending()
    #expect(undecided.status == 0)
    #expect(
      undecided.output.contains(
        "  undecided: whether the job \(first.name) has succeeded is not known"
      ),
      "\(undecided.output)"
    )

    #expect(try await first.run().status == 0)
    let plan = try await second.start("plan", "job.yaml").ending()
    #expect(plan.output.contains("  met: the job \(first.name) has succeeded"), "\(plan.output)")
    let ending = try await second.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Witness().runs(of: second.name).count == 1)
  }

  @Test func isNotLaunchedAfterTheOtherFailed() async throws {
    let (first, second) = try Self.pair(first: "asset: plan_never")
    #expect(try await first.run().status == 1)
    try await expectRefused(second, "that it failed at step 1 of 1: ", of: first)
  }

  @Test func theClustersLedgerIsAskedToo() async throws {
    let server = try await FakeKubernetes()
    server.accepts(token: "s3cret")
    var (first, second) = try Self.pair()
    try first.folder.write("s3cret\n", to: "token")
    let settings: [String: String?] = [
      "PRODUCTION_JOBS_LEDGER": "kubernetes://data", "KUBERNETES_URL": server.url,
      "KUBERNETES_TOKEN_FILE": "\(first.folder.path)/token", "KUBERNETES_CA_FILE": nil,
    ]
    first.environment.merge(settings) { $1 }
    second.environment.merge(settings) { $1 }
    try await expectRefused(second, "no record of it: it never ran", of: first)
    #expect(try await first.run().status == 0)
    let ending = try await second.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await Witness().runs(of: second.name).count == 1)
    await server.stop()
  }
}
